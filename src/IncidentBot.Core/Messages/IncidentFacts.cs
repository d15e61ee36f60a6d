using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Messages;

/// <summary>What an incident's card says at a glance: where it stands, who has it, which deadline comes next, what people were told.</summary>
public static class IncidentFacts
{
    /// <summary>Of a long text the card shows the beginning; the whole stands in the timeline.</summary>
    private const int TextShown = 300;

    public static Block.Facts Of(Incident incident) => new(
    [
        new Fact("Status", [.. Status(incident)]),
        .. People(incident),
        new Fact("Declared", [new Span.Words($"by {incident.DeclaredBy.Name}, "), new Span.Moment(incident.DeclaredAt)]),
        .. Clocks(incident),
        .. AlertCards.Facts(incident),
        .. Known(incident),
        .. Told(incident),
        .. incident.Places.Select(place => new Fact("Room", $"{place.Name} ({place.Target})")),
    ]);

    /// <summary>With the end of the step's window, where it has one.</summary>
    private static IEnumerable<Span> Status(Incident incident) =>
        incident is { IsOpen: true, Step: { Phase: StepPhase.Work, To: { } to } }
            ? [new Span.Words($"{IncidentCards.Where(incident)}, {(incident.KnownAt > incident.LadderFrom + to ? "was due by" : "to be done by")} "), new Span.Moment(incident.LadderFrom + to)]
            : [new Span.Words(IncidentCards.Where(incident))];

    private static IEnumerable<Fact> People(Incident incident)
    {
        yield return new Fact("Commander", incident.CommanderName ?? (incident.AwaitsAcknowledgement ? "nobody has acknowledged" : incident.IsOpen && incident.AcknowledgedAt is not null ? "NO COMMANDER" : "none"));
        if (incident.RolesGiven.TryGetValue(RoleVerb.Communications, out var communications))
        {
            yield return new Fact("Communications", communications.Name);
        }
    }

    private static IEnumerable<Fact> Clocks(Incident incident)
    {
        if (incident.AwaitsAcknowledgement && incident.ResponseDue is { } due)
        {
            yield return new Fact("Response", [new Span.Words(incident.Breached.Contains(ClockKind.Response) ? "target missed, was due " : "due "), new Span.Moment(due)]);
        }

        if (incident.ResolutionClock is { } clock && incident.IsOpen)
        {
            yield return new Fact("Resolution", [.. Resolution(incident, clock)]);
        }

        if (incident.AcknowledgedAt is { } acknowledged && incident.AcknowledgedBy is { } by)
        {
            yield return new Fact("Acknowledged", [new Span.Words($"by {by.Name}, "), new Span.Moment(acknowledged)]);
        }

        if (incident.WatchEnds is { } watch)
        {
            yield return new Fact("Watch", [new Span.Words("ends "), new Span.Moment(watch)]);
        }

        if (incident.ResolvedAt is { } resolved)
        {
            yield return new Fact("Resolved", [new Span.Moment(resolved)]);
        }
    }

    private static IEnumerable<Span> Resolution(Incident incident, SlaClock clock) =>
        incident.Pause is { } pause ? [new Span.Words($"paused: {pause.Reason}"), .. pause.Until is { } until ? new Span[] { new Span.Words(", until "), new Span.Moment(until) } : []]
        : !clock.Runs ? [new Span.Words(incident.Breached.Contains(ClockKind.Resolution) ? "target missed, was due " : "stopped, was due "), new Span.Moment(clock.Due)]
        : [new Span.Words(incident.Breached.Contains(ClockKind.Resolution) ? "target missed, was due " : "due "), new Span.Moment(clock.Due)];

    private static IEnumerable<Fact> Known(Incident incident)
    {
        if (incident.Impact is { } impact)
        {
            yield return new Fact("Impact", Words.Cut(impact.Text, TextShown));
        }

        if (!incident.Components.IsEmpty)
        {
            yield return new Fact("Components", Words.Cut(string.Join(", ", incident.Components.Select(component => $"{component.Key}: {ComponentWords.Of(component.Value)}")), TextShown));
        }

        if (incident.Cause is { } cause)
        {
            yield return new Fact("Cause", Words.Cut(cause, TextShown));
        }
    }

    /// <summary>The newest text that went to anybody; a draft went to nobody.</summary>
    private static IEnumerable<Fact> Told(Incident incident)
    {
        if (incident.Updates.Where(update => !update.ByBot && (update.Audience == Audience.Internal || update.Published is not null)).MaxBy(Sent) is { } newest)
        {
            yield return new Fact("Last update", [new Span.Words($"{Words.Cut(newest.Text, TextShown)} ({newest.By}, "), new Span.Moment(Sent(newest)), new Span.Words(")")]);
        }

        if (incident is { PublicOpen: true, IsOpen: false })
        {
            yield return new Fact("Public status", "STILL OPEN: publish the closing text");
        }
    }

    private static DateTimeOffset Sent(Update update) => update.Published ?? update.Written;
}
