using System.Text;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;
using IncidentBot.Core.Tests.Support;
using IncidentBot.Core.Timers;
using IncidentBot.Core.Verbs;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Messages;

public sealed class AnnouncementsTests
{
    /// <summary>The whole table, as it is read in review: what happened → which rows leave.</summary>
    [Fact]
    public void These_are_all_the_rows_that_events_cause()
    {
        var table = new StringBuilder();
        foreach (var (title, rows) in Scenes())
        {
            table.Append($"{title}\n");
            foreach (var row in rows)
            {
                table.Append($"  {Line(row)}\n");
            }
        }

        Approved.Matches(table.ToString(), "announcements");
    }

    [Fact]
    public void Only_the_page_the_warning_and_the_breach_call_anybody()
    {
        var calling = Scenes().SelectMany(scene => scene.Rows).Where(row => Mentioned(row).Any()).ToList();

        Assert.All(calling.Where(row => row.Urgency != Urgency.Update && CardOf(row)?.Summary != "INC-7: still to do"), row => Assert.Contains(row.OnlyIf, new[] { Conditions.UnacknowledgedAs(Severity.P1), Conditions.UnacknowledgedAs(Severity.P2), Conditions.ResponseAtRisk, Conditions.Open, Conditions.NoCommander, Conditions.NothingPublic }));
        Assert.NotEmpty(calling);
    }

    [Fact]
    public void A_page_calls_the_primary_a_warning_both_on_call_a_breach_the_lead_and_the_ladder_whoever_is_next()
    {
        Assert.Equal(["anna"], Mentions(Declare(An.Incident().P1())));
        Assert.Equal(["anna", "ben"], Mentions(After(An.Incident().P1(), Actor.Bot, new ClockAtRisk(ClockKind.Response))));
        Assert.Equal(["lena"], Mentions(After(An.Incident().P1(), Actor.Bot, new ClockBreached(ClockKind.Response))));
        Assert.Equal(["ben"], Mentions(After(An.Incident().P1(), Actor.Bot, new Escalated(2, [Called.Secondary], null))));
        Assert.Equal(["paul"], Mentions(After(An.Incident().P1(), Actor.Bot, new Escalated(4, [Called.List], null))));
        Assert.Equal(["lena"], Mentions(After(An.Incident().P1().Says("decline", Ben), Actor.Bot, new Escalated(4, [Called.Secondary], null))));
    }

    [Fact]
    public void A_rung_whose_person_was_paged_minutes_ago_wakes_nobody_and_says_when_they_were_called()
    {
        var paged = An.Incident().P1().After(3).Says("page @ben", Tom);
        var rung = Assert.IsType<Escalated>(Assert.Single(TimerPlan.Fire(TimerPlan.Climb, paged.Build(), Noon.AddMinutes(5))));

        var row = Assert.Single(AfterAt(paged, Noon.AddMinutes(5), rung), row => row.Urgency == Urgency.Escalation);

        Assert.Empty(Mentioned(row));
        Assert.Contains("Ben was called 12:03 already.", CardOf(row)!.Lines());
        Assert.Contains("Next call 12:10.", CardOf(row)!.Lines());
        Assert.DoesNotContain(AfterAt(paged, Noon.AddMinutes(5), rung), row => row.Operation is Operation.Invite);
    }

    [Fact]
    public void At_15_minutes_and_from_then_on_the_whole_list_is_called_whoever_was_paged_before()
    {
        var paged = An.Incident().P1().With(new Escalated(3, [Called.Lead], null)).After(14).Says("page @paul", Tom);
        var rung = Assert.IsType<Escalated>(Assert.Single(TimerPlan.Fire(TimerPlan.Climb, paged.Build(), Noon.AddMinutes(15))));

        Assert.Equal(["paul"], Mentions(AfterAt(paged, Noon.AddMinutes(15), rung)));
    }

