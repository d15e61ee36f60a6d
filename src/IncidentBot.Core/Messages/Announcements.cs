using System.Text.Json;
using IncidentBot.Core.Alerts;
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

    /// <param name="before">The incident without <paramref name="entries"/>; null for a declaration.</param>
    /// <param name="after">The incident with all of <paramref name="entries"/> folded in.</param>
    /// <param name="firstVersion">The version that the first of the entries made; row ids are built from it.</param>
    public IReadOnlyList<OutboxRow> For(Incident? before, Incident after, IReadOnlyList<Recorded> entries, long firstVersion)
    {
        var rows = new List<OutboxRow>();

        // A declaration posts its cards live: they show whatever was decided with it.
        var (card, room) = before is null ? (false, false) : (IsDrawnAnew(Views.Announcement, before, after), IsDrawnAnew(Views.Room, before, after));
        foreach (var target in after.Targets)
        {
            var first = rows.Count;
            List<Recorded> unsaid = [];
            for (var i = 0; i < entries.Count; i++)
            {
                var lane = new Lane(after, target, entries[i], firstVersion + i, rows);
                var said = rows.Count;
                Say(lane, after, entries[i], entries);
                if (rows.Count == said || entries[i].Event is SeverityChanged or MergedIn)
                {
                    unsaid.Add(entries[i]);
                }
            }

            MergeLate(after, entries, rows, first);
            Tell(new Lane(after, target, entries[^1], firstVersion + entries.Count - 1, rows), after, entries, unsaid);
            Redraw(new Lane(after, target, entries[^1], firstVersion + entries.Count - 1, rows), before, after, card, room);
        }

        return rows;
    }

    /// <summary>After an outage what was overdue is one message per incident.</summary>
    private static void MergeLate(Incident after, IReadOnlyList<Recorded> entries, List<OutboxRow> rows, int first)
    {
        var notices = rows.Skip(first).Where(row => row.Operation is Operation.Post { Key: null, Body: Body.Fixed }).ToList();
        if (!entries[^1].By.IsBot || notices.Count < 2)
        {
            return;
        }

        var late = notices.Where(row => row.OnlyIf is not { } wanted || Conditions.Holds(wanted, after, row.At)).ToList();
        rows.RemoveAll(row => notices.Contains(row) && !late.Contains(row));

        // What is most urgent gives the message its title.
        late = [.. late.OrderBy(row => row.Urgency)];
        if (late.Count < 2)
        {
            return;
        }

        var one = late[0] with
        {
            Operation = (Operation.Post)late[0].Operation with { Body = new Body.Fixed(NoticeCards.Together(after, [.. late.Select(row => ((Body.Fixed)((Operation.Post)row.Operation).Body).Card)])) },
            Urgency = late.Min(row => row.Urgency),
            Repeat = late.Exists(row => row.Repeat == Repeat.MayRepeat) ? Repeat.MayRepeat : Repeat.Never,

            // It calls people, so the strictest of its conditions holds for all of it; what it would have said stands in the timeline.
            OnlyIf = late.Select(row => row.OnlyIf).FirstOrDefault(condition => condition is not (null or Conditions.Open)) ?? late[0].OnlyIf,
            GiveUpAt = late.Max(row => row.GiveUpAt),
        };
        rows[rows.IndexOf(late[0])] = one;
        rows.RemoveAll(row => late.Skip(1).Contains(row));
    }

    /// <summary>What people did, as one message for the whole change: three facts that belong together do not ping three times.</summary>
    private static void Tell(Lane lane, Incident after, IReadOnlyList<Recorded> entries, IReadOnlyList<Recorded> unsaid)
    {
        if (unsaid.Any(entry => IsTold(entry.Event) && !IsOfTheWatch(after, entry) && !(entry.Event is Declined && entries.Any(other => other.Event is Escalated)))
            && entries[0].Event is not Declared)
        {
            lane.Notice(NoticeCards.Told(after, entries, unsaid), Urgency.Update, Repeat.Never, onlyIf: null, GiveUpAfter);
        }
    }

    /// <summary>The message about the alert that ended the watch says it.</summary>
    private static bool IsOfTheWatch(Incident after, Recorded entry) => after.Interrupted is not null && entry.By.IsAlert && entry.Event is Reopened or StepEntered;

    /// <summary>What a room is told about in the timeline's own words. What only concerns its author (a tick, a draft) shows on the card.</summary>
    private static bool IsTold(IEvent happened) => happened is
        Renamed or Acknowledged or Joined or CommanderNamed or CommandLeft or CommandClaimed or ClaimRejected or RoleGiven or StepEntered or Mitigated or GlassBroken or Declined
        or SeverityChanged or ClockPaused or ClockResumed or NagsStopped or UpdateWritten { Audience: Audience.Internal } or UpdatePublished or CauseNamed or ImpactDescribed or ComponentRated
        or TaskSkipped or Resolved or Reopened or Cancelled or Closed or Merged or MergedIn or SeverityConfirmed or AlertUnrelated or WriteUpOwned or PostMortemMoved or ActionAdded or ActionDone;

    /// <summary>A card that would look the same is left alone.</summary>
    private static bool IsDrawnAnew(string view, Incident before, Incident after) =>
        !JsonSerializer.SerializeToUtf8Bytes(Views.Draw(view, before), StoreJson.Default.Card).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(Views.Draw(view, after), StoreJson.Default.Card));

    private static void Redraw(Lane lane, Incident? before, Incident after, bool card, bool room)
    {
        if (before is not null && (after.Severity <= Severity.P2 || after.Private) && !string.Equals(IncidentCards.Topic(before), IncidentCards.Topic(after), StringComparison.Ordinal))
        {
            lane.Frame(new Operation.Topic(lane.RoomKey, IncidentCards.Topic(after)), needs: [lane.RoomKey], coalesce: "topic");
        }

        if (card && !after.Private)
        {
            lane.Card(new Operation.Edit(lane.CardKey, new Body.Live(Views.Announcement)), Urgency.Update, needs: [lane.CardKey], coalesce: "card");
        }

        if (room)
        {
            lane.Room(new Operation.Edit(lane.RoomCardKey, new Body.Live(Views.Room)), Urgency.Update, needs: [lane.RoomCardKey], coalesce: "room-card");
        }
    }

    private void Say(Lane lane, Incident after, Recorded entry, IReadOnlyList<Recorded> all)
    {
        switch (entry.Event)
        {
            // The rung that falls on the deadline says both: one message, not two.
            case ClockBreached { Clock: Sla.ClockKind.Response } when all.Any(other => other.Event is Escalated):
                break;

            case Escalated e when after.IsTask:
                lane.Notice(TaskCards.Unclaimed(after, roster.CalledFor(e.Who, after.Declined)), Urgency.Reminder, Repeat.Never, Conditions.Unacknowledged, ReminderGiveUpAfter);
                break;

            case AlertsArrived e when after.Interrupted is not null && all.Any(other => other.Event is Reopened):
                lane.Notice(AlertCards.WatchEnded(after, e.Shown), Urgency.Escalation, Repeat.MayRepeat, Conditions.Open, GiveUpAfter);
                break;

            case AlertsArrived e when after is { HasEnded: false, Alerts: { IsUntold: false, Told.At: var told } } && told == entry.At && all[0].Event is not Declared && !all.Any(other => other.Event is AlertsCounted):
                lane.Notice(AlertCards.News(after, e.Shown), Urgency.Update, Repeat.Never, onlyIf: null, ReminderGiveUpAfter);
                break;

            case AlertsCounted:
                lane.Notice(AlertCards.News(after, []), Urgency.Update, Repeat.Never, onlyIf: null, ReminderGiveUpAfter);
                break;

            case Escalated e:
                lane.Notice(
                    NoticeCards.Escalation(after, e, roster.CalledFor(e.Who, after.Declined), all.Any(other => other.Event is ClockBreached { Clock: Sla.ClockKind.Response }) ? entry.At : null, roster.Hotline),
                    Urgency.Escalation,
                    Repeat.MayRepeat,
                    e.Why is null || after.AwaitsAcknowledgement ? Conditions.Unacknowledged : Conditions.Open,
                    GiveUpAfter);
                break;

            case Paged e:
                lane.Notice(NoticeCards.Paged(after, entry.By, [.. e.People.Select(roster.Find).OfType<Person>()], roster.Hotline), Urgency.Page, Repeat.MayRepeat, Conditions.Open, GiveUpAfter);
                break;

            case CommandClaimed e when after.Commander is not null:
                lane.Notice(NoticeCards.CommandClaimed(after, entry.By, e), Urgency.Update, Repeat.Never, Conditions.Open, ReminderGiveUpAfter);
                break;

            case CommandOffered e:
                lane.Notice(NoticeCards.CommandOffered(after, entry.By, e), Urgency.Update, Repeat.Never, Conditions.Open, ReminderGiveUpAfter);
                break;

            case CommanderSought e:
                lane.Notice(NoticeCards.NoCommander(after, e.Lead ? roster.Lead : null, roster.Hotline), e.Lead ? Urgency.Escalation : Urgency.Reminder, e.Lead ? Repeat.MayRepeat : Repeat.Never, Conditions.NoCommander, ReminderGiveUpAfter);
                break;

            case Nagged e:
                lane.Notice(NoticeCards.Nag(after, e), Urgency.Reminder, Repeat.Never, Conditions.Open, ReminderGiveUpAfter);
                break;

            // During the watch nobody is called about a clock (product page, "Verification").
            case ClockAtRisk { Clock: Sla.ClockKind.Resolution } when after.MitigatedAt is null && !all.Any(other => other.Event is ClockBreached { Clock: Sla.ClockKind.Resolution }):
                lane.Notice(NoticeCards.ResolutionAtRisk(after), Urgency.Reminder, Repeat.Never, Conditions.Open, ReminderGiveUpAfter);
                break;

            case ClockBreached { Clock: Sla.ClockKind.Resolution } when after.MitigatedAt is null:
                lane.Notice(NoticeCards.ResolutionBreached(after, entry.At, after.Drill ? null : roster.Lead), Urgency.Escalation, Repeat.MayRepeat, Conditions.Open, GiveUpAfter);
                break;

            case ClockPaused when after is { Severity: Severity.P1, Drill: false } && roster.Lead is { } told:
                lane.Notice(NoticeCards.Paused(after, told), Urgency.Update, Repeat.Never, Conditions.Open, ReminderGiveUpAfter);
                break;

            case SeverityChanged e when e.To < e.From && e.To <= Severity.P2 && after is { Drill: false, IsOpen: true, AwaitsAcknowledgement: false } && roster.Primary is { } primary && !after.Responders.ContainsKey(primary.Id):
                lane.Notice(NoticeCards.Paged(after, entry.By, [primary], roster.Hotline), Urgency.Page, Repeat.MayRepeat, Conditions.Open, GiveUpAfter);
                break;

            case SeverityChanged e when e.To < e.From && e.To <= Severity.P2 && !after.Drill && after.AwaitsAcknowledgement:
                lane.Notice(NoticeCards.Page(after, Paged(), roster.Hotline), Urgency.Page, Repeat.MayRepeat, Conditions.Unacknowledged, GiveUpAfter);
                break;

            // Without a connected status page or mail somebody has to do it by hand: never a silent skip.
            case UpdatePublished e when after.Updates.FirstOrDefault(update => update.Number == e.Number) is { } update:
                lane.Notice(NoticeCards.ToDoByHand(after, update), Urgency.Update, Repeat.Never, onlyIf: null, GiveUpAfter);
                break;

            case MergedIn { People: [_, ..] people }:
                lane.Room(new Operation.Invite(lane.RoomKey, people), Urgency.Update, needs: [lane.RoomKey], coalesce: null);
                break;

            case UpdateWritten { Audience: Audience.Public } e when entry.By.IsBot:
                lane.Notice(CommunicationCards.Offer(after, e), Urgency.Update, Repeat.Never, Conditions.Open, ReminderGiveUpAfter);
                break;

            case ApprovalSought e:
                lane.Notice(CommunicationCards.Ask(after, e, roster.Lead), Urgency.Reminder, Repeat.Never, Conditions.NothingPublic, ReminderGiveUpAfter);
                break;

            case Declared:
                Open(lane, after);
                break;

            case ClockAtRisk { Clock: Sla.ClockKind.Response }:
                lane.Notice(NoticeCards.ResponseAtRisk(after, Answering(after), roster.Hotline), Urgency.Reminder, Repeat.Never, Conditions.ResponseAtRisk, ReminderGiveUpAfter);
                break;

            case ClockBreached { Clock: Sla.ClockKind.Response }:
                lane.Notice(NoticeCards.ResponseBreached(after, entry.At, Breached(after), roster.Hotline), Urgency.Escalation, Repeat.MayRepeat, Conditions.Unacknowledged, GiveUpAfter);
                break;

            case FollowedUp e:
                lane.Notice(FollowUpCards.Reminder(after, e, entry.At, roster.Lead), Urgency.Reminder, Repeat.Never, onlyIf: null, GiveUpAfter);
                break;

            case WatchCompleted:
                lane.Notice(NoticeCards.WatchEnded(after), Urgency.Reminder, Repeat.Never, Conditions.Verifying, GiveUpAfter);
                break;

            case RoomOpened { Instead: { } why } e when string.Equals(e.Target, lane.Target, StringComparison.Ordinal):
                lane.Notice(NoticeCards.RoomIsThread(after, why), Urgency.Update, Repeat.Never, onlyIf: null, GiveUpAfter);
                break;

            case DeliveryFailed failed when !string.Equals(failed.Target, lane.Target, StringComparison.Ordinal):
                lane.Failure(NoticeCards.Told(after, [entry], [entry]));
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
            new Operation.OpenRoom(lane.RoomKey, RoomName(after), IncidentCards.Heading(after), after.Private, thread ? lane.CardKey : null, thread || after.Private ? null : lane.CardKey),
            Urgency.Page,
            needs: thread ? [lane.CardKey] : [],
            coalesce: null,
            Repeat.MayRepeat);
        lane.Room(new Operation.Post(lane.RoomKey, lane.RoomCardKey, new Body.Live(Views.Room)), Urgency.Page, needs: [lane.RoomKey], coalesce: null, Repeat.MayRepeat);
        if (after.IsTask)
        {
            // Whoever is on shift sees it in the channel; nobody is called.
            return;
        }

        if (Invited(after) is { Count: > 0 } people)
        {
            lane.Room(new Operation.Invite(lane.RoomKey, people), Urgency.Page, needs: [lane.RoomKey], coalesce: null);
        }

        if (after.AwaitsAcknowledgement && !after.Drill && after.Severity <= Severity.P2)
        {
            lane.Notice(NoticeCards.Page(after, Paged(), roster.Hotline), Urgency.Page, Repeat.MayRepeat, Conditions.Unacknowledged, GiveUpAfter);
        }

        if (!thread)
        {
            lane.Frame(new Operation.Pin(lane.RoomCardKey), needs: [lane.RoomCardKey], coalesce: null);
            lane.Frame(new Operation.Topic(lane.RoomKey, IncidentCards.Topic(after)), needs: [lane.RoomKey], coalesce: "topic");
        }
    }

    private static string RoomName(Incident incident)
    {
        var title = Words.Slug(incident.Title, 60);
        var id = incident.Id.ToString().ToLowerInvariant();
        return title.Length == 0 ? id : $"{id}-{title}";
    }

    /// <summary>The declarer, and who is on call where somebody has to answer: a P4 and a drill leave them in peace.</summary>
    private List<string> Invited(Incident incident)
    {
        List<string> people = incident.DeclaredBy.IsAlert ? [] : [incident.DeclaredBy.Id];
        if (roster.Primary is { } primary && !incident.Drill && incident.Procedure.Response is not null && !people.Contains(primary.Id, StringComparer.Ordinal))
        {
            people.Add(primary.Id);
        }

        return people;
    }

    private List<Person> Paged() => [.. new[] { roster.Primary ?? roster.Lead }.OfType<Person>()];

    /// <summary>Who cannot take it is not asked again.</summary>
    private List<Person> Answering(Incident incident) => incident.Drill ? [] : [.. new[] { roster.Primary, roster.Secondary }.OfType<Person>().Where(person => !incident.Declined.Contains(person.Id)).Distinct()];

    /// <summary>A breach is told once, to the room and the Lead; whom else to call is the ladder's business.</summary>
    private List<Person> Breached(Incident incident) => incident.Drill ? [] : [.. new[] { roster.Lead }.OfType<Person>()];
}
