using IncidentBot.Core.Actions;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;
using IncidentBot.Core.Tests.Support;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Forms;

/// <summary>What asks for words first, and what a filled form does: nothing that a typed line could not.</summary>
public sealed class FormsTests
{
    private readonly World _world = new World().With(An.Incident().Numbered(7).P1().AcknowledgedBy(Anna));

    [Theory]
    [InlineData("")]
    [InlineData("new")]
    [InlineData("declare")]
    public async Task Declaring_without_a_word_asks_what_is_wrong_and_how_bad(string line)
    {
        var form = await AskAsync(line);

        Assert.Equal(["title", "details", "severity", "kind"], form!.Fields.Select(field => field.Id));
        Assert.Empty(_world.Store.Saved);

        var answer = await FillAsync(form, ("title", "checkout is down"), ("severity", "p2"), ("kind", "real"));

        Assert.Equal((AnswerKind.Done, "INC-1"), (answer.Kind, answer.Incident.ToString()));
        var declared = _world.Store.Incident(1);
        Assert.Equal((Severity.P2, "checkout is down", false, false), (declared.Severity, declared.Title, declared.Drill, declared.Private));
    }

    [Fact]
    public async Task What_else_is_known_becomes_the_first_note_of_what_is_declared()
    {
        await _world.SayAsync("p3 checkout is odd", Ben);
        var form = await AskAsync("declare");

        var answer = await FillAsync(form!, ("title", "checkout is down"), ("severity", "p2"), ("kind", "real"), ("details", "since the deployment at noon"));

        Assert.Equal((AnswerKind.Done, "INC-2"), (answer.Kind, answer.Incident.ToString()));
        Assert.Contains("INC-2 declared", answer.Text, StringComparison.Ordinal);
        Assert.Equal("merge INC-2 INC-1", Assert.Single(answer.Card!.Buttons).Line);
        Assert.Equal(new Noted("since the deployment at noon"), Assert.Single((await _world.Store.LoadAsync(StreamId.Of(new IncidentId(2)), default))!.Events, entry => entry.Event is Noted).Event);
    }

    [Theory]
    [InlineData("private", "private", false, true)]
    [InlineData("test", "test", true, false)]
    [InlineData("test private", "test private", true, true)]
    public async Task Private_and_test_are_chosen_already_where_they_were_typed(string line, string chosen, bool drill, bool hidden)
    {
        var form = await AskAsync(line);
        Assert.Equal(chosen, Assert.Single(form!.Fields.OfType<Field.Choice>(), field => field.Id is "kind").Initial);

        await FillAsync(form, ("title", "keys were leaked"), ("severity", "p1"), ("kind", chosen));

        Assert.Equal((drill, hidden), (_world.Store.Incident(1).Drill, _world.Store.Incident(1).Private));
    }

    [Fact]
    public async Task Where_others_read_along_a_private_incident_is_not_asked_about() => Assert.Null(await AskAsync("private", seenByOthers: true));

    [Fact]
    public async Task A_title_without_a_severity_is_one_press_away_and_needs_no_form() => Assert.Null(await AskAsync("new checkout is down"));

