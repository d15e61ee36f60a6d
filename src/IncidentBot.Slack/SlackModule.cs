using IncidentBot.Core.Desk;
using IncidentBot.Core.Doctor;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;
using IncidentBot.Slack.Inbound;
using IncidentBot.Slack.Outbound;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack;

/// <summary>Everything of Slack that runs in one process, put together. Made only when <see cref="SlackOptions.Mode"/> is not Off.</summary>
public sealed class SlackModule : IDisposable
{
    private readonly SlackApi _api;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _logs;
    private readonly SlackExamination _examination;

    public SlackModule(SlackOptions options, PeopleRoster roster, TimeProvider time, ILoggerFactory logs)
    {
        Options = options;
        _time = time;
        _logs = logs;
        _api = new SlackApi(SlackApi.Wire(), options, time, logs.CreateLogger<SlackApi>());
        _examination = new SlackExamination(_api, options, roster, time);
        Workspace = new Workspace(_api, options.KnownAppId, time, logs.CreateLogger<Workspace>());
        Shared = new SharedChannels(_api, options, time, logs.CreateLogger<SharedChannels>());
        var announcements = new AnnouncementChannel(_api, options, Shared, logs.CreateLogger<AnnouncementChannel>());
        Chat = new SlackChat(_api, options, Workspace, announcements, Shared, roster, time, logs);
    }

    /// <summary>The name of this chat in keys, lanes, events and people's ids.</summary>
    public const string Name = "slack";

    public SlackOptions Options { get; }

    /// <summary>What the sender delivers to.</summary>
    public ITarget Chat { get; }

    /// <summary>Who the bot is in the workspace.</summary>
    internal Workspace Workspace { get; }

    /// <summary>Where other organisations read along.</summary>
    internal SharedChannels Shared { get; }

    /// <summary>The one client of the workspace; every call of this process shares its limits.</summary>
    internal SlackApi Api => _api;

    /// <summary>The way in: what Slack brings goes to <paramref name="desk"/>.</summary>
    /// <param name="writer">The one that the desk writes with: both keep its locks.</param>
    public SlackInbound Listen(ICommandDesk desk, IStore store, IncidentWriter writer, PeopleRoster roster) => new(Options, _api, Workspace, Shared, SlackApi.Wire(), desk, store, writer, roster, _time, _logs);

    /// <summary>What the doctor finds in the workspace; asks Slack and changes nothing.</summary>
    /// <param name="alone">No server runs.</param>
    public Task<IReadOnlyList<Finding>> ExamineAsync(bool alone, CancellationToken cancellationToken) => _examination.LookAsync(alone, cancellationToken);

    public void Dispose() => _api.Dispose();
}
