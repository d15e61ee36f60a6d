using IncidentBot.Core.Alerts;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Playbooks;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Messages;

/// <summary>
/// Events → what has to be said outside, for every chat the incident lives in. Pure, and the only place that writes outbox rows: every
/// automatic message is a line here.
/// </summary>
public sealed class Announcements(PeopleRoster roster, Handbook? handbook = null)
{
    /// <summary>A bar of bookmarks with more than this is read by nobody; <c>links</c> shows them all.</summary>
    private const int MostLinks = 5;

    private readonly Handbook _handbook = handbook ?? Handbook.Empty;

    private readonly CalledPeople _called = new(roster);

    private readonly Newcomers _newcomers = new(new CalledPeople(roster));

    /// <summary>Messages that could not be delivered for this long end dead and visible.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(3);

    /// <summary>A reminder older than this helps nobody.</summary>
    public static readonly TimeSpan ReminderGiveUpAfter = TimeSpan.FromHours(2);

    private readonly Drawings _drawings = new();

    /// <param name="before">The incident without <paramref name="entries"/>; null for a declaration.</param>
    /// <param name="after">The incident with all of <paramref name="entries"/> folded in.</param>
    /// <param name="firstVersion">The version that the first of the entries made; row ids are built from it.</param>
    public IReadOnlyList<OutboxRow> For(Incident? before, Incident after, IReadOnlyList<Recorded> entries, long firstVersion) => For(before, after, entries, firstVersion, late: null);

    /// <param name="late">What comes late with the entries: one message says so.</param>
    internal IReadOnlyList<OutboxRow> For(Incident? before, Incident after, IReadOnlyList<Recorded> entries, long firstVersion, LateLine? late)
    {
        var rows = new List<OutboxRow>();

        // A declaration posts its cards live: they show whatever was decided with it.
        var (card, room) = before is null ? (false, false) : (_drawings.Differ(Views.Announcement, before, after), _drawings.Differ(Views.Room, before, after));
        foreach (var target in after.Targets)
        {
            List<OutboxRow> notices = [];
            List<Recorded> unsaid = [];

            // What began in a thread gets its room before anything else of this moment is said: all of that belongs there.
            var raised = entries.Any(entry => entry.Event is SeverityChanged { OpensRoom: true } or RoomWanted);
            if (raised)
            {
                Raise(new Lane(after, target, entries[0], firstVersion, rows), after);
            }
            else if (before is not null)
            {
                Newcomers.Await(new Lane(after, target, entries[0], firstVersion, rows));
            }

            for (var i = 0; i < entries.Count; i++)
            {
                var lane = new Lane(after, target, entries[i], firstVersion + i, rows);
                var said = rows.Count;
                Say(lane, after, entries[i], firstVersion + i, entries);
                notices.AddRange(rows.Skip(said).Where(row => entries[i].By.IsBot && row.Operation is Operation.Post { Key: null, Body: Body.Fixed }));
                if (rows.Count == said || entries[i].Event is SeverityChanged or MergedIn)
                {
                    unsaid.Add(entries[i]);
                }
            }

            var told = Tell(new Lane(after, target, entries[^1], firstVersion + entries.Count - 1, rows), after, entries, unsaid, firstVersion) ? rows[^1] : null;
            var byItself = entries.All(entry => entry.By == Actor.Bot);
            var one = MergeLate(after, rows, [.. notices, .. byItself && told is not null ? new[] { told } : []]);
            if (late is not null && (one ?? told) is { } message)
            {
                SayLate(rows, message, late);
            }

            Redraw(new Lane(after, target, entries[^1], firstVersion + entries.Count - 1, rows), before, after, card, room, raised);
            _newcomers.Invite(rows, target, raised ? null : before, after);
        }

        return rows;
    }

