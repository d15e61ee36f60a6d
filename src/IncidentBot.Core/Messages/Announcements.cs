using IncidentBot.Core.Incidents;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Messages;

/// <summary>
/// Events → what has to be said outside, for every chat the incident lives in. Pure, and the only place that writes outbox rows: every
/// automatic message is a line here.
/// </summary>
public sealed class Announcements(PeopleRoster roster)
{
    /// <summary>Messages that could not be delivered for this long end dead and visible.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(3);

    /// <summary>A reminder older than this helps nobody.</summary>
    public static readonly TimeSpan ReminderGiveUpAfter = TimeSpan.FromHours(2);

    /// <param name="after">The incident with all of <paramref name="entries"/> folded in.</param>
    /// <param name="firstVersion">The version that the first of the entries made; row ids are built from it.</param>
    public IReadOnlyList<OutboxRow> For(Incident after, IReadOnlyList<Recorded> entries, long firstVersion)
    {
        var rows = new List<OutboxRow>();
        foreach (var target in after.Targets)
        {
            for (var i = 0; i < entries.Count; i++)
            {
                var lane = new Lane(after, target, entries[i], firstVersion + i, rows);
                Say(lane, after, entries[i]);
            }

            Tell(new Lane(after, target, entries[^1], firstVersion + entries.Count - 1, rows), after, entries);

            if (entries.Any(entry => entry.Event is not (Declared or Noted)))
            {
                Redraw(new Lane(after, target, entries[^1], firstVersion + entries.Count - 1, rows), after);
            }
        }

        return rows;
    }

    /// <summary>What people did, as one message for the whole change: three facts that belong together do not ping three times.</summary>
    private static void Tell(Lane lane, Incident after, IReadOnlyList<Recorded> entries)
    {
        if (entries.Any(entry => entry.Event is Renamed or Acknowledged or CommanderNamed or StepEntered or Mitigated or GlassBroken or Resolved or Reopened or Cancelled or Closed)
            && entries[0].Event is not Declared)
        {
            lane.Notice(NoticeCards.Told(after, entries), Urgency.Update, Repeat.Never, onlyIf: null, GiveUpAfter);
        }
    }

    private static void Redraw(Lane lane, Incident after)
    {
        if (!after.Private)
        {
            lane.Card(new Operation.Edit(lane.CardKey, new Body.Live(Views.Announcement)), Urgency.Update, needs: [lane.CardKey], coalesce: "card");
        }

        lane.Room(new Operation.Edit(lane.RoomCardKey, new Body.Live(Views.Room)), Urgency.Update, needs: [lane.RoomCardKey], coalesce: "room-card");
    }

    private void Say(Lane lane, Incident after, Recorded entry)
    {
        switch (entry.Event)
        {
            case Declared:
                Open(lane, after);
                break;

            case ClockAtRisk { Clock: Sla.ClockKind.Response }:
                lane.Notice(NoticeCards.ResponseAtRisk(after, Answering(after), roster.Hotline), Urgency.Reminder, Repeat.Never, Conditions.ResponseAtRisk, ReminderGiveUpAfter);
                break;

            case ClockBreached { Clock: Sla.ClockKind.Response }:
                lane.Notice(NoticeCards.ResponseBreached(after, entry.At, Breached(after), roster.Hotline), Urgency.Escalation, Repeat.MayRepeat, Conditions.Unacknowledged, GiveUpAfter);
                break;

            case WatchCompleted:
                lane.Notice(NoticeCards.WatchEnded(after), Urgency.Reminder, Repeat.Never, Conditions.Verifying, GiveUpAfter);
                break;

            case DeliveryFailed failed when !string.Equals(failed.Target, lane.Target, StringComparison.Ordinal):
                lane.Failure(NoticeCards.Told(after, [entry]));
                break;
        }
    }

    private void Open(Lane lane, Incident after)
    {
        if (!after.Private)
        {
            lane.Card(new Operation.Post(Keys.Announcements(lane.Target), lane.CardKey, new Body.Live(Views.Announcement)), Urgency.Page, needs: [], coalesce: null, Repeat.MayRepeat);
        }

        var thread = after.Severity > Severity.P2 && !after.Private;
        lane.Room(
            new Operation.OpenRoom(lane.RoomKey, RoomName(after), IncidentCards.Heading(after), after.Private, thread ? lane.CardKey : null),
            Urgency.Page,
            needs: thread ? [lane.CardKey] : [],
            coalesce: null,
            Repeat.MayRepeat);
        lane.Room(new Operation.Post(lane.RoomKey, lane.RoomCardKey, new Body.Live(Views.Room)), Urgency.Page, needs: [lane.RoomKey], coalesce: null, Repeat.MayRepeat);
        lane.Room(new Operation.Invite(lane.RoomKey, Invited(after)), Urgency.Page, needs: [lane.RoomKey], coalesce: null);
        if (after.AwaitsAcknowledgement && !after.Drill && after.Severity <= Severity.P2)
        {
            lane.Notice(NoticeCards.Page(after, Paged(), roster.Hotline), Urgency.Page, Repeat.MayRepeat, Conditions.Unacknowledged, GiveUpAfter);
        }
    }

    private static string RoomName(Incident incident)
    {
        var title = Words.Slug(incident.Title, 60);
        var id = incident.Id.ToString().ToLowerInvariant();
        return title.Length == 0 ? id : $"{id}-{title}";
    }

    private List<string> Invited(Incident incident)
    {
        var people = new List<string> { incident.DeclaredBy.Id };
        if (roster.Primary is { } primary && !incident.Drill && !people.Contains(primary.Id, StringComparer.Ordinal))
        {
            people.Add(primary.Id);
        }

        return people;
    }

    private List<Person> Paged() => [.. new[] { roster.Primary ?? roster.Lead }.OfType<Person>()];

    private List<Person> Answering(Incident incident) => incident.Drill ? [] : [.. new[] { roster.Primary, roster.Secondary }.OfType<Person>().Distinct()];

    private List<Person> Breached(Incident incident) =>
        incident.Drill ? [] : [.. new[] { roster.Primary, roster.Secondary, roster.Lead }.OfType<Person>().Concat(incident.Severity == Severity.P1 ? roster.P1List : []).Distinct()];
}