    /// <summary>A press that needs words, what is filled in, and what is then true.</summary>
    public static TheoryData<string, string[], Func<Incident, bool>> Presses { get; } = new()
    {
        { "update INC-7", ["audience=internal", "text=still looking", "next=usual"], now => now.Updates is [{ Audience: Audience.Internal, Text: "still looking" }] },
        { "update INC-7", ["audience=internal", "text=public: is only a word here", "next=30"], now => now.Updates is [{ Audience: Audience.Internal, Text: "public: is only a word here" }] && now.SnoozedUntil == Noon + TimeSpan.FromMinutes(31) },
        { "severity INC-7", ["to=p2", "reason=only one shop"], now => now.Severity == Severity.P2 },
        { "severity INC-7 p3", ["text=nobody noticed"], now => now.Severity == Severity.P3 },
        { "handover INC-7", ["who=U2"], now => now.CommandChange?.Person is "ben" },
        { "action INC-7 add", ["what=alert on queue depth", "who=U2", "due=2026-03-09", "kind=detect"], now => now.Actions is [{ Person: "ben", Text: "alert on queue depth", Kind: ActionKind.Detect }] },
        { "action INC-7 add", ["what=write it down", "who=anna", "due=2026-03-09"], now => now.Actions is [{ Person: "anna", Kind: null }] },
        { "action INC-7 add alert on queue depth", ["what=alert on queue depth", "who=anna", "due=2026-03-09"], now => now.Actions is [{ Text: "alert on queue depth" }] },
        { "cause INC-7", ["text=a full disk"], now => now.Cause is "a full disk" },
        { "impact INC-7", ["text=no checkout from 11:40"], now => now.Impact is { Text: "no checkout", From: not null } },
        { "title INC-7", ["text=checkout and search"], now => now.Title is "checkout and search" },
        { "cancel INC-7", ["text=a test order"], now => now.IsCancelled },
        { "pause INC-7", ["text=waiting for the vendor"], now => now.Pause?.Reason is "waiting for the vendor" },
        { "snooze INC-7 stop", ["text=all in one room"], now => now.NagsStopped },
    };

    [Theory]
    [MemberData(nameof(Presses))]
    public async Task A_press_that_needs_words_asks_for_them_and_then_does_it(string press, string[] filled, Func<Incident, bool> then)
    {
        var form = await AskAsync(press, press: true);
        Assert.False(then(_world.Store.Incident(7)));
        Assert.Empty(_world.Store.Saved);

        var answer = await FillAsync(form!, [.. filled.Select(field => field.Split('=', 2)).Select(field => (field[0], field[1]))]);

        Assert.Equal(AnswerKind.Done, answer.Kind);
        Assert.True(then(_world.Store.Incident(7)));
    }

    [Fact]
    public async Task A_note_is_asked_for_and_stands_in_the_timeline()
    {
        await FillAsync((await AskAsync("note INC-7", press: true))!, ("text", "Ben restarts the queue"));

        Assert.Contains(_world.Store.Saved.SelectMany(change => change.Appends).SelectMany(append => append.Events), entry => entry.Event is Noted { Text: "Ben restarts the queue" });
    }

    [Theory]
    [InlineData("ack INC-7")]
    [InlineData("fixed INC-7")]
    [InlineData("next INC-7")]
    [InlineData("update INC-7 all is well")]
    [InlineData("cancel INC-7 false alarm")]
    [InlineData("action INC-7")]
    [InlineData("postmortem INC-7")]
    [InlineData("status INC-7")]
    [InlineData("note INC-8")]
    [InlineData("skip INC-7 1")]
    [InlineData("help")]
    [InlineData("checkout is down")]
    public async Task What_needs_no_words_opens_nothing(string press) => Assert.Null(await AskAsync(press, press: true));

    [Theory]
    [InlineData(Membership.Guest, "update INC-7")]
    [InlineData(Membership.Outsider, "declare")]
    [InlineData(Membership.NotVerified, "severity INC-7")]
    public async Task Who_may_not_do_it_is_not_asked_but_told_so(Membership membership, string press)
    {
        Assert.Null(await _world.Desk.PrepareAsync(Asking(new Input.Press(press)) with { Membership = membership }, default));

        Assert.Equal(AnswerKind.Refused, (await _world.SayAsync(press, press: true, membership: membership)).Kind);
    }

    [Fact]
    public async Task In_a_room_the_verb_alone_is_enough()
    {
        var room = new PlaceRef("slack", "C7");
        _world.WithRoom(room, 7);

        var form = await _world.Desk.PrepareAsync(Asking(new Input.Line("update")) with { Where = room }, default);

        Assert.Equal("update INC-7", form!.Form!.Key);
    }

    [Fact]
    public async Task Resolving_asks_for_a_reason_only_while_something_is_open()
    {
        Assert.Null(await AskAsync("resolve INC-7", press: true));
        var world = new World().With(An.Incident().Numbered(7).P1().AcknowledgedBy(Anna).Fixed());

        var form = (await world.Desk.PrepareAsync(Asking(new Input.Press("resolve INC-7")), default))!.Form!;
        var answer = await world.Desk.HandleAsync(Asking(new Input.Submit(form.Key, new Dictionary<string, string> { ["text"] = "checked by hand" })), default);

        Assert.Equal((AnswerKind.Done, IncidentStatus.Resolved), (answer.Kind, world.Store.Incident(7).Status));
    }

