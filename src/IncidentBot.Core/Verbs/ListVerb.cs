using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;

namespace IncidentBot.Core.Verbs;

/// <summary>What is open, most urgent first, page by page; of one severity where it is named. Read from memory, so it is right even while the archive is rebuilt.</summary>
public sealed class ListVerb : LookVerb
{
    private const int Most = 20;

    public override string Name => "list";

    public override IReadOnlyList<string> Synonyms => ["open"];

    public override string Usage => "list [p1|p2|p3|p4] [page]";

    public override string Help => "open incidents, all or of one severity";

    public override async ValueTask<Answer> LookAsync(LookCall call, CancellationToken cancellationToken)
    {
        var wanted = CommandLine.SeverityOf(call.Text.Split(' ')[0]);
        var open = (await LiveAsync(call.Store, call.Fold, cancellationToken)).Where(incident => incident.IsOpen && (wanted is null || incident.Severity == wanted)).ToList();
        var which = wanted is { } severity ? $"open {severity} incident" : "open incident";
        if (open.Count == 0)
        {
            return Shown.Card(new Card($"No {which}s", $"No {which}s.") { Tone = Tone.Good });
        }

        var page = Page<Incident>.Of(open, call.Text, Most);
        var facts = page.Items.Select(incident => new Fact(
            incident.Id.ToString(),
            [
                new Span.Words($"{(incident.Drill ? "DRILL " : "")}{(incident.IsTask ? "task" : incident.Proposed ? $"{incident.Severity} (not confirmed)" : incident.Severity)} {incident.Title} · {IncidentCards.Where(incident)} · {incident.CommanderName ?? "no commander"} · since "),
                new Span.Moment(incident.DeclaredAt),
            ]));
        var title = $"{open.Count} {which}{(open.Count == 1 ? "" : "s")}{(open.Count > Most ? $", {page.Range}" : "")}";
        var next = page.Next("More", wanted is null ? "list" : $"list {wanted.ToString()!.ToLowerInvariant()}");
        List<Block> blocks = [new Block.Facts([.. facts])];
        if (next is [var more])
        {
            blocks.Add(Block.Text.Of($"and {page.After} more: `{more.Line}`"));
        }

        return Shown.Card(new Card(title, title) { Blocks = blocks, Buttons = next });
    }

    /// <summary>Incidents that have not ended and may be listed in public: what is open first, then by severity and age.</summary>
    internal static async ValueTask<IReadOnlyList<Incident>> LiveAsync(Store.IStore store, Func<Store.History, Incident> fold, CancellationToken cancellationToken)
    {
        var live = await store.LoadLiveAsync(cancellationToken);
        return
        [
            .. live.Where(history => history.Stream.IsIncident && history.Events.Count > 0)
                .Select(fold)
                .Where(incident => incident is { HasEnded: false, Private: false })
                .OrderByDescending(incident => incident.IsOpen)
                .ThenBy(incident => incident.Severity)
                .ThenBy(incident => incident.Id),
        ];
    }
}
