using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;
using IncidentBot.Core.Tests.Support;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Desk;

public sealed class CommandDeskTests
{
    private static readonly PlaceRef Room = new("slack", "C7");

    private readonly World _world = new World().With(An.Incident().Numbered(7).P1());

    [Fact]
    public async Task A_command_is_decided_saved_with_its_delivery_and_answered()
    {
        var delivery = Delivery();

        var answer = await _world.SayAsync("ack INC-7", Anna, delivery);

        Assert.Equal((AnswerKind.Done, "You acknowledged INC-7 and are commander. Next: Triage."), (answer.Kind, answer.Text));
        var change = Assert.Single(_world.Store.Saved);
        Assert.Equal((delivery, answer.Text), (change.Delivery, change.Reply?.Text));
        Assert.Equal(1, Assert.Single(change.Appends).ExpectedVersion);
    }

    [Fact]
    public async Task A_repeated_delivery_gets_its_first_answer_although_the_state_has_moved_on()
    {
        var delivery = Delivery();
        var first = await _world.SayAsync("ack INC-7", Anna, delivery);
        await _world.SayAsync("cancel INC-7 false alarm", Anna);
        var version = _world.Store.Incident(7).Version;

        var again = await _world.SayAsync("ack INC-7", Anna, delivery);

        Assert.Equal((first.Kind, first.Text, first.Incident, true), (again.Kind, again.Text, again.Incident, again.Repeated));
        Assert.Equal(version, _world.Store.Incident(7).Version);
    }

    [Fact]
    public async Task A_refusal_is_remembered_and_given_again_although_it_would_be_possible_now()
    {
        var delivery = Delivery();
        var refused = await _world.SayAsync("next INC-7", Anna, delivery);
        await _world.SayAsync("ack INC-7", Anna);

        var again = await _world.SayAsync("next INC-7", Anna, delivery);

        Assert.Equal(AnswerKind.Refused, refused.Kind);
        Assert.Equal(refused with { Repeated = true }, again);
        Assert.Equal("Triage", _world.Store.Incident(7).State);
    }

    [Fact]
    public async Task A_refusal_is_forgotten_after_ten_minutes()
    {
        var delivery = Delivery();
        await _world.SayAsync("next INC-7", Anna, delivery);
        await _world.SayAsync("ack INC-7", Anna);
        _world.Time.Advance(TimeSpan.FromMinutes(11));

        Assert.Equal(AnswerKind.Done, (await _world.SayAsync("next INC-7", Anna, delivery)).Kind);
    }

    [Theory]
    [InlineData("next INC-7")]
    [InlineData("resolve INC-7 x")]
    [InlineData("done INC-7 99")]
    [InlineData("note INC-7")]
    [InlineData("ack INC-8")]
    [InlineData("status INC-8")]
    [InlineData("status INC-7")]
    [InlineData("timeline INC-7")]
    [InlineData("list")]
    [InlineData("help")]
    [InlineData("help resolve")]
    [InlineData("")]
    [InlineData("kubernetes")]
    [InlineData("checkout is down")]
    [InlineData("staus INC-7")]
    [InlineData("ack")]
    public async Task Refusals_and_look_ups_save_nothing(string line)
    {
        var answer = await _world.SayAsync(line, Anna);

        Assert.Contains(answer.Kind, new[] { AnswerKind.Refused, AnswerKind.Shown });
        Assert.NotEmpty(answer.Text);
        Assert.True(answer.Kind != AnswerKind.Refused || answer.Hint is not null);
        Assert.Empty(_world.Store.Saved);
    }