    [Fact]
    public void The_lead_who_was_paged_minutes_ago_is_not_paged_for_a_commander_too()
    {
        var past = An.Incident().P1().AcknowledgedBy(Anna).Says("lead pass", Anna).Says("page lead", Anna);

        Assert.Empty(Mentions(AfterAt(past, Noon.AddMinutes(7), new CommanderSought(Lead: true))));
        Assert.Equal(["lena"], Mentions(AfterAt(past, Noon.AddMinutes(12), new CommanderSought(Lead: true))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_comes_late_together_every_message_of_every_chat_has_an_id_of_its_own(int chats)
    {
        var writer = new World().Writer;
        foreach (var past in new[] { An.Incident().P1(), An.Incident().P1().AcknowledgedBy(Anna), An.Incident().P1().AcknowledgedBy(Anna).Fixed(), An.Incident().P2(), An.Incident().P1().AcknowledgedBy(Anna).Says("lead pass", Anna), An.Incident().P2().AcknowledgedBy(Anna).Says("pause waiting", Anna) })
        {
            past.In([.. new[] { "slack", "teams", "third" }.Take(chats)]);
            for (var minutes = 5; minutes < 300; minutes += 7)
            {
                foreach (var said in new IEvent[][] { [], [new Noted("back again")], [new CauseNamed("a deploy"), new Noted("found it")] })
                {
                    var rows = writer.Append(past.History(), past.Build(), said, Anna, Noon.AddMinutes(minutes)).Outbox;
                    Assert.Equal(rows.Count, rows.Select(row => row.Id).Distinct().Count());
                }
            }
        }
    }

    [Fact]
    public void A_drill_calls_nobody_at_all()
    {
        var drill = An.Incident().P1().Drill();

        Assert.Empty(Mentions(Declare(drill)));
        Assert.Empty(Mentions(After(drill, Actor.Bot, new ClockAtRisk(ClockKind.Response))));
        Assert.Empty(Mentions(After(drill, Actor.Bot, new ClockBreached(ClockKind.Response))));
        Assert.DoesNotContain(Declare(drill), row => row.Operation is Operation.Invite invite && invite.People.Contains("anna"));
    }

    [Fact]
    public void The_primary_of_a_P2_is_asked_and_not_paged()
    {
        var row = Assert.Single(Declare(An.Incident().P2()), row => Mentioned(row).Any());

        Assert.Equal((Urgency.Reminder, Repeat.Never), (row.Urgency, row.Repeat));
        Assert.Equal(["anna"], Mentioned(row));
        Assert.DoesNotContain("Page", CardOf(row)!.Title, StringComparison.Ordinal);
        Assert.Contains(CardOf(row)!.Lines(), line => line == "If nobody does, a call goes out 12:15.");
    }

    [Fact]
    public void An_empty_rota_pages_the_lead_and_the_P1_list()
    {
        var people = People();
        people.Primary = null;
        people.Secondary = null;
        var rows = new Announcements(Core.Roster.PeopleRoster.From(people)).For(null, An.Incident().P1().Build(), An.Incident().P1().History().Events, 1);

        Assert.Equal(["lena", "paul"], Mentions(rows.Where(row => row.Urgency == Urgency.Page)));
    }

    [Fact]
    public void The_lead_hears_once_that_somebody_is_on_a_P1_and_is_not_paged_for_it()
    {
        var told = Assert.Single(Say(An.Incident().P1(), "ack", Anna), row => Mentioned(row).Any());

        Assert.Equal((Urgency.Update, "lena"), (told.Urgency, Mentioned(told).Single()));
        Assert.Contains("lena", Mentions(DeclareAcknowledged()));
        Assert.Empty(Mentions(Say(An.Incident().P1().AcknowledgedBy(Anna), "ack", Ben)));
        Assert.Empty(Mentions(Say(An.Incident().P1(), "ack", Lena)));
        Assert.Empty(Mentions(Say(An.Incident().P2(), "ack", Anna)));
        Assert.Empty(Mentions(Say(An.Incident().P1().Drill(), "ack", Anna)));
        Assert.Contains("lena", Mentions(Say(An.Incident().P2().AcknowledgedBy(Anna), "severity p1 worse", Anna)));
    }

    [Theory]
    [InlineData("2026-03-02T12:00:00Z", "lena")]
    [InlineData("2026-03-02T03:00:00Z", "")]
    [InlineData("2026-03-01T12:00:00Z", "")]
    public void At_night_and_on_a_day_off_a_P2_leaves_the_lead_in_peace(string at, string called)
    {
        var now = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(called, string.Join(' ', Mentions(AfterAt(An.Incident().P2(), now, new ClockBreached(ClockKind.Response)))));
        Assert.Equal(called, string.Join(' ', Mentions(AfterAt(An.Incident().P2().AcknowledgedBy(Ben), now, new ClockBreached(ClockKind.Resolution)))));
        Assert.Equal(called.Length > 0 ? "ben lena" : "ben", string.Join(' ', Mentions(AfterAt(An.Incident().P2().AcknowledgedBy(Ben), now, new Escalated(1, [Called.Secondary, Called.Lead], "x")))));
        Assert.Equal(called.Length > 0 ? "lena" : "anna ben", string.Join(' ', Mentions(AfterAt(An.Incident().P2().AcknowledgedBy(Ben), now, new CommanderSought(Lead: true)))));
        Assert.Equal("lena", string.Join(' ', Mentions(AfterAt(An.Incident().P1(), now, new ClockBreached(ClockKind.Response)))));
    }

    [Fact]
    public void A_breach_that_leaves_the_lead_in_peace_names_who_is_on_call_with_their_numbers_and_calls_nobody()
    {
        var rows = AfterAt(An.Incident().P2(), Noon.AddHours(-9), new ClockBreached(ClockKind.Response));

        Assert.Empty(Mentions(rows));
        Assert.Contains(rows.Select(CardOf).OfType<Card>().SelectMany(card => card.Lines()), line => line.StartsWith("On call: Anna, Ben. Whoever reads this can acknowledge. Call Anna tel:+49 30 111.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_text_to_be_sent_by_hand_is_somebodys_also_where_nobody_commands()
    {
        var rows = After(An.Incident().P1().AcknowledgedBy(Anna).Says("lead pass", Anna), Actor.Bot, new UpdateWritten(1, Audience.Stakeholders, "facts"), new UpdatePublished(1, Task: 15));

        Assert.Contains(rows.Select(CardOf).OfType<Card>().SelectMany(card => card.Lines()), line => line.StartsWith("Lena: nothing is connected", StringComparison.Ordinal));
        Assert.Empty(Mentions(rows));
    }

    [Fact]
    public void That_a_card_was_drawn_anew_is_no_words_in_the_room() =>
        Assert.Equal("INC-7: Anna is commander", Assert.Single(After(An.Incident().P1().AcknowledgedBy(Anna), Anna, new CommanderNamed("anna", "Anna"), new CardRenewed()).Select(CardOf).OfType<Card>()).Title);

    [Fact]
    public void The_fifth_message_of_an_hour_that_would_call_somebody_only_names_them_and_a_page_calls_all_the_same()
    {
        var busy = An.Incident().P1().AcknowledgedBy(Anna).With(new Nagged([NagKind.Update])).With(new ClockAtRisk(ClockKind.Resolution), Nina).With(new ApprovalSought(3), Nina);

        Assert.Equal(["ben"], Mentions(Say(An.Incident().P1().AcknowledgedBy(Anna), "handover @ben", Anna)));
        Assert.Empty(Mentions(Say(busy, "handover @ben", Anna)));
        Assert.Contains(Say(busy, "handover @ben", Anna).Select(CardOf).OfType<Card>().SelectMany(card => card.Lines()), line => line.StartsWith("Ben: Anna commands", StringComparison.Ordinal));
        Assert.Equal(["tom"], Mentions(Say(busy, "page @tom", Anna)));
    }

    [Fact]
    public void Every_page_says_that_nobody_was_phoned_and_how_to_reach_them()
    {
        IEnumerable<OutboxRow> pages =
        [
            .. Declare(An.Incident().P1()),
            .. After(An.Incident().P1(), Actor.Bot, new Escalated(3, [Called.Lead], null)),
            .. After(An.Incident().P1(), Actor.Bot, new Escalated(6, [Called.List], null)),
            .. After(An.Incident().P2(), Actor.Bot, new Escalated(2, [Called.Primary], null)),
            .. Say(An.Incident().P1().AcknowledgedBy(Anna), "page @tom", Anna),
            .. After(An.Incident().P1().AcknowledgedBy(Anna).Says("lead pass", Anna), Actor.Bot, new CommanderSought(Lead: true)),
        ];
        var cards = pages.Where(row => row.Urgency <= Urgency.Escalation).Select(CardOf).OfType<Card>().ToList();

        Assert.Equal(6, cards.Count);
        Assert.All(cards, card => Assert.Contains(card.Lines(), line => line.Contains("Chat only: nobody was phoned.", StringComparison.Ordinal) && line.Contains("Hotline tel:+49 30 999", StringComparison.Ordinal)));
        Assert.Contains(cards[0].Lines(), line => line.Contains("Call Anna tel:+49 30 111", StringComparison.Ordinal));
    }

    [Fact]
    public void Eighty_percent_go_to_the_commander_only_and_a_breach_once_to_the_room_and_the_lead()
    {
        var worked = An.Incident().P1().AcknowledgedBy(Anna);

        Assert.Equal(["anna"], Mentions(After(worked, Actor.Bot, new ClockAtRisk(ClockKind.Resolution))));
        var breach = Assert.Single(After(worked, Actor.Bot, new ClockBreached(ClockKind.Resolution)), row => row.Operation is Operation.Post);
        Assert.Equal((Keys.Room(new StreamId("INC-7"), "slack"), "lena"), (((Operation.Post)breach.Operation).Place, Mentioned(breach).Single()));
        Assert.Empty(worked.With(new ClockBreached(ClockKind.Resolution)).Build() is { } told ? Core.Timers.TimerPlan.For(told).Where(timer => timer.Name == Core.Timers.TimerPlan.ResolutionBreach) : []);
    }

    [Fact]
    public void A_raise_pages_who_is_on_call_and_not_in_on_it_yet()
    {
        Assert.Equal(["anna"], Mentions(Say(An.Incident().P2().AcknowledgedBy(Ben), "severity p1 worse", Ben).Where(row => row.Urgency == Urgency.Page)));
        Assert.Empty(Mentions(Say(An.Incident().P2().AcknowledgedBy(Anna), "severity p1 worse", Ben).Where(row => row.Urgency == Urgency.Page)));
        Assert.Equal(["anna"], Mentions(Say(An.Incident().P2(), "severity p1 worse", Ben).Where(row => row.Urgency == Urgency.Page)));
        Assert.Empty(Mentions(Say(An.Incident().P4(), "severity p3 worse", Ben)));
    }

    [Fact]
    public void A_change_of_severity_is_told_in_the_room_and_on_the_card_of_every_chat()
    {
        var rows = Say(An.Incident().P1().In("slack", "teams").AcknowledgedBy(Anna), "severity p2 better", Anna);

        foreach (var chat in new[] { "slack", "teams" })
        {
            Assert.Contains(rows, row => row.Target == chat && CardOf(row)?.Title.Contains("Anna lowered it from P1 to P2: better", StringComparison.Ordinal) == true);
            Assert.Contains(rows, row => row.Target == chat && row.Operation is Operation.Edit { Body: Body.Live { View: Views.Announcement } });
        }
    }

    [Fact]
    public void What_began_in_a_thread_and_is_raised_gets_a_room_before_anything_else_is_said()
    {
        var rows = Say(An.Incident().P3().AcknowledgedBy(Ben), "severity p2 worse", Ben);
        var room = rows.Where(row => row.Lane.EndsWith("/room", StringComparison.Ordinal)).ToList();

        var open = Assert.IsType<Operation.OpenRoom>(room[0].Operation);
        Assert.Equal((null, Keys.Message(new StreamId("INC-7"), "card", "slack"), Keys.Room(new StreamId("INC-7"), "slack")), (open.ThreadOf, open.ElseThreadOf, open.From));
        Assert.Equal(Keys.RaisedRoomCard(new StreamId("INC-7"), "slack"), Assert.IsType<Operation.Post>(room[1].Operation).Key);
        Assert.Equal(["ben", "anna"], Assert.IsType<Operation.Invite>(room[2].Operation).People.Where(person => person is "anna" or "ben").OrderDescending());
        Assert.All(room.Skip(3), row => Assert.True(row.Operation is not Operation.Post post || post.Place == open.Key));
        Assert.Contains(room, row => CardOf(row)?.Title.Contains("Ben raised it from P3 to P2: worse", StringComparison.Ordinal) == true);
        Assert.Equal(["Pin", "Topic"], rows.Where(row => row.Lane.EndsWith("/frame", StringComparison.Ordinal)).Select(row => row.Operation.GetType().Name));
    }

    [Fact]
    public void What_has_a_room_of_its_own_gets_no_second_one()
    {
        var raised = An.Incident().P3().AcknowledgedBy(Ben).Says("severity p2 worse", Ben);

        Assert.DoesNotContain(Say(raised, "severity p1 worse still", Ben), IsRoom);
        Assert.DoesNotContain(Say(raised.Says("severity p3 better", Lena), "severity p2 worse", Ben), IsRoom);
        Assert.DoesNotContain(Say(An.Incident().P2().AcknowledgedBy(Ben), "severity p1 worse", Ben), IsRoom);
        Assert.DoesNotContain(Say(An.Incident().P3().Private().AcknowledgedBy(Ben), "severity p2 worse", Ben), IsRoom);
        Assert.DoesNotContain(Say(An.Incident().P4(), "severity p3 worse", Ben), IsRoom);
        Assert.Contains(Say(An.Incident().P4(), "severity p1 worse", Ben), IsRoom);

        static bool IsRoom(OutboxRow row) => row.Operation is Operation.OpenRoom;
    }

    [Fact]
    public void The_thread_is_told_where_it_goes_on_when_the_room_is_there_and_only_in_that_chat()
    {
        var rows = After(An.Incident().P3().In("slack", "teams").AcknowledgedBy(Ben).Says("severity p2 worse", Ben), Actor.Bot, new RoomOpened("slack", "C7", "inc-7-checkout", FromThread: true));

        var told = rows.Where(row => row.Lane == "slack:INC-7/thread").ToList();
        Assert.Equal([Keys.Room(new StreamId("INC-7"), "slack"), Keys.RoomCard(new StreamId("INC-7"), "slack")], told.SelectMany(row => row.Needs));
        Assert.Contains("goes on in #inc-7-checkout", ((Body.Fixed)Assert.IsType<Operation.Post>(told[0].Operation).Body).Card.Title, StringComparison.Ordinal);
        Assert.IsType<Operation.Edit>(told[1].Operation);
        Assert.DoesNotContain(rows, row => row.Lane.EndsWith("teams:INC-7/thread", StringComparison.Ordinal));
    }

    [Fact]
    public void A_posted_update_names_the_time_of_the_next()
    {
        var told = Say(An.Incident().P1().AcknowledgedBy(Anna), "update the queue drains", Anna).Select(CardOf).OfType<Card>().Single();

        Assert.Contains("Next update 12:35.", told.Lines());
    }

    [Fact]
    public void A_private_incident_never_touches_the_announcement_channel()
    {
        var hidden = An.Incident().P1().Private();
        IEnumerable<OutboxRow> rows =
        [
            .. Declare(hidden),
            .. Declare(An.Incident().P3().Private()),
            .. Say(hidden, "ack", Anna),
            .. Say(hidden.AcknowledgedBy(Anna), "cancel x", Anna),
            .. After(hidden, Actor.Bot, new DeliveryFailed("slack", "x", "y", "z")),
        ];

        Assert.All(rows, row =>
        {
            Assert.NotEqual(Keys.Announcements("slack"), (row.Operation as Operation.Post)?.Place);
            Assert.DoesNotContain("card@", row.Operation.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(row.Needs, need => need.Contains("/card@", StringComparison.Ordinal));
        });
        Assert.All(rows.Select(row => row.Operation).OfType<Operation.OpenRoom>(), room => Assert.True(room.Private && room.ThreadOf is null));
    }

    [Fact]
    public void Openings_pages_and_breaches_may_repeat_and_nothing_else_does() =>
        Assert.All(Scenes().SelectMany(scene => scene.Rows), row => Assert.Equal(
            row.Urgency is Urgency.Page or Urgency.Escalation && row.Operation is not Operation.Invite,
            row.Repeat == Repeat.MayRepeat));

    [Fact]
    public void Row_ids_are_made_of_stream_version_and_position_and_are_the_same_every_time()
    {
        var first = Declare(An.Incident().P1().In("slack", "teams")).Select(row => row.Id.Value).ToList();

        Assert.Equal(first, Declare(An.Incident().P1().In("slack", "teams")).Select(row => row.Id.Value));
        Assert.Equal(first.Distinct(), first);
        Assert.Equal("INC-7/1/0", first[0]);
        Assert.StartsWith("INC-7/2/", Say(An.Incident().P1(), "title y", Anna)[0].Id.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_topic_changes_only_with_what_it_says_and_never_holds_up_a_message()
    {
        var acknowledged = Say(An.Incident().P1(), "ack", Anna);

        Assert.Equal("INC-7 · P1 · checkout is down · Open · commander: Anna", Assert.Single(acknowledged.Select(row => row.Operation).OfType<Operation.Topic>()).Text);
        Assert.DoesNotContain(Say(An.Incident().P1().AcknowledgedBy(Anna), "next", Anna), row => row.Operation is Operation.Topic);
        Assert.DoesNotContain(Declare(An.Incident().P3()), row => row.Operation is Operation.Topic or Operation.Pin);
        Assert.All(
            Scenes().SelectMany(scene => scene.Rows).Where(row => row.Operation is Operation.Topic or Operation.Pin),
            row => Assert.EndsWith("/frame", row.Lane, StringComparison.Ordinal));
    }

    [Fact]
    public void The_rooms_of_what_is_long_over_are_archived() =>
        Assert.Equal(new Operation.Archive(Keys.Room(new StreamId("INC-7"), "slack")), Assert.Single(After(An.Incident().P1().Closed(), Actor.Bot, new RoomsRetired())).Operation);

    [Fact]
    public void Links_of_the_settings_are_bookmarks_of_a_room_and_at_most_five()
    {
        var past = An.Incident().P1();
        var links = Enumerable.Range(1, 7).Select(number => new Core.Playbooks.Link($"link {number}", $"https://example.org/{number}"));

        var rows = new Announcements(Some.Roster, new Core.Playbooks.Handbook([], links)).For(null, past.Build(), past.History().Events, 1);

        Assert.Equal([1, 2, 3, 4, 5], rows.Select(row => row.Operation).OfType<Operation.Bookmark>().Select(link => int.Parse(link.Title[^1..])));
    }

    [Fact]
    public void A_topic_fits_every_chat() =>
        Assert.True(IncidentCards.Topic(An.Incident().P1().Drill().Titled(new string('t', 300)).Build()).Length <= 250);

    [Fact]
    public void Every_chat_the_incident_lives_in_gets_the_same_in_lanes_of_its_own()
    {
        var rows = Say(An.Incident().P1().In("slack", "teams"), "ack", Anna);

        Assert.Equal(
            rows.Where(row => row.Target == "slack").Select(row => row.Lane.Replace("slack:", "teams:", StringComparison.Ordinal)),
            rows.Where(row => row.Target == "teams").Select(row => row.Lane));
        Assert.Empty(Say(An.Incident().P1().In(), "ack", Anna));
    }

    [Fact]
    public void Three_facts_that_belong_together_are_one_message() =>
        Assert.Single(Say(An.Incident().P1(), "ack", Anna), row => row.Operation is Operation.Post);

    [Fact]
    public void Text_from_people_is_never_a_mention()
    {
        var rows = Declare(An.Incident().P4().Titled("<!channel> @anna <@U1>"));

        Assert.Empty(Mentions(rows));
        Assert.Equal("inc-7-channel-anna-u1", rows.Select(row => row.Operation).OfType<Operation.OpenRoom>().Single().Name);
    }

    private static IEnumerable<(string Title, IReadOnlyList<OutboxRow> Rows)> Scenes()
    {
        yield return ("a P1 is declared", Declare(An.Incident().P1()));
        yield return ("a P1 is declared by somebody on call", DeclareAcknowledged());
        yield return ("a P2 is declared", Declare(An.Incident().P2()));
        yield return ("a P3 is declared", Declare(An.Incident().P3()));
        yield return ("a P4 is declared", Declare(An.Incident().P4()));
        yield return ("a drill is declared", Declare(An.Incident().P1().Drill()));
        yield return ("a private P1 is declared", Declare(An.Incident().P1().Private()));
        yield return ("80 % of the response target is used", After(An.Incident().P1(), Actor.Bot, new ClockAtRisk(ClockKind.Response)));
        yield return ("the response target has passed", After(An.Incident().P1(), Actor.Bot, new ClockBreached(ClockKind.Response)));
        yield return ("the ladder is climbed", After(An.Incident().P1(), Actor.Bot, new Escalated(2, [Called.Secondary], null)));
        yield return ("the rung that falls on the deadline", After(An.Incident().P1(), Actor.Bot, new Escalated(4, [Called.List], null), new ClockBreached(ClockKind.Response)));
        yield return ("somebody declines", Say(An.Incident().P1(), "decline", Anna));
        yield return ("somebody is called by name", Say(An.Incident().P1().AcknowledgedBy(Anna), "page @tom", Anna));
        yield return ("80 % of the time to resolve is used", After(An.Incident().P1().AcknowledgedBy(Anna), Actor.Bot, new ClockAtRisk(ClockKind.Resolution)));
        yield return ("the resolution target has passed", After(An.Incident().P1().AcknowledgedBy(Anna), Actor.Bot, new ClockBreached(ClockKind.Resolution)));
        yield return ("the resolution target has passed during the watch", After(An.Incident().P1().Fixed(), Actor.Bot, new ClockBreached(ClockKind.Resolution)));
        yield return ("the resolution clock is paused", Say(An.Incident().P1().AcknowledgedBy(Anna), "pause x", Anna));
        yield return ("somebody wants the command", Say(An.Incident().P1().AcknowledgedBy(Anna), "lead", Ben));
        yield return ("the command is offered", Say(An.Incident().P1().AcknowledgedBy(Anna), "handover @ben", Anna));
        yield return ("nobody commands", After(An.Incident().P1().AcknowledgedBy(Anna).Says("lead pass", Anna), Actor.Bot, new CommanderSought(Lead: true)));
        yield return ("an update is due", After(An.Incident().P1().AcknowledgedBy(Anna), Actor.Bot, new Nagged([NagKind.Update])));
        yield return ("an update is written", Say(An.Incident().P1().AcknowledgedBy(Anna), "update x", Anna));
        yield return ("a public update is drafted", Say(An.Incident().P1().AcknowledgedBy(Anna), "update public: x", Anna));
        yield return ("a public update is published", Say(An.Incident().P1().AcknowledgedBy(Anna).Says("update public: x", Anna), "publish", Anna));
        yield return ("it is raised to a P1", Say(An.Incident().P2().AcknowledgedBy(Ben), "severity p1 worse", Ben));
        yield return ("a P3 is raised to a P2", Say(An.Incident().P3().AcknowledgedBy(Ben), "severity p2 worse", Ben));
        yield return ("the room of what was raised is there", After(An.Incident().P3().AcknowledgedBy(Ben).Says("severity p2 worse", Ben), Actor.Bot, new RoomOpened("slack", "C7", "inc-7-checkout", FromThread: true)));
        yield return ("it is lowered", Say(An.Incident().P1().AcknowledgedBy(Anna), "severity p2 better", Anna));
        yield return ("somebody acknowledges", Say(An.Incident().P1(), "ack", Anna));
        yield return ("a note", Say(An.Incident().P1(), "note x", Anna));
        yield return ("a new title", Say(An.Incident().P1(), "title y", Anna));
        yield return ("a task is ticked", Say(An.Incident().P1(), "done 3", Anna));
        yield return ("the next step", Say(An.Incident().P1().AcknowledgedBy(Anna), "next", Anna));
        yield return ("the fix is in", Say(An.Incident().P1().AcknowledgedBy(Anna), "fixed", Anna));
        yield return ("the watch has ended", After(An.Incident().P1().Fixed(), Actor.Bot, new WatchCompleted()));
        yield return ("it is resolved", Say(An.Incident().P1().Fixed(), "resolve x", Anna));
        yield return ("it is reopened", Say(An.Incident().P1().Resolved(), "reopen x", Anna));
        yield return ("it is cancelled", Say(An.Incident().P1(), "cancel x", Anna));
        yield return ("it is closed", Say(An.Incident().P1().Resolved(), "close x", Anna));
        yield return ("a public text is offered", After(An.Incident().P1().AcknowledgedBy(Anna), Actor.Bot, new UpdateWritten(1, Audience.Public, "we are investigating", PublicStage.Investigating)));
        yield return ("nobody approves it", After(An.Incident().P1().AcknowledgedBy(Anna).With(new UpdateWritten(1, Audience.Public, "we are investigating", PublicStage.Investigating)), Actor.Bot, new ApprovalSought(3)));
        yield return ("the stakeholders get the facts", After(An.Incident().P1().AcknowledgedBy(Anna), Actor.Bot, new UpdateWritten(1, Audience.Stakeholders, "facts"), new UpdatePublished(1, Task: 15)));
        yield return ("somebody is given the post-mortem", Say(An.Incident().P1().Resolved(), "pm owner @ben", Anna));
        yield return ("the post-mortem is shared", Say(An.Incident().P1().Resolved(), "pm share nothing to do", Anna));
        yield return ("an action item is agreed on", Say(An.Incident().P1().Resolved(), "action add @ben due friday x", Anna));
        yield return ("the write-up, an overdue action and the public status are called for", After(Owing(), Actor.Bot, new FollowedUp(WriteUp: true, [1], PublicStatus: true)));
        yield return ("it is merged into another", After(An.Incident().P1().AcknowledgedBy(Anna), Anna, new Merged("INC-3")));
        yield return ("another one is merged into it", After(An.Incident().P1().AcknowledgedBy(Anna), Anna, new MergedIn("INC-8", "nobody can pay", ["ben"], ["Ben"])));
        yield return ("its room is open", After(An.Incident().P1(), Actor.Bot, new RoomOpened("slack", "C7", "inc-7")));
        yield return ("a message to slack died, told in teams", After(An.Incident().P1().In("slack", "teams"), Actor.Bot, new DeliveryFailed("slack", "x", "y", "z")));
    }

    private static IncidentBuilder Owing() =>
        An.Incident().P1().AcknowledgedBy(Anna).Says("update public: x", Anna).Says("publish 1", Anna).Resolved().With(new ActionAdded(1, "ben", "Ben", null, new DateOnly(2026, 3, 1), "add an alert", null), Anna);

    private static IReadOnlyList<OutboxRow> Declare(IncidentBuilder past) => Rows(null, past.Build(), past.History().Events, 1);

    private static IReadOnlyList<OutboxRow> DeclareAcknowledged()
    {
        var history = An.Incident().P1().DeclaredBy(Anna).AcknowledgedBy(Anna).History();
        return Rows(null, Incident.Fold(history), history.Events, 1);
    }

    private static IReadOnlyList<OutboxRow> Say(IncidentBuilder past, string line, Actor who)
    {
        var call = (Reading.Call)CommandLine.Read(line);
        return After(past, who, [.. ((IncidentVerb)call.Verb).Decide(past.Build(), new VerbCall(who, call.Text, Noon + TimeSpan.FromMinutes(10), Some.Roster, ProcedureBook.Default())).Events]);
    }

    private static IReadOnlyList<OutboxRow> After(IncidentBuilder past, Actor by, params IEvent[] events) => AfterAt(past, Noon + TimeSpan.FromMinutes(15), by, events);

    private static IReadOnlyList<OutboxRow> AfterAt(IncidentBuilder past, DateTimeOffset at, params IEvent[] events) => AfterAt(past, at, Actor.Bot, events);

    private static IReadOnlyList<OutboxRow> AfterAt(IncidentBuilder past, DateTimeOffset at, Actor by, IEvent[] events)
    {
        var history = past.History();
        var entries = new List<Recorded>();
        foreach (var happened in events)
        {
            entries.Add(Recorded.Of(happened, by, at, entries.Count == 0 ? history.Head : entries[^1].Chain));
        }

        var before = Incident.Fold(history);
        var after = entries.Aggregate(before, (incident, entry) => incident.Evolve(entry.Event, entry.By, entry.At));
        return Rows(before, after, entries, history.Version + 1);
    }

    private static IReadOnlyList<OutboxRow> Rows(Incident? before, Incident after, IReadOnlyList<Recorded> entries, long version) => new Announcements(Some.Roster).For(before, after, entries, version);

    private static string Line(OutboxRow row)
    {
        var parts = new List<string> { row.Lane, row.Urgency.ToString(), What(row.Operation) };
        parts.AddRange(row.Needs.Select(need => $"needs {need}"));
        parts.AddRange(new[] { row.Coalesce is { } key ? $"replaces {key}" : null, row.OnlyIf is { } condition ? $"only if {condition}" : null, row.Repeat == Repeat.MayRepeat ? "may repeat" : null }.OfType<string>());
        parts.Add($"gives up after {(row.GiveUpAt - row.At).TotalHours} h");
        return string.Join(" | ", parts);
    }

    private static string What(Operation operation) => operation switch
    {
        Operation.Post post => $"post {What(post.Body)} in {post.Place}",
        Operation.Edit edit => $"edit {What(edit.Body)}",
        Operation.OpenRoom room => $"open {(room.Private ? "private " : "")}room {room.Name}{(room.ThreadOf is { } card ? $" as thread of {card}" : room.ElseThreadOf is { } other ? $", else as thread of {other}" : "")}",
        Operation.Pin pin => $"pin {pin.Key}",
        Operation.Topic topic => $"topic \"{topic.Text}\"",
        Operation.Invite invite => $"invite {string.Join(", ", invite.People)}",
        _ => operation.ToString(),
    };

    private static string What(Body body) => body switch
    {
        Body.Live live => $"the {live.View} card",
        Body.Fixed said => $"\"{said.Card.Title}\"{(Calls.Of(said.Card) is { Count: > 0 } called ? $" calling {string.Join(", ", called)}" : "")}",
        _ => body.ToString()!,
    };

    private static Card? CardOf(OutboxRow row) => ((row.Operation as Operation.Post)?.Body as Body.Fixed)?.Card;

    private static IEnumerable<string> Mentioned(OutboxRow row) => Calls.Of(row);

    private static IEnumerable<string> Mentions(IEnumerable<OutboxRow> rows) => rows.SelectMany(Mentioned);
}
