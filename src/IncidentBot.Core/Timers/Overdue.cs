using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Timers;

/// <summary>A moment at which an incident was to act by itself, and that has passed.</summary>
/// <param name="What">In words for people: "call of the Lead".</param>
/// <param name="IsTarget">A promise that was broken; it is named first.</param>
public sealed record Overdue(string What, DateTimeOffset Due, bool IsTarget = false)
{
    /// <summary>What of a plan is due by now, oldest first.</summary>
    internal static IEnumerable<Overdue> In(IReadOnlyList<PlannedTimer> plan, Incident incident, DateTimeOffset now) =>
        plan.Where(timer => timer.Due <= now).OrderBy(timer => timer.Due).ThenBy(timer => timer.Name, StringComparer.Ordinal).SelectMany(timer => Of(timer, incident, now));

    /// <summary>What a timer of the plan stands for. The ladder is one timer and as many rungs as were due; of what is called again and again the first one.</summary>
    /// <param name="incident">Before the timer fires.</param>
    /// <returns>Nothing for what nobody waits for: rooms that are archived, cards that are drawn anew.</returns>
    private static IEnumerable<Overdue> Of(PlannedTimer timer, Incident incident, DateTimeOffset now) => timer.Name switch
    {
        TimerPlan.Climb => Rungs(incident, now),
        TimerPlan.RetireRooms or CardMarks.Renew => [],

        // The target itself was missed: nobody needs to hear that it was in danger.
        TimerPlan.ResponseAtRisk when incident.ResponseDue <= now => [],
        TimerPlan.ResolutionAtRisk when incident.ResolutionClock?.Due <= now => [],
        _ => [new Overdue(Words(timer.Name), timer.Due, timer.Name is TimerPlan.ResponseBreach or TimerPlan.ResolutionBreach)],
    };

    private static IEnumerable<Overdue> Rungs(Incident incident, DateTimeOffset now)
    {
        var ladder = incident.Procedure.Ladder!;
        for (var level = incident.LadderLevel; ladder.At(level) is { } after && incident.CallsFrom + after <= now; level++)
        {
            yield return new Overdue(incident.IsTask ? "call because nobody claimed it" : $"call of {TimelineWords.Place(ladder.RungAt(level).Who)}", incident.CallsFrom + after);
        }
    }

    private static string Words(string timer) => timer switch
    {
        TimerPlan.ResponseAtRisk => "80 % of the response target",
        TimerPlan.ResponseBreach => "response target missed",
        TimerPlan.ResolutionAtRisk => "80 % of the resolution target",
        TimerPlan.ResolutionBreach => "resolution target missed",
        TimerPlan.PauseLapse => "end of the pause",
        TimerPlan.WatchEnd => "end of the watch",
        TimerPlan.AskForCommander => "question who commands",
        TimerPlan.CallLead => "call because nobody commands",
        TimerPlan.Claim => "change of command",
        TimerPlan.UpdateNag => "reminder of the update",
        TimerPlan.SilenceNag => "question to the silent room",
        TimerPlan.SilenceEscalation => "call because nobody answered",
        TimerPlan.AlertCount => "count of the alerts",
        TimerPlan.FollowUp => "reminder",
        Communication.Offer => "first public text",
        Communication.Ask => "question to approve the public text",
        Communication.Stakeholders => "facts for the stakeholders",
        _ => timer,
    };
}

/// <summary>What was due by a moment, as it takes effect at that moment.</summary>
/// <param name="Events">The bot's, in the order of their moments.</param>
/// <param name="Incident">With them.</param>
public sealed record CaughtUp(IReadOnlyList<IEvent> Events, Incident Incident)
{
    /// <summary>All of it, oldest first; also what another reminder took along.</summary>
    public IReadOnlyList<Overdue> Due { get; init; } = [];
}