    [Fact]
    public async Task An_acknowledgement_after_the_target_records_the_breach_first_although_no_timer_came_by()
    {
        _world.Jump(TimeSpan.FromMinutes(16));

        await _world.SayAsync("ack INC-7", Anna);

        var entries = _world.Store[new StreamId("INC-7")].Events;
        Assert.Equal(
            [typeof(Declared), typeof(Escalated), typeof(ClockAtRisk), typeof(ClockBreached), typeof(Acknowledged)],
            entries.Select(entry => entry.Event.GetType()).Where(type => type != typeof(UpdateWritten) && type != typeof(UpdatePublished) && type != typeof(ApprovalSought) && type != typeof(CardRenewed)).Take(5));
        Assert.All(entries.Skip(1).TakeWhile(entry => entry.Event is not Acknowledged), entry => Assert.True(entry.By.IsBot));
        Assert.Equal(Anna.Id, entries.Single(entry => entry.Event is Acknowledged).By.Id);
        Assert.DoesNotContain(_world.Store.Planned, timer => timer.Name.StartsWith("response.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_watch_that_is_over_is_over_although_no_timer_came_by()
    {
        var world = new World().With(An.Incident().Numbered(9).P1().AcknowledgedBy(Anna).Fixed().Done(10));
        world.Jump(TimeSpan.FromMinutes(16));

        Assert.Equal(AnswerKind.Done, (await world.SayAsync("resolve INC-9", Anna)).Kind);
        Assert.False(world.Store[new StreamId("INC-9")].Events.Select(entry => entry.Event).OfType<Resolved>().Single().Early);
    }

    [Fact]
    public async Task A_full_timeline_takes_nothing_but_what_leads_to_the_end()
    {
        var full = An.Incident().Numbered(8).P1().AcknowledgedBy(Anna);
        for (var i = 0; i < Incident.MaxEntries; i++)
        {
            full.With(new Noted("x"));
        }

        var world = new World().With(full);

        Assert.Contains("takes no more", (await world.SayAsync("note INC-8 one more", Nina)).Text, StringComparison.Ordinal);
        Assert.Contains("takes no more", (await world.SayAsync("title INC-8 another", Nina)).Text, StringComparison.Ordinal);
        Assert.Equal(AnswerKind.Done, (await world.SayAsync("fixed INC-8", Anna)).Kind);
    }

    [Theory]
    [InlineData("note INC-7 ")]
    [InlineData("resolve INC-7 ")]
    [InlineData("p1 ")]
    public async Task A_text_that_is_too_long_is_refused_whole_rather_than_cut(string before)
    {
        var answer = await _world.SayAsync(before + new string('x', 4001), Anna);

        Assert.Equal(AnswerKind.Refused, answer.Kind);
        Assert.Contains("Nothing was recorded", answer.Text, StringComparison.Ordinal);
        Assert.Empty(_world.Store.Saved);
    }

    [Theory]
    [InlineData("resolve INC-8")]
    [InlineData("status INC-8")]
    [InlineData("cancel INC-8 false alarm")]
    public async Task In_a_room_another_incidents_id_behind_the_verb_is_asked_about(string line)
    {
        _world.With(An.Incident().Numbered(8).P1()).WithRoom(Room, 7);
        var saved = _world.Store.Saved.Count;

        var answer = await _world.SayAsync(line, Anna, where: Room);

        Assert.Equal(AnswerKind.Refused, answer.Kind);
        Assert.Equal(saved, _world.Store.Saved.Count);
        Assert.Equal([line.Replace("INC-8", "INC-7", StringComparison.Ordinal), line], answer.Card!.Buttons.Select(button => button.Line));
    }

    [Fact]
    public async Task Somebody_who_cannot_be_looked_up_may_raise_the_alarm_and_the_timeline_says_so()
    {
        Assert.Equal(AnswerKind.Done, (await _world.SayAsync("note INC-7 help", Anna, membership: Membership.NotVerified)).Kind);
        Assert.Equal(AnswerKind.Done, (await _world.SayAsync("ack INC-7", Anna, membership: Membership.NotVerified)).Kind);
        Assert.Equal(AnswerKind.Done, (await _world.SayAsync("p2 slow", Anna, membership: Membership.NotVerified)).Kind);

        var refused = await _world.SayAsync("next INC-7", Anna, membership: Membership.NotVerified);

        Assert.Contains("cannot look up who you are", refused.Text, StringComparison.Ordinal);
        Assert.Contains(_world.Store[new StreamId("INC-7")].Events, entry => entry.By.Name == "Anna (not verified)");
    }

    [Theory]
    [InlineData(Membership.Guest)]
    [InlineData(Membership.Outsider)]
    [InlineData(Membership.NotVerified)]
    public async Task Only_the_team_sees_everybodys_numbers(Membership membership)
    {
        var answer = await _world.SayAsync("contacts", Nina, membership: membership);

        Assert.Equal((AnswerKind.Refused, null), (answer.Kind, answer.Card));
        Assert.DoesNotContain("+49", answer.Text + answer.Hint, StringComparison.Ordinal);
        Assert.Equal(AnswerKind.Shown, (await _world.SayAsync("contacts", Nina)).Kind);
        Assert.Equal(AnswerKind.Shown, (await _world.SayAsync("status INC-7", Nina, membership: membership)).Kind);
    }

    [Fact]
    public async Task Declaring_the_same_again_after_it_was_cancelled_is_a_new_incident()
    {
        await _world.SayAsync("p1 db down", Nina);
        await _world.SayAsync("cancel INC-1 wrong channel", Lena);

        Assert.Equal("INC-2", (await _world.SayAsync("p1 db down", Nina)).Incident?.ToString());
    }

    [Fact]
    public async Task A_conflict_with_another_instance_is_decided_again_on_what_is_true_now()
    {
        var once = true;
        _world.Store.InsteadOfSaving = _ =>
        {
            if (!once)
            {
                return null;
            }

            once = false;
            _world.Store.Add(An.Incident().Numbered(7).P1().AcknowledgedBy(Ben).History());
            return new CommitResult.Conflict();
        };

        var answer = await _world.SayAsync("ack INC-7", Anna);

        Assert.Equal("You are a responder of INC-7; Ben is commander.", answer.Text);
    }

    [Fact]
    public async Task Five_conflicts_in_a_row_are_an_answer_and_not_a_loop()
    {
        var tries = 0;
        _world.Store.InsteadOfSaving = _ =>
        {
            tries++;
            return new CommitResult.Conflict();
        };

        var answer = await _world.SayAsync("ack INC-7", Anna);

        Assert.Equal((AnswerKind.NotSaved, 5), (answer.Kind, tries));
        Assert.NotNull(answer.Hint);
    }

    [Theory]
    [InlineData("ack INC-7")]
    [InlineData("p1 database is down")]
    public async Task What_was_not_saved_says_so_and_the_same_delivery_may_come_again(string line)
    {
        var delivery = Delivery();
        _world.Store.InsteadOfSaving = _ => new CommitResult.NotSaved("Not saved: the disk is full.");
        var answer = await _world.SayAsync(line, Anna, delivery);
        _world.Store.InsteadOfSaving = null;

        Assert.Equal((AnswerKind.NotSaved, "Not saved: the disk is full."), (answer.Kind, answer.Text));
        var again = await _world.SayAsync(line, Anna, delivery);
        Assert.Equal((AnswerKind.Done, false), (again.Kind, again.Repeated));
    }

    [Fact]
    public async Task Without_an_id_nothing_is_guessed_and_the_open_ones_are_offered()
    {
        _world.With(An.Incident().Numbered(3).P3().Titled("typo")).With(An.Incident().Numbered(9).P1().Private());

        var answer = await _world.SayAsync("note the cache is full", Anna);

        Assert.Equal(AnswerKind.Refused, answer.Kind);
        Assert.Equal(["note INC-7 the cache is full", "note INC-3 the cache is full"], answer.Card!.Buttons.Select(button => button.Line));
        Assert.DoesNotContain("INC-9", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resolved_incident_can_be_picked_too_because_closing_is_still_to_come()
    {
        var world = new World().With(An.Incident().Numbered(7).P1().Resolved()).With(An.Incident().Numbered(8).P1().Closed()).With(An.Incident().Numbered(9).P3());

        Assert.Equal(["close INC-9", "close INC-7"], (await world.SayAsync("close", Anna)).Card!.Buttons.Select(button => button.Line));
    }

    [Fact]
    public async Task With_nothing_open_there_is_nothing_to_pick()
    {
        var answer = await new World().SayAsync("ack", Anna);

        Assert.Equal((AnswerKind.Refused, "No incident is listed as open."), (answer.Kind, answer.Text));
        Assert.Null(answer.Card);
    }

    [Fact]
    public async Task In_an_incidents_room_the_room_is_the_subject_and_another_id_is_text()
    {
        _world.WithRoom(Room, 7).With(An.Incident().Numbered(8).P2());
        var before = _world.Store.Incident(8).Version;

        await _world.SayAsync("note cache", Anna, where: Room);
        await _world.SayAsync("note INC-8 is the same", Anna, where: Room);
        await _world.SayAsync("INC-7 note id of our own", Anna, where: Room);

        Assert.Equal(["cache", "INC-8 is the same", "id of our own"], _world.Store[new StreamId("INC-7")].Events.Select(entry => entry.Event).OfType<Noted>().Select(note => note.Text));
        Assert.Equal(before, _world.Store.Incident(8).Version);
    }

    [Fact]
    public async Task A_button_names_its_incident_itself_wherever_it_is_pressed()
    {
        _world.WithRoom(Room, 7).With(An.Incident().Numbered(8).P2());

        var answer = await _world.SayAsync("ack INC-8", Anna, where: Room, press: true);

        Assert.Equal(new IncidentId(8), answer.Incident);
        Assert.NotNull(_world.Store.Incident(8).AcknowledgedAt);
        Assert.Null(_world.Store.Incident(7).AcknowledgedAt);
    }

    [Fact]
    public async Task An_unknown_first_word_with_more_words_offers_the_severities_with_the_text_as_title()
    {
        var answer = await _world.SayAsync("checkout is down", Nina);

        Assert.Equal(["p1 checkout is down", "p2 checkout is down", "p3 checkout is down"], answer.Card!.Buttons.Select(button => button.Line));
    }

    [Theory]
    [InlineData("test game day", "test p1 game day")]
    [InlineData("private matter", "private p1 matter")]
    [InlineData("new checkout is down", "p1 checkout is down")]
    public async Task A_missing_severity_is_asked_for_without_losing_what_was_said(string line, string button) =>
        Assert.Equal(button, (await _world.SayAsync(line, Nina)).Card!.Buttons[0].Line);

    [Fact]
    public async Task A_near_miss_offers_what_was_probably_meant_and_does_nothing_itself()
    {
        var answer = await _world.SayAsync("cancle INC-7 false alarm", Anna);

        Assert.Contains("Did you mean `cancel INC-7 false alarm`?", answer.Text, StringComparison.Ordinal);
        Assert.Equal("cancel INC-7 false alarm", Assert.Single(answer.Card!.Buttons).Line);
        Assert.True(_world.Store.Incident(7).IsOpen);
    }

    [Fact]
    public async Task Everything_the_menu_offers_can_be_said()
    {
        var menu = await _world.SayAsync("", Nina);

        Assert.All(menu.Card!.Buttons, button => Assert.IsNotType<Reading.Unknown>(CommandLine.Read(button.Line)));
    }

    [Fact]
    public async Task A_guest_may_comment_and_no_more()
    {
        Assert.Equal(AnswerKind.Done, (await _world.SayAsync("note INC-7 it is slow here too", Stranger, membership: Membership.Guest)).Kind);

        var refused = await _world.SayAsync("ack INC-7 working", Stranger, membership: Membership.Guest);

        Assert.Equal((AnswerKind.Refused, "Guests and people from other organisations can read and comment here."), (refused.Kind, refused.Text));
    }

    [Theory]
    [InlineData(Membership.Guest)]
    [InlineData(Membership.Outsider)]
    public async Task Who_may_only_comment_is_not_told_to_join(Membership membership)
    {
        var refused = await _world.SayAsync("next INC-7", Stranger, membership: membership);

        Assert.StartsWith("Guests and people from other organisations", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("join", refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bystander_is_told_how_to_become_a_responder()
    {
        await _world.SayAsync("ack INC-7", Anna);

        var refused = await _world.SayAsync("next INC-7", Nina);

        Assert.Equal("`next` is for the responders of INC-7.", refused.Text);
        Assert.Contains("`join INC-7`", refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_responder_is_sent_to_the_commander_and_after_ten_minutes_of_silence_breaks_the_glass()
    {
        await _world.SayAsync("ack INC-7", Anna);
        _world.Time.Advance(TimeSpan.FromMinutes(10));
        var refused = await _world.SayAsync("cancel INC-7 false alarm", Ben);
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        var asked = await _world.SayAsync("cancel INC-7 false alarm", Ben);
        var done = await _world.SayAsync(Assert.Single(asked.Card!.Buttons).Line, Ben, press: true);

        Assert.Equal("Only the commander (Anna) or the Lead (Lena) may `cancel` here.", refused.Text);
        Assert.Contains("has been silent for 10 minutes", asked.Text, StringComparison.Ordinal);
        Assert.Equal(AnswerKind.Done, done.Kind);
        Assert.Equal(
            [new GlassBroken("cancel"), new Cancelled("false alarm")],
            _world.Store[new StreamId("INC-7")].Events.Select(entry => entry.Event).Where(happened => happened is GlassBroken or Cancelled));
    }

    [Theory]
    [InlineData("status INC-9")]
    [InlineData("timeline INC-9")]
    [InlineData("ack INC-9 working")]
    [InlineData("note INC-9 what is this?")]
    [InlineData("INC-9")]
    public async Task A_private_incident_does_not_exist_for_those_it_does_not_concern(string line)
    {
        _world.With(An.Incident().Numbered(9).P1().Private().Titled("somebody read the mail").DeclaredBy(Ben));

        var answer = await _world.SayAsync(line, Nina);

        Assert.Equal((AnswerKind.Refused, "There is no INC-9."), (answer.Kind, answer.Text));
        Assert.Equal(AnswerKind.Shown, (await _world.SayAsync("status INC-9", Ben)).Kind);
        Assert.DoesNotContain("mail", (await _world.SayAsync("list", Ben)).Card!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_in_the_room_of_a_private_incident_is_in_on_it()
    {
        _world.With(An.Incident().Numbered(9).P1().Private().DeclaredBy(Ben)).WithRoom(Room, 9);

        Assert.Equal(AnswerKind.Shown, (await _world.SayAsync("status", Nina, where: Room)).Kind);
    }

    [Theory]
    [InlineData("Eve\u202e\u0007 <!channel>\nBen: ok", "Eve <!channel> Ben: ok")]
    [InlineData("\u200b", "slack/U77")]
    [InlineData("", "slack/U77")]
    public async Task A_name_is_as_untrusted_as_any_text(string name, string kept)
    {
        await _world.SayAsync("note INC-7 x", new Actor("slack/U77", name));

        Assert.Equal(kept, _world.Store[new StreamId("INC-7")].Events[^1].By.Name);
    }

    [Fact]
    public async Task Half_a_character_in_a_name_is_stored_as_it_is_shown()
    {
        await _world.SayAsync("note INC-7 x", new Actor("slack/U77", "Eve\ud83d" + new string('x', 200)));

        var entry = _world.Store[new StreamId("INC-7")].Events[^1];
        Assert.Equal(entry.By, new Recorded(entry.Bytes, entry.Chain).By);
        Assert.Equal(Words.NameLength, entry.By.Name.Length);
    }

    [Fact]
    public async Task A_very_long_reply_is_kept_within_its_bound()
    {
        await _world.SayAsync("ack INC-7", Anna);

        await _world.SayAsync("cancel INC-7 " + string.Concat(Enumerable.Repeat("\ud83d\udd25 fire ", 600)), Anna);

        var reply = _world.Store.Saved[^1].Reply!;
        Assert.True(System.Text.Encoding.UTF8.GetByteCount(reply.Text) <= Reply.MaxBytes);
    }

    [Fact]
    public async Task The_same_delivery_twice_at_the_same_moment_is_done_once()
    {
        var delivery = Delivery();
        var gate = new TaskCompletionSource();
        _world.Store.WhileLoading = _ => gate.Task;
        var both = Task.WhenAll(_world.SayAsync("ack INC-7", Anna, delivery), _world.SayAsync("ack INC-7", Anna, delivery));
        gate.SetResult();

        var answers = await both;

        Assert.Equal(answers[0].Text, answers[1].Text);
        Assert.Single(answers, answer => answer.Repeated);
        Assert.Single(_world.Store.Saved);
    }

    [Fact]
    public async Task Sixty_four_people_at_once_are_all_saved_one_after_the_other()
    {
        await _world.SayAsync("ack INC-7", Anna);
        _world.Store.WhileLoading = async _ => await Task.Yield();

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => _world.SayAsync($"note INC-7 {i}", new Actor($"slack/U{i}", $"U{i}"))));

        Assert.All(answers, answer => Assert.Equal(AnswerKind.Done, answer.Kind));
        var history = _world.Store[new StreamId("INC-7")];
        Assert.Equal(64, history.Events.Select(entry => entry.Event).OfType<Noted>().Select(note => note.Text).Distinct().Count());
        Assert.Equal(65, _world.Store.Saved.Count);
    }
}
