using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Roster;
using IncidentBot.Slack.Outbound;

namespace IncidentBot.Slack.Inbound;

/// <summary>
/// What is known of people, from memory. Whoever is not known is asked about, and waited for a moment only: raising the alarm never depends on
/// Slack, and without an answer they are "not verified". A person of the roster is vouched for by the configuration until Slack says otherwise.
/// </summary>
internal sealed class SlackPeople(SlackApi api, Workspace workspace, PeopleRoster roster, TimeProvider time)
{
    private const int Most = 100_000;
    private const int PageSize = 200;
    private const int LongestZone = 64;

    /// <summary>A line that names more is no order to anybody.</summary>
    private const int MostNamed = 5;

    /// <summary>Everybody is read anew this often: well before what is known of them counts for nothing.</summary>
    private static readonly TimeSpan ReadEvery = TimeSpan.FromHours(12);

    private static readonly TimeSpan FirstRetry = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LastRetry = TimeSpan.FromHours(1);

    /// <summary>Older facts are looked up again, and used meanwhile.</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(30);

    /// <summary>Older facts allow nothing: the person may have left. What forbids something is kept until something newer is known.</summary>
    private static readonly TimeSpan UsedFor = TimeSpan.FromHours(24);

    /// <summary>Better asked for a moment than refused, or let do what guests may not; longer than this no alarm waits.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(800);

    /// <summary>While Slack does not answer, people wait for it once, not with every line.</summary>
    private static readonly TimeSpan NotWaitedAgainFor = TimeSpan.FromMinutes(1);

    private const int MostInVain = 10_000;

    private readonly ConcurrentDictionary<string, DateTimeOffset> _inVain = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Facts> _facts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _asked = new(StringComparer.Ordinal);
    private readonly Channel<string> _queue = Channel.CreateBounded<string>(new BoundedChannelOptions(1_000) { FullMode = BoundedChannelFullMode.Wait });

    /// <summary>The one who acts: somebody of the roster, or a person of Slack's by their id. The name is only shown.</summary>
    public Actor ActorOf(SlackUser user) =>
        roster.FindByChat(SlackModule.Name, user.Id)?.AsActor() ?? new Actor($"{SlackModule.Name}/{user.Id}", FactsOf(user.Id)?.Name ?? user.Name ?? user.Id);

    /// <summary>What a line may name: a verified member, and neither a guest nor a bot nor somebody from elsewhere.</summary>
    public ChatMember? MemberOf(string id) => FactsOf(id) is { Membership: Membership.Member } facts ? new ChatMember(facts.Name ?? id, facts.Zone) : null;

    /// <summary>To show, whoever it is; null while nobody has said.</summary>
    public string? NameOf(string id) => FactsOf(id)?.Name is { } name ? Words.Cut(Words.Clean(name), Words.NameLength) : null;

    /// <summary>Whoever is named is looked up, so that they can be given something; nobody is waited for longer than a moment.</summary>
    public async ValueTask MeetAsync(IEnumerable<string> ids, CancellationToken cancellationToken) =>
        await Task.WhenAll(ids.Where(id => roster.FindByChat(SlackModule.Name, id) is null).Take(MostNamed).Select(id => MembershipAsync(new SlackUser(id, null, null), cancellationToken).AsTask()));

    /// <summary>From memory, at once.</summary>
    public Membership MembershipOf(SlackUser user)
    {
        if (workspace.IsOutside(user.Team))
        {
            return Membership.Outsider;
        }

        var facts = FactsOf(user.Id);
        if (facts is null || time.GetUtcNow() - facts.At > FreshFor)
        {
            Ask(user.Id);
        }

        return facts?.Membership ?? (roster.FindByChat(SlackModule.Name, user.Id) is not null ? Membership.Member : Membership.NotVerified);
    }

    /// <summary>The same, after a short wait when nothing is known yet.</summary>
    public async ValueTask<Membership> MembershipAsync(SlackUser user, CancellationToken cancellationToken)
    {
        var known = MembershipOf(user);
        if (known != Membership.NotVerified || WaitedInVain(user.Id) || !_asked.TryGetValue(user.Id, out var asked))
        {
            return known;
        }

        await Task.WhenAny(asked.Task, Task.Delay(Patience, time, cancellationToken));
        known = MembershipOf(user);
        if (known == Membership.NotVerified)
        {
            if (_inVain.Count >= MostInVain)
            {
                _inVain.Clear();
            }

            _inVain[user.Id] = time.GetUtcNow();
        }

        return known;
    }