    [Fact]
    public async Task A_public_text_is_shown_with_its_destination_and_sent_only_by_another_press()
    {
        var preview = await FillAsync((await AskAsync("update INC-7", press: true))!, ("audience", "public"), ("text", "We are looking into it."), ("next", "usual"));

        Assert.Equal("publish INC-7 1", preview.Form!.Key);
        Assert.Empty(preview.Form.Fields);
        Assert.Contains("status page", string.Join(' ', preview.Form.Intro.OfType<Block.Text>().SelectMany(text => text.Spans).OfType<Span.Words>().Select(words => words.Value)), StringComparison.Ordinal);
        Assert.Null(_world.Store.Incident(7).Updates[0].Published);

        var sent = await FillAsync(preview.Form);

        Assert.Equal(AnswerKind.Done, sent.Kind);
        Assert.NotNull(_world.Store.Incident(7).Updates[0].Published);
    }

    [Fact]
    public async Task A_drill_is_told_to_nobody_outside_so_it_is_not_asked_for_whom()
    {
        var world = new World().With(An.Incident().Numbered(7).P1().Drill().AcknowledgedBy(Anna));

        var form = (await world.Desk.PrepareAsync(Asking(new Input.Press("update INC-7")), default))!.Form!;

        Assert.DoesNotContain(form.Fields, field => field.Id is "audience");
    }

    [Fact]
    public async Task What_is_missing_or_does_not_fit_is_said_at_its_field_and_nothing_is_saved()
    {
        var form = (await AskAsync("action INC-7 add", press: true))!;

        var answer = await FillAsync(form, ("what", new string('x', 501)), ("who", "two people"), ("due", "soon"), ("kind", "magic"));

        Assert.Equal(AnswerKind.Refused, answer.Kind);
        Assert.Equal(["due", "kind", "what", "who"], answer.FieldErrors!.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["what", "who", "due"], (await FillAsync(form)).FieldErrors!.Keys);
        Assert.Empty(_world.Store.Saved);
    }

    [Fact]
    public async Task What_the_verb_refuses_is_said_at_the_field_that_is_to_blame()
    {
        var form = (await AskAsync("action INC-7 add", press: true))!;

        Assert.Equal("who", Assert.Single((await FillAsync(form, ("what", "x"), ("who", "U99"), ("due", "2026-03-09"))).FieldErrors!).Key);
        Assert.Equal("due", Assert.Single((await FillAsync(form, ("what", "x"), ("who", "U2"), ("due", "2020-03-09"))).FieldErrors!).Key);
    }

    [Fact]
    public async Task A_submission_that_comes_twice_is_done_once_and_answered_alike()
    {
        var form = (await AskAsync("update INC-7", press: true))!;
        var submit = Asking(new Input.Submit(form.Key, new Dictionary<string, string> { ["text"] = "still looking", ["next"] = "30", ["audience"] = "internal" }));

        var first = await _world.Desk.HandleAsync(submit, default);
        var saved = _world.Store.Saved.Count;
        var again = await _world.Desk.HandleAsync(submit, default);

        Assert.Contains("Update posted", first.Text, StringComparison.Ordinal);
        Assert.True(again.Repeated);
        Assert.Equal((saved, 1), (_world.Store.Saved.Count, _world.Store.Incident(7).Updates.Length));
    }

