using System.Threading.Channels;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;
using IncidentBot.Slack.Outbound;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Inbound;

/// <summary>
/// The Home tab of whoever opened it: drawn then, and drawn anew while incidents change, as long as it may still be looked at. A view and no
/// promise: who opened it is known in memory only, and what could not be published is left to the next change or the next opening, so no row
/// of the outbox stands for it.
/// </summary>
internal sealed partial class HomePages(SlackApi api, ViewRenderer views, ICommandDesk desk, IStore store, SlackPeople people, TimeProvider time, ILogger<HomePages> log)
{
    /// <summary>More are drawn when they open it again. Slack takes about a hundred a minute.</summary>
    private const int Most = 100;

    /// <summary>Changes come in bursts; they are shown together.</summary>
    private static readonly TimeSpan Gathered = TimeSpan.FromSeconds(5);

    /// <summary>Nobody looks at a page they opened longer ago.</summary>
    private static readonly TimeSpan LookedAtFor = TimeSpan.FromHours(12);

    private readonly Dictionary<string, Page> _open = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Opened, or pressed in: drawn whether it differs or not, since nobody knows what Slack still shows.</summary>
    public async Task OpenAsync(SlackUser who, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _open[who.Id] = new Page(who, time.GetUtcNow(), null);
            if (_open.Count > Most)
            {
                _open.Remove(_open.Values.MinBy(page => page.OpenedAt)!.Who.Id);
            }
        }

        await DrawAsync(who, null, cancellationToken);
    }

    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(ListenAsync(cancellationToken), RedrawAsync(cancellationToken));

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await foreach (var _ in store.ChangedAsync(cancellationToken))
        {
            _changed.Writer.TryWrite(true);
        }
    }

    private async Task RedrawAsync(CancellationToken cancellationToken)
    {
        while (await _changed.Reader.WaitToReadAsync(cancellationToken))
        {
            await Task.Delay(Gathered, time, cancellationToken);
            _changed.Reader.TryRead(out _);
            foreach (var page in Open())
            {
                await RedrawAsync(page, cancellationToken);
            }
        }
    }

    /// <summary>One page that cannot be drawn leaves the others theirs.</summary>
    private async Task RedrawAsync(Page page, CancellationToken cancellationToken)
    {
        try
        {
            await DrawAsync(page.Who, page.Drawn, cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(log, error);
        }
    }

    private List<Page> Open()
    {
        lock (_lock)
        {
            foreach (var old in _open.Values.Where(page => time.GetUtcNow() - page.OpenedAt > LookedAtFor).ToList())
            {
                _open.Remove(old.Who.Id);
            }

            return [.. _open.Values.OrderBy(page => page.Who.Id, StringComparer.Ordinal)];
        }
    }

    private async Task DrawAsync(SlackUser who, string? drawn, CancellationToken cancellationToken)
    {
        var membership = people.MembershipOf(who);
        if (membership == Membership.Outsider)
        {
            return;
        }

        var view = views.Home(await desk.ViewAsync(Views.Home, people.ActorOf(who), membership, cancellationToken));
        var now = view.ToJsonString();
        if (string.Equals(now, drawn, StringComparison.Ordinal)
            || await api.CallAsync(new SlackCall("views.publish").With("user_id", who.Id).With("view", view), cancellationToken) is not SlackReply.Fine)
        {
            return;
        }

        lock (_lock)
        {
            if (_open.TryGetValue(who.Id, out var page))
            {
                _open[who.Id] = page with { Drawn = now };
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A Home tab could not be drawn; it is tried again with the next change")]
        public static partial void Failed(ILogger logger, Exception exception);
    }

    /// <param name="Drawn">What Slack was given last; null when nobody knows.</param>
    private sealed record Page(SlackUser Who, DateTimeOffset OpenedAt, string? Drawn);
}