    /// <summary>What the bot says by itself at one moment is one message per incident: after an outage, and where two things fall due together.</summary>
    /// <returns>That message; null where nothing is wanted.</returns>
    private static OutboxRow? MergeLate(Incident after, List<OutboxRow> rows, IReadOnlyList<OutboxRow> notices)
    {
        var late = notices.Where(row => row.OnlyIf is not { } wanted || Conditions.Holds(wanted, after, row.At)).ToList();
        if (notices.Count < 2)
        {
            return late.FirstOrDefault();
        }

        rows.RemoveAll(row => notices.Contains(row) && !late.Contains(row));

        // What is most urgent gives the message its title.
        late = [.. late.OrderBy(row => row.Urgency)];
        if (late.Count < 2)
        {
            return late.FirstOrDefault();
        }

        var one = late[0] with
        {
            Operation = (Operation.Post)late[0].Operation with { Body = new Body.Fixed(NoticeCards.Together(after, [.. late.Select(Shown)])) },
            Urgency = late.Min(row => row.Urgency),
            Repeat = late.Exists(row => row.Repeat == Repeat.MayRepeat) ? Repeat.MayRepeat : Repeat.Never,

            // It calls people, so the strictest of its conditions holds for all of it; what it would have said stands in the timeline.
            OnlyIf = late.Select(row => row.OnlyIf).FirstOrDefault(condition => condition is not (null or Conditions.Open)) ?? late[0].OnlyIf,
            GiveUpAt = late.Max(row => row.GiveUpAt),
        };
        rows[rows.IndexOf(late[0])] = one;
        rows.RemoveAll(row => late.Skip(1).Contains(row));
        return one;
    }

    /// <summary>In the message of that moment; what is silent when it is in time is silent when it is late.</summary>
    private static void SayLate(List<OutboxRow> rows, OutboxRow one, LateLine late) =>
        rows[rows.IndexOf(one)] = one with { Operation = (Operation.Post)one.Operation with { Body = new Body.Fixed(late.Under(Shown(one))) } };

    private static Card Shown(OutboxRow notice) => ((Body.Fixed)((Operation.Post)notice.Operation).Body).Card;

    /// <summary>What people did, as one message for the whole change: three facts that belong together do not ping three times.</summary>
    /// <returns>False where there was nothing to tell; else its row is the last one.</returns>
    private bool Tell(Lane lane, Incident after, IReadOnlyList<Recorded> entries, IReadOnlyList<Recorded> unsaid, long firstVersion)
    {
        if (unsaid.Any(entry => IsTold(entry.Event) && !IsOfTheWatch(after, entry) && !(entry.Event is Declined && entries.Any(other => other.Event is Escalated)))
            && entries[0].Event is not Declared)
        {
            var lead = _called.LeadInformed(after, entries);
            var card = CommunicationCards.WithDraft(HandbookCards.WithAids(NoticeCards.Told(after, entries, unsaid, lead), after, entries, _handbook), after, entries, roster.Lead);
            lane.Notice(entries.Select((entry, i) => after.Calls(entry, firstVersion + i)).Any(calls => calls) ? card : card.WithoutCalls(), Urgency.Update, Repeat.Never, onlyIf: null, GiveUpAfter);
            return true;
        }

        return false;
    }

    /// <summary>The message about the alert that ended the watch says it.</summary>
    private static bool IsOfTheWatch(Incident after, Recorded entry) => after.Interrupted is not null && entry.By.IsAlert && entry.Event is Reopened or StepEntered;

    /// <summary>What a room is told about in the timeline's own words. What only concerns its author (a tick, a draft) shows on the card.</summary>
    private static bool IsTold(IEvent happened) => happened is
        Renamed or Acknowledged or Joined or CommanderNamed or CommandLeft or CommandClaimed or ClaimRejected or RoleGiven or StepEntered or Mitigated or GlassBroken or Declined
        or SeverityChanged or RoomWanted or ClockPaused or ClockResumed or NagsStopped or UpdateWritten { Audience: Audience.Internal } or UpdatePublished or CauseNamed or TicketNamed or ImpactDescribed or ComponentRated
        or TaskSkipped or Resolved or Reopened or Cancelled or Closed or Merged or MergedIn or SeverityConfirmed or AlertUnrelated or WriteUpOwned or PostMortemMoved or ActionAdded or ActionDone or PlaybookStarted;

    /// <summary>What would be the fifth message of the hour that calls somebody names them and calls nobody (product page, "Noise rule").</summary>
    private static Card Within(Incident after, Recorded entry, long version, Card card) => after.Calls(entry, version) ? card : card.WithoutCalls();