    private bool WaitedInVain(string id) => _inVain.TryGetValue(id, out var since) && time.GetUtcNow() - since < NotWaitedAgainFor;

    /// <summary>First everybody of the workspace, so that a known person is never unknown; then whoever is asked for.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await workspace.FindOutAsync(cancellationToken);
        var (app, everybody) = (workspace.FindAppAsync(cancellationToken), KeepEverybodyAsync(cancellationToken));
        await foreach (var id in _queue.Reader.ReadAllAsync(cancellationToken))
        {
            if (await api.CallAsync(new SlackCall("users.info").With("user", id), cancellationToken) is SlackReply.Fine fine && fine.Body.At("user") is { } user)
            {
                Remember(user);
            }

            if (_asked.TryRemove(id, out var asked))
            {
                asked.TrySetResult();
            }
        }

        await Task.WhenAll(app, everybody);
    }

    private async Task KeepEverybodyAsync(CancellationToken cancellationToken)
    {
        var retry = FirstRetry;
        while (true)
        {
            if (await ReadEverybodyAsync(cancellationToken))
            {
                retry = FirstRetry;
                await Task.Delay(ReadEvery, time, cancellationToken);
            }
            else
            {
                await Task.Delay(retry, time, cancellationToken);
                retry = retry * 2 < LastRetry ? retry * 2 : LastRetry;
            }
        }
    }

    /// <summary>False where Slack did not tell to the end.</summary>
    private async Task<bool> ReadEverybodyAsync(CancellationToken cancellationToken)
    {
        string? cursor = null;
        for (var read = 0; read < Most;)
        {
            var reply = await api.CallAsync(new SlackCall("users.list").With("limit", PageSize).With("cursor", cursor), cancellationToken);
            if (reply is SlackReply.Limited limited)
            {
                var wait = limited.Until - time.GetUtcNow();
                await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.FromSeconds(1), time, cancellationToken);
                continue;
            }

            if (reply is not SlackReply.Fine fine)
            {
                return false;
            }

            foreach (var user in fine.Items("members"))
            {
                Remember(user);
            }

            read += PageSize;
            if ((cursor = fine.NextCursor) is null)
            {
                return true;
            }
        }

        return true;
    }

    private Facts? FactsOf(string id) => _facts.TryGetValue(id, out var facts) && (facts.Membership != Membership.Member || time.GetUtcNow() - facts.At <= UsedFor) ? facts : null;

    private void Ask(string id)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_asked.TryAdd(id, asked) && !_queue.Writer.TryWrite(id))
        {
            _asked.TryRemove(id, out _);
            asked.TrySetResult();
        }
    }

    private void Remember(JsonElement user)
    {
        if (user.Text("id") is not { } id || !SlackUser.IsId(id))
        {
            return;
        }

        // Where there are more people than this, those who may do everything are looked up when they come; who may not is never forgotten.
        var membership = Judge(user);
        if (_facts.Count >= Most && membership == Membership.Member && !_facts.ContainsKey(id))
        {
            Forget(Most / 10);
        }

        var name = user.Text("profile", "display_name") ?? user.Text("profile", "real_name") ?? user.Text("real_name") ?? user.Text("name");
        _facts[id] = new Facts(name, membership, ZoneOf(user), time.GetUtcNow());
    }

    private void Forget(int members)
    {
        foreach (var (id, _) in _facts.Where(fact => fact.Value.Membership == Membership.Member).OrderBy(fact => fact.Value.At).Take(members).ToList())
        {
            _facts.TryRemove(id, out _);
        }
    }

    /// <summary>Guests may look and comment. Who was deactivated, and what is no person, is as good as somebody from outside.</summary>
    private Membership Judge(JsonElement user) =>
        user.Flag("deleted") || user.Flag("is_bot") || user.Flag("is_workflow_bot") || user.Flag("is_stranger") || workspace.IsOutside(user.Text("team_id")) ? Membership.Outsider
        : user.Flag("is_restricted") || user.Flag("is_ultra_restricted") ? Membership.Guest
        : Membership.Member;

    /// <summary>Only what this machine can count with. Names of Windows are none that Slack uses.</summary>
    private static string? ZoneOf(JsonElement user) =>
        user.Text("tz") is { Length: > 0 and <= LongestZone } said && TimeZoneInfo.TryFindSystemTimeZoneById(said, out var zone) && zone.HasIanaId && string.Equals(zone.Id, said, StringComparison.Ordinal) ? said : null;

    private sealed record Facts(string? Name, Membership Membership, string? Zone, DateTimeOffset At);
}
