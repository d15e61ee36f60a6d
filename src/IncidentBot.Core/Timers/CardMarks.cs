using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;

namespace IncidentBot.Core.Timers;

/// <summary>
/// "Windows, countdowns and 50 % marks are silent card edits (not more often than every 5 min)" (product page, "Noise rule"): the moments at
/// which an incident's card says something else although nobody did anything.
/// </summary>
public static class CardMarks
{
    /// <summary>The card is drawn as of now.</summary>
    public const string Renew = "card.marks";

    /// <summary>Not more often than this, however many marks there are.</summary>
    public static readonly TimeSpan NoOftenerThan = TimeSpan.FromMinutes(5);

    /// <summary>The part of a target after which the card says that half of it is used.</summary>
    private const double Half = 0.5;

    /// <summary>When the card is drawn anew by itself; null = it shows all there is to show.</summary>
    public static DateTimeOffset? Next(Incident incident)
    {
        if (incident is not { IsOpen: true, IsTask: false } || incident.Version >= Incident.MaxEntries)
        {
            return null;
        }

        var earliest = incident.CardDrawnAt + NoOftenerThan;
        return Moments(incident).Where(moment => !Shown(incident, moment)).Order().Select(moment => (DateTimeOffset?)(moment > earliest ? moment : earliest)).FirstOrDefault();
    }

    /// <summary>The card has been drawn since.</summary>
    public static bool Shown(Incident incident, DateTimeOffset moment) => moment <= incident.CardDrawnAt;

    /// <summary>When the window of its step ends; null where it has none.</summary>
    public static DateTimeOffset? WindowEnd(Incident incident) =>
        incident is { IsOpen: true, Step: { Phase: StepPhase.Work, To: { } to } } ? incident.LadderFrom + to : null;

    /// <summary>When half of a running target is used.</summary>
    public static DateTimeOffset HalfOf(Sla.SlaClock clock) => clock.UsedAt(Half);

    private static IEnumerable<DateTimeOffset> Moments(Incident incident)
    {
        if (WindowEnd(incident) is { } window)
        {
            yield return window;
        }

        if (incident is { AwaitsAcknowledgement: true, ResponseClock: { Runs: true } response })
        {
            yield return HalfOf(response);
        }

        if (incident.ResolutionClock is { Runs: true } resolution)
        {
            yield return HalfOf(resolution);
        }

        if (incident is { WatchEnds: { } ends, Procedure.Watch: { } watch })
        {
            for (var left = NoOftenerThan; left < watch; left += NoOftenerThan)
            {
                yield return ends - left;
            }
        }
    }
}