    private static void Redraw(Lane lane, Incident? before, Incident after, bool card, bool room, bool raised)
    {
        if (before is not null && !raised && after.HasOwnRoom && !string.Equals(IncidentCards.Topic(before), IncidentCards.Topic(after), StringComparison.Ordinal))
        {
            lane.Frame(new Operation.Topic(lane.RoomKey, IncidentCards.Topic(after)), needs: [lane.RoomKey], coalesce: "topic");
        }

        if (card && !after.Private)
        {
            lane.Card(new Operation.Edit(lane.CardKey, new Body.Live(Views.Announcement)), Urgency.Update, needs: [lane.CardKey], coalesce: "card");
        }

        // A room that is just being opened is drawn as it stands.
        if (room && !raised)
        {
            lane.Room(new Operation.Edit(lane.RoomCardKey, new Body.Live(Views.Room)), Urgency.Update, needs: [lane.RoomCardKey], coalesce: "room-card");
        }
    }

    private void Say(Lane lane, Incident after, Recorded entry, long version, IReadOnlyList<Recorded> all)
    {
        switch (entry.Event)
        {
            // The rung that falls on the deadline says both: one message, not two.
            case ClockBreached { Clock: Sla.ClockKind.Response } when all.Any(other => other.Event is Escalated):
                break;

            case Escalated e when after.IsTask:
                lane.Notice(TaskCards.Unclaimed(after, roster.CalledFor(e.Who, after.Declined, quiet: after.IsQuiet(entry.At))), Urgency.Reminder, Repeat.Never, Conditions.Unacknowledged, ReminderGiveUpAfter);
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
                var (awake, inTime) = (after.Awake(e.Who, entry.At, silence: e.Silence is not null), e.Why is null || e.Silence is not null);
                var quiet = after.IsQuiet(entry.At) && (inTime || awake.Any(place => place is Called.Primary or Called.Secondary));
                var called = inTime ? roster.CalledInTime(awake, after.Declined, e.Spared, quiet) : roster.CalledFor(awake, after.Declined, e.Spared, quiet);
                lane.Notice(
                    NoticeCards.Escalation(after, e with { Spared = [.. (e.Spared ?? []).Where(one => !inTime || e.Who.Any(place => roster.IsAt(place, one.Person)))] }, called, all.Any(other => other.Event is ClockBreached { Clock: Sla.ClockKind.Response }), roster.Hotline),
                    Urgency.Escalation,
                    Repeat.MayRepeat,
                    e.Why is null || after.AwaitsAcknowledgement ? Conditions.UnacknowledgedAs(after.Severity) : e.Silence is not null ? Conditions.Silent : Conditions.Open,
                    GiveUpAfter);
                break;

            case Paged e:
                IReadOnlyList<Person> named = [.. e.People.Select((id, i) => roster.Find(id) ?? (id.Contains('/', StringComparison.Ordinal) && e.Names is { } names && i < names.Count ? Person.OfChat(id, names[i]) : null)).OfType<Person>()];
                lane.Notice(NoticeCards.Paged(after, entry.By, named, roster.Hotline), Urgency.Page, Repeat.MayRepeat, Conditions.Open, GiveUpAfter);
                break;

            case CommandClaimed e when after.Commander is not null:
                lane.Notice(Within(after, entry, version, NoticeCards.CommandClaimed(after, entry.By, e)), Urgency.Update, Repeat.Never, Conditions.Open, ReminderGiveUpAfter);
                break;

            case CommandOffered e:
                lane.Notice(Within(after, entry, version, NoticeCards.CommandOffered(after, entry.By, e)), Urgency.Update, Repeat.Never, Conditions.Open, ReminderGiveUpAfter);
                break;

            case CommanderSought e:
                IReadOnlyList<Person> commanding = e.Lead ? _called.Commanding(after, entry.At) : [];
                lane.Notice(NoticeCards.NoCommander(after, commanding, roster.Hotline), e.Lead ? Urgency.Escalation : Urgency.Reminder, e.Lead ? Repeat.MayRepeat : Repeat.Never, Conditions.NoCommander, ReminderGiveUpAfter);
                break;

            case Nagged e:
                lane.Notice(Within(after, entry, version, NoticeCards.Nag(after, e)), Urgency.Reminder, Repeat.Never, Conditions.Open, ReminderGiveUpAfter);
                break;

            // During the watch nobody is called about a clock (product page, "Verification").
            case ClockAtRisk { Clock: Sla.ClockKind.Resolution } when after.TellsOfClocks && !all.Any(other => other.Event is ClockBreached { Clock: Sla.ClockKind.Resolution }):
                lane.Notice(Within(after, entry, version, NoticeCards.ResolutionAtRisk(after)), Urgency.Reminder, Repeat.Never, Conditions.Open, ReminderGiveUpAfter);
                break;

            case ClockBreached { Clock: Sla.ClockKind.Resolution } when after.TellsOfClocks:
                lane.Notice(Within(after, entry, version, NoticeCards.ResolutionBreached(after, _called.Breached(after, entry.At).FirstOrDefault())), Urgency.Escalation, Repeat.MayRepeat, Conditions.Open, GiveUpAfter);
                break;

            case ClockPaused when after is { Severity: Severity.P1, Drill: false } && roster.Lead is { } told:
                lane.Notice(Within(after, entry, version, NoticeCards.Paused(after, told)), Urgency.Update, Repeat.Never, Conditions.Open, ReminderGiveUpAfter);
                break;

            case SeverityChanged e when e.To < e.From && e.To <= Severity.P2 && after is { Drill: false, IsOpen: true, AwaitsAcknowledgement: false } && roster.Primary is { } primary && !after.Responders.ContainsKey(primary.Id) && !string.Equals(primary.Id, entry.By.Id, StringComparison.Ordinal):
                lane.Notice(NoticeCards.Paged(after, entry.By, [primary], roster.Hotline), Urgency.Page, Repeat.MayRepeat, Conditions.Open, GiveUpAfter);
                break;

            case SeverityChanged e when e.To < e.From && e.To <= Severity.P2 && !after.Drill && after.AwaitsAcknowledgement:
                lane.Notice(NoticeCards.Page(after, _called.Paged(after, entry.At), roster.Hotline), Urgency.Page, Repeat.MayRepeat, Conditions.UnacknowledgedAs(after.Severity), GiveUpAfter);
                break;

            // Without a connected status page or mail somebody has to do it by hand: never a silent skip.
            case UpdatePublished { Task: not null } e when after.Updates.FirstOrDefault(update => update.Number == e.Number) is { } update:
                lane.Notice(ByHandCards.Ready(after, update, roster), Urgency.Update, Repeat.Never, onlyIf: null, GiveUpAfter);
                break;

            case UpdateWritten { Audience: Audience.Public } e when entry.By.IsBot:
                lane.Notice(CommunicationCards.Offer(after, e), Urgency.Update, Repeat.Never, Conditions.Open, ReminderGiveUpAfter);
                break;

            case ApprovalSought e:
                lane.Notice(Within(after, entry, version, CommunicationCards.Ask(after, e, roster.Lead)), Urgency.Reminder, Repeat.Never, Conditions.NothingPublic, ReminderGiveUpAfter);
                break;

            case Declared:
                Open(lane, after, entry.At);
                break;

            // Somebody on call declared it: there is no message that tells of the acknowledgement.
            case Acknowledged when all[0].Event is Declared && _called.LeadInformed(after, all) is { } informed:
                lane.Notice(Within(after, entry, version, NoticeCards.LeadInformed(after, informed)), Urgency.Update, Repeat.Never, Conditions.Open, ReminderGiveUpAfter);
                break;

            // Who is on call and declares it is in triage at once; otherwise it stands with what is told.
            case StepEntered when all[0].Event is Declared && HandbookCards.Aids(after, _handbook, all) is { } aids:
                lane.Notice(aids, Urgency.Update, Repeat.Never, Conditions.Open, ReminderGiveUpAfter);
                break;

            case ClockAtRisk { Clock: Sla.ClockKind.Response }:
                lane.Notice(NoticeCards.ResponseAtRisk(after, _called.Answering(after, entry.At), roster.Hotline), Urgency.Reminder, Repeat.Never, Conditions.ResponseAtRisk, ReminderGiveUpAfter);
                break;

            case ClockBreached { Clock: Sla.ClockKind.Response }:
                lane.Notice(NoticeCards.ResponseBreached(after, _called.Breached(after, entry.At), _called.Answering(after, entry.At), roster.Hotline), Urgency.Escalation, Repeat.MayRepeat, Conditions.UnacknowledgedAs(after.Severity), GiveUpAfter);
                break;

            case FollowedUp e:
                lane.Notice(Within(after, entry, version, FollowUpCards.Reminder(after, e, entry.At, roster.Lead)), Urgency.Reminder, Repeat.Never, onlyIf: null, GiveUpAfter);
                break;

            case WatchCompleted:
                lane.Notice(NoticeCards.WatchEnded(after), Urgency.Reminder, Repeat.Never, Conditions.Verifying, GiveUpAfter);
                break;

            case RoomsRetired:
                lane.Frame(new Operation.Archive(lane.RoomKey), needs: [lane.RoomKey], coalesce: null);
                break;

            case RoomOpened { Instead: { } why } e when string.Equals(e.Target, lane.Target, StringComparison.Ordinal):
                lane.Notice(NoticeCards.RoomIsThread(after, why), Urgency.Update, Repeat.Never, onlyIf: null, GiveUpAfter);
                break;

            case RoomOpened { FromThread: true } e when string.Equals(e.Target, lane.Target, StringComparison.Ordinal):
                lane.Thread(new Operation.Post(lane.ThreadKey, null, new Body.Fixed(NoticeCards.GoesOn(after, e.Name))), lane.ThreadKey);
                lane.Thread(new Operation.Edit(Keys.RoomCard(after.Stream, lane.Target), new Body.Fixed(NoticeCards.GoesOn(after, e.Name))), Keys.RoomCard(after.Stream, lane.Target));
                break;

            case DeliveryFailed failed when !string.Equals(failed.Target, lane.Target, StringComparison.Ordinal):
                lane.Failure(NoticeCards.Told(after, [entry], [entry]));
                break;
        }
    }

