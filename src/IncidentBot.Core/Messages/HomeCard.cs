using IncidentBot.Core.Incidents;
using IncidentBot.Core.Timers;

namespace IncidentBot.Core.Messages;

/// <summary>Somebody's own page: what is open, what they owe, what is due next. Pure.</summary>
public static class HomeCard
{
    /// <summary>More are counted, not shown.</summary>
    private const int Most = 20;

    /// <param name="live">Incidents that this person may see and that have not left memory.</param>
    /// <param name="mayDeclare">False for guests.</param>
    public static Card Draw(IReadOnlyList<Incident> live, Actor viewer, bool mayDeclare)
    {
        var open = live.Where(incident => incident.IsOpen).OrderBy(incident => incident.Severity).ThenBy(incident => incident.Id).ToList();
        var title = open.Count switch { 0 => "No open incidents", 1 => "1 open incident", var count => $"{count} open incidents" };
        return new Card(title, title)
        {
            Tone = open.Count == 0 ? Tone.Good : open.Exists(incident => incident.AwaitsAcknowledgement) ? Tone.Alarm : Tone.Attention,
            Blocks = [.. Open(open), .. Mine(live, viewer), .. Next(open)],
            Buttons = [.. mayDeclare ? new[] { new Button("Declare an incident", "declare", Primary: true) } : [], .. open.Take(5).Select(incident => new Button($"{incident.Id}", $"status {incident.Id}"))],
        };
    }

    private static IEnumerable<Block> Open(List<Incident> open)
    {
        if (open.Count == 0)
        {
            yield return Block.Text.Of("Nothing is open.");
            yield break;
        }

        yield return Block.Text.Of(new Span.Strong("Open"));
        yield return new Block.Facts([.. open.Take(Most).Select(incident => new Fact(
            $"{(incident.Drill ? "DRILL " : "")}{incident.Id} · {incident.Severity}",
            [new Span.Words($"{incident.Title} · {IncidentCards.Where(incident)} · {incident.CommanderName ?? "no commander"} · since "), new Span.Moment(incident.DeclaredAt)]))]);
        if (open.Count > Most)
        {
            yield return Block.Text.Of($"and {open.Count - Most} more");
        }
    }

    private static IEnumerable<Block> Mine(IReadOnlyList<Incident> live, Actor viewer)
    {
        List<Fact> owed =
        [
            .. live.Where(incident => incident.OwesWriteUp && string.Equals(incident.WriteUp?.Person, viewer.Id, StringComparison.Ordinal))
                .Select(incident => new Fact($"{incident.Id}", incident.NeedsPostMortem ? "the post-mortem is yours" : "the documentation is yours")),
            .. live.SelectMany(incident => incident.Actions.Where(item => item.IsOpen && string.Equals(item.Person, viewer.Id, StringComparison.Ordinal)).Select(item => (incident, item)))
                .OrderBy(one => one.item.Due)
                .Select(one => new Fact($"{one.incident.Id} · {one.item.Number}", $"{one.item.Text} · due {Actions.DueDate.Show(one.item.Due)}")),
        ];
        if (owed.Count == 0)
        {
            yield break;
        }

        yield return Block.Text.Of(new Span.Strong("Yours"));
        yield return new Block.Facts([.. owed.Take(Most)]);
        if (owed.Count > Most)
        {
            yield return Block.Text.Of($"and {owed.Count - Most} more");
        }
    }

    private static IEnumerable<Block> Next(List<Incident> open)
    {
        var due = open.SelectMany(incident => TimerPlan.For(incident).Select(timer => (incident, timer)))
            .Where(one => Words(one.timer.Name) is not null)
            .OrderBy(one => one.timer.Due)
            .ThenBy(one => one.incident.Id)
            .Take(5)
            .ToList();
        if (due.Count > 0)
        {
            yield return Block.Text.Of(new Span.Strong("Due next"));
            yield return new Block.Facts([.. due.Select(one => new Fact($"{one.incident.Id}", [new Span.Words($"{Words(one.timer.Name)} "), new Span.Moment(one.timer.Due)]))]);
        }
    }

    /// <summary>What people wait for; null for what only the bot does.</summary>
    private static string? Words(string timer) => timer switch
    {
        TimerPlan.ResponseBreach => "acknowledge by",
        TimerPlan.ResolutionBreach => "resolve by",
        TimerPlan.WatchEnd => "the watch ends",
        TimerPlan.Climb => "the next call",
        TimerPlan.UpdateNag => "the next update",
        TimerPlan.PauseLapse => "the clock goes on",
        _ => null,
    };
}
