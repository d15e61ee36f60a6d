using IncidentBot.Core.Incidents;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Timers;

/// <summary>
/// State → the whole set of timers. Every moment at which an incident acts by itself is a line here; a timer that is not in today's plan does
/// nothing when it fires.
/// </summary>
public static class TimerPlan
{
    /// <summary>80 % of the response target is used (product page: "At risk").</summary>
    public const string ResponseAtRisk = "response.at-risk";

    /// <summary>The response target has passed.</summary>
    public const string ResponseBreach = "response.breach";

    /// <summary>The watch after the fix has run to its end.</summary>
    public const string WatchEnd = "watch.end";

    /// <summary>The part of a target after which a clock is at risk.</summary>
    public const double AtRiskShare = 0.8;

    /// <summary>In order of name, without repeats.</summary>
    public static IReadOnlyList<PlannedTimer> For(Incident incident)
    {
        var plan = new List<PlannedTimer>(2);
        if (incident.AwaitsAcknowledgement && incident.Procedure.Response is { } response)
        {
            if (!incident.AtRisk.Contains(ClockKind.Response))
            {
                plan.Add(new PlannedTimer(ResponseAtRisk, incident.DeclaredAt + (response * AtRiskShare)));
            }

            if (!incident.Breached.Contains(ClockKind.Response))
            {
                plan.Add(new PlannedTimer(ResponseBreach, incident.DeclaredAt + response));
            }
        }

        if (incident.WatchEnds is { } watchEnds)
        {
            plan.Add(new PlannedTimer(WatchEnd, watchEnds));
        }

        return plan;
    }

    /// <summary>
    /// What should have happened by <paramref name="now"/> and has not: every change begins with it, so a deadline that passed before somebody
    /// acted takes effect before what they did, whether the sweep came by in between or not.
    /// </summary>
    /// <returns>The bot's events in the order of their moments, and the incident with them.</returns>
    public static (IReadOnlyList<IEvent> Events, Incident Incident) CatchUp(Incident incident, DateTimeOffset now)
    {
        List<IEvent> events = [];
        while (For(incident).Where(timer => timer.Due <= now).OrderBy(timer => timer.Due).ThenBy(timer => timer.Name, StringComparer.Ordinal).FirstOrDefault() is { } due)
        {
            foreach (var happened in Fire(due.Name))
            {
                events.Add(happened);
                incident = incident.Evolve(happened, Actor.Bot, now);
            }
        }

        return (events, incident);
    }

    /// <summary>What happens when a timer of today's plan fires. It must take the timer out of the plan.</summary>
    /// <exception cref="ArgumentException">A name this program never plans.</exception>
    public static IReadOnlyList<IEvent> Fire(string name) => name switch
    {
        ResponseAtRisk => [new ClockAtRisk(ClockKind.Response)],
        ResponseBreach => [new ClockBreached(ClockKind.Response)],
        WatchEnd => [new WatchCompleted()],
        _ => throw new ArgumentException($"No timer is called '{name}'.", nameof(name)),
    };
}
