using IncidentBot.Core.Incidents;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Timers;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Messages;

/// <summary>What an incident's card says at a glance: where it stands, who has it, which deadline comes next, what people were told.</summary>
public static class IncidentFacts
{
    /// <summary>Of a long text the card shows the beginning, and names the line that shows the whole.</summary>
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
        .. incident.Places.Select(place => new Fact("Room", [new Span.Elsewhere(place.Name, new PlaceRef(place.Target, place.Id)), new Span.Words($" ({place.Target})")])),
    ]);

    /// <summary>With the end of the step's window, where it has one.</summary>
    private static IEnumerable<Span> Status(Incident incident) =>
        CardMarks.WindowEnd(incident) is { } ends
            ? [new Span.Words($"{IncidentCards.Where(incident)}, {(incident.KnownAt > ends || CardMarks.Shown(incident, ends) ? "was due by" : "to be done by")} "), new Span.Moment(ends)]
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
            yield return new Fact("Response", [new Span.Words(incident.Breached.Contains(ClockKind.Response) ? "target missed, was due " : "due "), new Span.Moment(due), .. Used(incident, ClockKind.Response, incident.ResponseClock!)]);
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
            yield return new Fact("Watch", [new Span.Words("ends "), new Span.Moment(watch), .. Left(incident, watch)]);
        }

        if (incident.ResolvedAt is { } resolved)
        {
            yield return new Fact("Resolved", [new Span.Moment(resolved)]);
        }
    }

    private static IEnumerable<Span> Resolution(Incident incident, SlaClock clock) =>
        incident.Pause is { } pause ? [new Span.Words($"paused: {pause.Reason}"), .. pause.Until is { } until ? new Span[] { new Span.Words(", until "), new Span.Moment(until) } : []]
        : !clock.Runs ? [new Span.Words(incident.Breached.Contains(ClockKind.Resolution) ? "target missed, was due " : "stopped, was due "), new Span.Moment(clock.Due)]
        : [new Span.Words(incident.Breached.Contains(ClockKind.Resolution) ? "target missed, was due " : "due "), new Span.Moment(clock.Due), .. Used(incident, ClockKind.Resolution, clock)];

    /// <summary>How much of a running target is used: half, or at risk.</summary>
    private static IEnumerable<Span> Used(Incident incident, ClockKind kind, SlaClock clock) =>
        incident.Breached.Contains(kind) || !clock.Runs ? []
        : incident.AtRisk.Contains(kind) ? [new Span.Words(", 80 % used")]
        : CardMarks.Shown(incident, CardMarks.HalfOf(clock)) ? [new Span.Words(", half used")]
        : [];

    /// <summary>The countdown of the watch, with the moment at which it was counted: a card stands there until the next edit.</summary>
    private static IEnumerable<Span> Left(Incident incident, DateTimeOffset ends) =>
        incident.CardDrawnAt is var drawn && drawn < ends && drawn > ends - incident.Procedure.Watch
            ? [new Span.Words($" ({Math.Ceiling((ends - drawn).TotalMinutes):0} min left at "), new Span.Moment(drawn), new Span.Words(")")]
            : [];

    private static IEnumerable<Fact> Known(Incident incident)
    {
        if (incident.Impact is { } impact)
        {
            yield return new Fact("Impact", Beginning(incident, impact.Text));
        }

        if (!incident.Components.IsEmpty)
        {
            yield return new Fact("Components", Beginning(incident, string.Join(", ", incident.Components.Select(component => $"{component.Key}: {ComponentWords.Of(component.Value)}"))));
        }

        if (incident.Cause is { } cause)
        {
            yield return new Fact("Cause", Beginning(incident, cause));
        }

        if (incident.Ticket is { } ticket)
        {
            yield return new Fact("Ticket", $"{ticket.Number} ({ticket.By})");
        }
    }

    /// <summary>The newest text that went to anybody; a draft went to nobody.</summary>
    private static IEnumerable<Fact> Told(Incident incident)
    {
        if (LastUpdate(incident) is { } newest)
        {
            yield return new Fact("Last update", [new Span.Words($"{Beginning(incident, newest.Text)} ({newest.By}, "), new Span.Moment(Sent(newest)), new Span.Words(")")]);
        }

        if (incident is { PublicOpen: true, IsOpen: true, ToldAs: { } source })
        {
            yield return new Fact("Public status", $"told as {source}: {PublicWords.Of(incident.PublicStage!.Value)}");
        }

        if (incident is { PublicOpen: true, IsOpen: false })
        {
            yield return new Fact("Public status", "STILL OPEN: publish the closing text");
        }
    }

    private static string Beginning(Incident incident, string text) => text.Length <= TextShown ? text : $"{Words.Cut(text, TextShown)} (`summary {incident.Id}` shows all of it)";

    /// <summary>The newest text of a person that went to anybody; null while none has.</summary>
    private static Update? LastUpdate(Incident incident) => incident.Updates.Where(update => !update.ByBot && (update.Audience == Audience.Internal || update.Published is not null)).MaxBy(Sent);

    private static DateTimeOffset Sent(Update update) => update.Published ?? update.Written;
}
