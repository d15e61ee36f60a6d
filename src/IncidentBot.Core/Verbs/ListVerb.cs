using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;

namespace IncidentBot.Core.Verbs;

/// <summary>What is open, most urgent first. Read from memory, so it is right even while the archive is rebuilt.</summary>
public sealed class ListVerb : LookVerb
{
    private const int Most = 20;

    public override string Name => "list";

    public override IReadOnlyList<string> Synonyms => ["open"];

    public override string Usage => "list";

    public override string Help => "open incidents";

    public override async ValueTask<Answer> LookAsync(LookCall call, CancellationToken cancellationToken)
    {
        var open = (await LiveAsync(call.Store, call.Fold, cancellationToken)).Where(incident => incident.IsOpen).ToList();
        if (open.Count == 0)
        {
            return Shown.Card(new Card("No open incidents", "No open incidents.") { Tone = Tone.Good });
        }

        var facts = open.Take(Most).Select(incident => new Fact(
            incident.Id.ToString(),
            [
                new Span.Words($"{(incident.Drill ? "DRILL " : "")}{(incident.IsTask ? "task" : incident.Provisional ? $"{incident.Severity} (not confirmed)" : incident.Severity)} {incident.Title} · {IncidentCards.Where(incident)} · {incident.CommanderName ?? "no commander"} · since "),
                new Span.Moment(incident.DeclaredAt),
            ]));
        var title = open.Count == 1 ? "1 open incident" : $"{open.Count} open incidents";
        List<Block> blocks = [new Block.Facts([.. facts])];
        if (open.Count > Most)
        {
            blocks.Add(Block.Text.Of($"and {open.Count - Most} more"));
        }

        return Shown.Card(new Card(title, title) { Blocks = blocks });
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