    [Fact]
    public async Task An_update_whose_next_one_is_put_off_names_that_time()
    {
        var answer = await FillAsync((await AskAsync("update INC-7", press: true))!, ("audience", "internal"), ("text", "still looking"), ("next", "30"));

        Assert.Contains("The next one is due at 12:31 UTC", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_post_mortem_s_form_says_only_what_is_new()
    {
        var world = new World().With(An.Incident().Numbered(7).P1().AcknowledgedBy(Anna).Says("cause a full disk", Anna).Fixed().Says("resolve it holds", Anna));
        var form = (await world.Desk.PrepareAsync(Asking(new Input.Press("postmortem INC-7 edit")), default))!.Form!;
        Assert.Equal("a full disk", Assert.IsType<Field.Text>(form.Fields[0]).Initial);

        var answer = await world.Desk.HandleAsync(
            Asking(new Input.Submit(form.Key, new Dictionary<string, string> { ["cause"] = "a full disk", ["impact"] = "no checkout", ["from"] = "11:40", ["owner"] = "U2" })),
            default);

        Assert.Equal(AnswerKind.Done, answer.Kind);
        Assert.Equal(2, world.Store.Saved.Count);
        var now = world.Store.Incident(7);
        Assert.Equal(("no checkout", "ben"), (now.Impact!.Text, now.WriteUp!.Person));
        Assert.NotNull(now.Impact.From);
    }

    [Fact]
    public async Task What_the_review_is_to_talk_about_becomes_labelled_notes()
    {
        var world = new World().With(An.Incident().Numbered(7).P1().Resolved());
        var form = (await world.Desk.PrepareAsync(Asking(new Input.Press("postmortem INC-7 edit")), default))!.Form!;
        Assert.Equal(["Trigger", "What went well", "What went badly", "Where we were lucky"], form.Fields.OfType<Field.Text>().Skip(2).Select(field => field.Label));

        await world.Desk.HandleAsync(Asking(new Input.Submit(form.Key, new Dictionary<string, string> { ["trigger"] = "the deployment", ["lucky"] = "it was early\nand a Monday" })), default);

        Assert.Equal(["trigger: the deployment", "lucky: it was early and a Monday"], world.Store[StreamId.Of(new IncidentId(7))].Events.Select(entry => entry.Event).OfType<Noted>().Select(note => note.Text));
    }

    [Fact]
    public async Task Times_of_the_impact_are_asked_and_shown_on_the_clocks_of_the_team_also_days_later()
    {
        var world = new World().With(An.Incident().Working("Europe/Berlin").Numbered(7).P1().Resolved());
        world.Time.Advance(TimeSpan.FromDays(2));

        await world.Desk.HandleAsync(Asking(new Input.Submit((await FormOf()).Key, new Dictionary<string, string> { ["impact"] = "no checkout", ["from"] = "12:40", ["to"] = "13:02" })), default);

        Assert.Equal((Noon.AddMinutes(-20), Noon.AddMinutes(2)), (world.Store.Incident(7).Impact!.From!.Value, world.Store.Incident(7).Impact!.To!.Value));
        var times = (await FormOf()).Fields.OfType<Field.Time>().ToList();
        Assert.Equal([("From when? (Europe/Berlin)", new TimeOnly(12, 40)), ("To when? (Europe/Berlin)", new TimeOnly(13, 2))], times.Select(time => (time.Label, time.Initial!.Value)));

        async Task<Form> FormOf() => (await world.Desk.PrepareAsync(Asking(new Input.Press("postmortem INC-7 edit")), default))!.Form!;
    }

    [Fact]
    public async Task A_form_whose_key_was_changed_by_hand_can_do_no_more_than_its_line()
    {
        var answer = await _world.Desk.HandleAsync(Asking(new Input.Submit("resolve INC-7 because I can", new Dictionary<string, string>()), Stranger), default);

        Assert.Equal(AnswerKind.Refused, answer.Kind);
        Assert.Empty(_world.Store.Saved);
    }

    private async Task<Form?> AskAsync(string line, bool press = false, bool seenByOthers = false) =>
        (await _world.Desk.PrepareAsync(Asking(press ? new Input.Press(line) : new Input.Line(line)) with { SeenByOthers = seenByOthers }, default))?.Form;

    private async Task<Answer> FillAsync(Form form, params (string Field, string Answer)[] filled) =>
        await _world.Desk.HandleAsync(Asking(new Input.Submit(form.Key, filled.ToDictionary(one => one.Field, one => one.Answer, StringComparer.Ordinal))), default);

    private static Inbound Asking(Input input, Actor? who = null) => new(Delivery(), who ?? Anna, World.Personal, input);
}