    /// <summary>As an incident that is declared that high, except that it has a place until then, and a card.</summary>
    private void Raise(Lane lane, Incident after)
    {
        lane.Room(
            new Operation.OpenRoom(lane.RoomKey, RoomName(after), IncidentCards.Heading(after), after.Private, ElseThreadOf: lane.CardKey, From: lane.ThreadKey),
            Urgency.Page,
            needs: [],
            coalesce: null,
            Repeat.MayRepeat);
        lane.Room(new Operation.Post(lane.RoomKey, lane.RoomCardKey, new Body.Live(Views.Room)), Urgency.Page, needs: [lane.RoomKey], coalesce: null, Repeat.MayRepeat);
        Newcomers.Await(lane);
        Frame(lane, after);
    }

    private void Open(Lane lane, Incident after, DateTimeOffset at)
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

        Newcomers.Await(lane);
        if (after is { AwaitsAcknowledgement: true, Drill: false, Procedure.Ladder: { } ladder })
        {
            if (ladder.PagesAtOnce)
            {
                lane.Notice(NoticeCards.Page(after, _called.Paged(after, at), roster.Hotline), Urgency.Page, Repeat.MayRepeat, Conditions.UnacknowledgedAs(after.Severity), GiveUpAfter);
            }
            else
            {
                lane.Notice(NoticeCards.Asked(after, _called.Paged(after, at)), Urgency.Reminder, Repeat.Never, Conditions.UnacknowledgedAs(after.Severity), ReminderGiveUpAfter);
            }
        }

        if (!thread)
        {
            Frame(lane, after);
        }
    }

    /// <summary>What a room of its own has around the conversation.</summary>
    private void Frame(Lane lane, Incident after)
    {
        lane.Frame(new Operation.Pin(lane.RoomCardKey), needs: [lane.RoomCardKey], coalesce: null);
        lane.Frame(new Operation.Topic(lane.RoomKey, IncidentCards.Topic(after)), needs: [lane.RoomKey], coalesce: "topic");
        foreach (var link in _handbook.Links.Take(MostLinks))
        {
            lane.Frame(new Operation.Bookmark(lane.RoomKey, link.Name, link.Url), needs: [lane.RoomKey], coalesce: null);
        }
    }

    private static string RoomName(Incident incident)
    {
        var title = Words.Slug(incident.Title, 60);
        var id = incident.Id.ToString().ToLowerInvariant();
        return title.Length == 0 ? id : $"{id}-{title}";
    }
}
