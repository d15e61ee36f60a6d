using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Alerts;

/// <summary>What alerts do to an incident (product page, "Alert-born incidents", "Verification", "Ends"): pure, from its state to events.</summary>
internal static class AlertRules
{
    /// <summary>The facts with which alerts open an incident, or a task where none of them is more than yellow.</summary>
    public static Declared Opening(IReadOnlyList<Judged> alerts, Incident? recurring, AlertSettings settings, ProcedureBook book, IReadOnlyList<string> targets)
    {
        var first = alerts.FirstOrDefault(judged => judged.IsUrgent) ?? alerts[0];
        if (!first.IsUrgent)
        {
            return new Declared(Severity.P3, first.Alert.Title, false, false, targets, TaskProcedure.For(book.Office, settings));
        }

        var red = alerts.Any(judged => judged is { IsUrgent: true, Class: AlertClass.Red });
        var severity = alerts.Where(judged => judged.IsUrgent).Min(judged => judged.Proposed);
        var procedure = book.For(severity);
        return new Declared(severity, first.Alert.Title, false, false, targets, red ? PagedAtOnce(procedure) : procedure, Provisional: true, recurring?.Id.ToString());
    }

    /// <summary>What follows for an incident that is there; empty when all of it was known.</summary>
    /// <returns>The events, and those of the alerts that were not here before.</returns>
    public static (IReadOnlyList<IEvent> Events, IReadOnlyList<Judged> Fresh) For(Incident incident, IReadOnlyList<Judged> alerts, VerbCall call)
    {
        var (arrived, fresh) = Arrived(incident, alerts, call.Now);
        if (arrived is null)
        {
            return ([], fresh);
        }

        List<IEvent> events = [];
        var urgent = fresh.Where(judged => judged.IsUrgent).ToList();
        if (Raised(incident, urgent) is { } to)
        {
            events.AddRange(SeverityVerb.Change(incident, to, $"alert {urgent[0].Alert.Title}", call).Events);
        }

        events.Add(arrived);
        if (events.Count == 1 && CallsNow(incident, urgent, call.Now) is { } rung)
        {
            events.Add(rung);
        }

        events.AddRange(Reopening(incident, urgent, call));
        return (events, fresh);
    }

    /// <summary>Those that were not here before, in the order in which they came: a signal may fire and clear in one call.</summary>
    public static (AlertsArrived? Event, IReadOnlyList<Judged> Fresh) Arrived(Incident? incident, IReadOnlyList<Judged> alerts, DateTimeOffset now)
    {
        var known = new Dictionary<string, AlertSignal?>(StringComparer.Ordinal);
        List<AlertMark> marks = [];
        List<Judged> fresh = [];
        List<LinkedAlert> shown = [];
        foreach (var judged in alerts)
        {
            var signal = known.TryGetValue(judged.Key, out var earlier) ? earlier : incident?.Alerts?.Signals.GetValueOrDefault(judged.Key);
            if (AlertRecord.FreshOf(signal, judged.Alert, judged.Class, now) is not { } mark)
            {
                continue;
            }

            marks.Add(mark);
            fresh.Add(judged);
            known[judged.Key] = new AlertSignal(mark.Since, mark.Firing, mark.Class, Unrelated: false);
            if (shown.Count < AlertRecord.MostShown)
            {
                // Labels are kept of those that are kept; of the others people read the line only.
                shown.Add(judged.AsLinked(mark.Since, whole: (incident?.Alerts?.Shown.Length ?? 0) + shown.Count < AlertRecord.MostShown));
            }
        }

        return (marks.Count == 0 ? null : new AlertsArrived(marks, shown), fresh);
    }

    /// <summary>A task is promoted; an incident that nobody has taken yet becomes what the alert proposes. People at work decide themselves.</summary>
    private static Severity? Raised(Incident incident, List<Judged> urgent) =>
        urgent.Count > 0 && incident.IsOpen && urgent.Min(judged => judged.Proposed) is var proposed && proposed < incident.Severity && (incident.IsTask || incident.AwaitsAcknowledgement)
            ? proposed
            : null;

    /// <summary>Red pages at once: where an orange one only told people, the ladder goes on to the rung that calls them.</summary>
    private static Escalated? CallsNow(Incident incident, List<Judged> urgent, DateTimeOffset now) =>
        incident is { AwaitsAcknowledgement: true, LadderLevel: 1, Procedure.Ladder: { Rungs: [{ Pages: false }, _, ..] } ladder } && urgent.Exists(judged => judged.Class == AlertClass.Red)
            ? new Escalated(2, [ladder.RungAt(1).Who], "a red alert came in", incident.JustPaged(now) is { Count: > 0 } spared ? spared : null)
            : null;

    /// <summary>A red alert ends the watch; one within the hour after the resolve brings the incident back and calls who knows it.</summary>
    private static IEnumerable<IEvent> Reopening(Incident incident, List<Judged> urgent, VerbCall call)
    {
        var red = urgent.Find(judged => judged.Class == AlertClass.Red && incident.Alerts?.Signals.GetValueOrDefault(judged.Key) is not { Unrelated: true });
        var watched = incident.IsOpen && incident.Step?.Phase == StepPhase.Verify;
        var cause = watched ? red : incident.ResolvedAt is not null ? urgent.FirstOrDefault() : null;
        if (cause is null || incident.Ask(Trigger.Reopen, call.Now, cause.Alert.Title).To is not { } to)
        {
            yield break;
        }

        yield return new Reopened($"alert {cause.Alert.Title}");
        yield return new StepEntered(to, incident.Procedure.Find(to).Phase);
        if (!watched && Called(incident, call) is { Count: > 0 } people)
        {
            yield return new Paged([.. people.Select(person => person.Id)], [.. people.Select(person => person.Name)]);
        }
    }

    /// <summary>Last commander and primary (product page, "Ends").</summary>
    private static List<Person> Called(Incident incident, VerbCall call) =>
        [.. new[] { incident.Commander, call.Roster.Primary?.Id }.OfType<string>().Select(call.Roster.Find).OfType<Person>().DistinctBy(person => person.Id)];

    /// <summary>Red: the first rung calls, whatever the severity.</summary>
    private static Procedure PagedAtOnce(Procedure procedure) => procedure.Ladder is { Rungs: [{ Pages: false } first, ..] } ladder
        ? procedure with { Ladder = ladder with { Rungs = [first with { Pages = true }, .. ladder.Rungs.Skip(1)] } }
        : procedure;
}
