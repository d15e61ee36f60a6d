using System.Text.Json;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;
using IncidentBot.Slack.Outbound;
using IncidentBot.Slack.Tests.Inbound.Support;

namespace IncidentBot.Slack.Tests.Inbound;

/// <summary>What happens in Slack when somebody types or presses something.</summary>
public sealed class CommandTests
{
    [Fact]
    public async Task A_command_is_saved_and_answered_for_the_eyes_of_whoever_typed_it()
    {
        await using var slack = new SlackDriver();

        var replied = await slack.SlashAsync("p1 checkout is down");

        Assert.Equal(200, replied.Status);
        Assert.StartsWith("INC-1 declared: P1 checkout is down. Mo Okafor is on call and takes command.", replied.Text, StringComparison.Ordinal);
        Assert.Equal("ephemeral", replied.Json.GetProperty("response_type").GetString());
        Assert.Equal("mo", slack.Store.Incident(1).DeclaredBy.Id);
    }

    [Fact]
    public async Task What_somebody_typed_mentions_nobody_and_is_no_markup()
    {
        await using var slack = new SlackDriver();

        var replied = await slack.SlashAsync("p1 <!channel> &lt;!here&gt; *bold*");

        Assert.DoesNotContain("<!", replied.Body, StringComparison.Ordinal);
        Assert.Contains("@channel &lt;!here&gt;", replied.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_command_delivered_twice_is_done_once_and_answered_alike()
    {
        await using var slack = new SlackDriver();
        var body = SlackDriver.Form(("command", "/incident"), ("text", "p1 checkout is down"), ("user_id", "U0COMMANDER"), ("team_id", SlackDriver.Team), ("channel_id", "C0INCIDENTS"), ("trigger_id", "1.2.3"));

        var first = await slack.PostAsync("commands", body);
        slack.Time.Advance(TimeSpan.FromSeconds(5));
        var again = await slack.PostAsync("commands", body);

        Assert.Equal(first.Text, again.Text);
        Assert.Single(slack.Store.Saved);
    }

    [Fact]
    public async Task A_form_asked_for_in_a_window_opens_on_top_of_it()
    {
        await using var slack = new SlackDriver();
        await slack.SlashAsync("p1 checkout is down");

        Assert.Equal(200, (await InWindowAsync(slack, "update INC-1")).Status);

        Assert.Contains("What is new?", slack.Opened("views.push").GetRawText(), StringComparison.Ordinal);
        Assert.Empty(slack.Slack.Of("views.open"));
        Assert.Empty(slack.Slack.Of("views.update"));
    }

    [Theory]
    [InlineData("push_limit_reached")]
    [InlineData("expired_trigger_id")]
    public async Task Where_no_window_fits_on_top_the_form_takes_the_place_of_the_one_that_was_pressed_in(string error)
    {
        await using var slack = new SlackDriver();
        await slack.SlashAsync("p1 checkout is down");
        var known = slack.Slack.Answers;
        slack.Slack.Answers = call => call.Method is "views.push" ? $$"""{"ok":false,"error":"{{error}}"}""" : known(call);

        Assert.Equal(200, (await InWindowAsync(slack, "update INC-1")).Status);

        var replaced = await slack.CalledAsync("views.update");
        Assert.Equal("V0STATUS", replaced.Fields["view_id"]);
        Assert.Contains("What is new?", replaced.Fields["view"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_button_in_a_window_that_does_something_says_so_in_that_window()
    {
        await using var slack = new SlackDriver();
        await slack.SlashAsync("p1 checkout is down");

        await InWindowAsync(slack, "note INC-1 seen from the page");

        Assert.Contains("Noted on INC-1.", (await slack.CalledAsync("views.update")).Fields["view"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_too_long_for_the_button_that_breaks_the_glass_is_asked_for_again_with_the_words_to_begin_with()
    {
        await using var slack = new SlackDriver();
        await slack.SlashAsync("p1 checkout is down");
        await slack.SlashAsync("join INC-1", user: "U0RESPONDR2");
        slack.Time.Advance(TimeSpan.FromMinutes(11));
        var reason = string.Join(' ', Enumerable.Repeat("because", 300));

        var asked = await slack.SlashAsync($"cancel INC-1 {reason}", user: "U0RESPONDR2");
        Assert.Contains("begin with: break-glass cancel INC-1 ", asked.Body, StringComparison.Ordinal);
        await slack.SlashAsync($"break-glass cancel INC-1 {reason}", user: "U0RESPONDR2");

        Assert.True(slack.Store.Incident(1).IsCancelled);
    }

    [Fact]
    public async Task In_a_room_the_room_s_incident_is_meant()
    {
        await using var slack = new SlackDriver();
        await slack.SlashAsync("p1 checkout is down");
        await slack.Store.CommitAsync(new Change { Documents = [new DocumentContent(Stream: "INC-1").Under(Keys.Owner(new PlaceRef("slack", "C0INCIDENT7")))] }, default);

        var replied = await slack.SlashAsync("note Ben restarts the queue", channel: "C0INCIDENT7");

        Assert.Equal("Noted on INC-1.", replied.Text);
    }

    [Fact]
    public async Task A_form_is_opened_before_anything_is_saved_and_what_is_filled_in_is_done()
    {
        await using var slack = new SlackDriver();

        var replied = await slack.SlashAsync("");

        Assert.Equal((200, ""), (replied.Status, replied.Body));
        Assert.Empty(slack.Store.Saved);
        var view = slack.Opened();
        Assert.Equal("Declare an incident", view.GetProperty("title").GetProperty("text").GetString());

        var done = await slack.SubmitAsync(view, ("title", new { type = "plain_text_input", value = "checkout is down" }), ("severity", new { selected_option = new { value = "p1" } }), ("kind", new { selected_option = new { value = "real" } }));

        Assert.Equal((200, ""), (done.Status, done.Body));
        Assert.Equal("checkout is down", slack.Store.Incident(1).Title);
        Assert.Contains("INC-1 declared", (await slack.CalledAsync("chat.postEphemeral")).Fields["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_in_a_form_is_said_in_the_form()
    {
        await using var slack = new SlackDriver();
        await slack.SlashAsync("new");

        var replied = await slack.SubmitAsync(slack.Opened(), ("title", new { type = "plain_text_input", value = (string?)null }));

        Assert.Equal("errors", replied.Json.GetProperty("response_action").GetString());
        Assert.Equal(["title", "severity", "kind"], replied.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Empty(slack.Store.Saved);
    }

    [Fact]
    public async Task A_public_text_is_shown_in_the_same_window_before_it_is_sent()
    {
        await using var slack = new SlackDriver();
        await slack.SlashAsync("p1 checkout is down");
        await slack.PressAsync("update INC-1");

        var preview = await slack.SubmitAsync(slack.Opened(), ("audience", new { selected_option = new { value = "public" } }), ("text", new { value = "We are looking into it." }), ("next", new { selected_option = new { value = "usual" } }));

        Assert.Equal("update", preview.Json.GetProperty("response_action").GetString());
        var view = preview.Json.GetProperty("view");
        Assert.Equal("Publish", view.GetProperty("submit").GetProperty("text").GetString());
        Assert.Null(slack.Store.Incident(1).Updates[0].Published);

        await slack.SubmitAsync(view);

        Assert.NotNull(slack.Store.Incident(1).Updates[0].Published);
    }

    [Fact]
    public async Task A_form_that_comes_too_late_is_said_and_nothing_is_done()
    {
        await using var slack = new SlackDriver();
        var known = slack.Slack.Answers;
        slack.Slack.Answers = call => call.Method is "views.open" ? """{"ok":false,"error":"expired_trigger_id"}""" : known(call);

        var replied = await slack.SlashAsync("");

        Assert.Contains("could not be opened in time", replied.Text, StringComparison.Ordinal);
        Assert.Empty(slack.Store.Saved);
    }

    [Fact]
    public async Task A_form_that_slack_is_slow_to_open_holds_up_no_answer()
    {
        await using var slack = new SlackDriver();
        var slow = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        slack.Slack.Holds = call => call.Method is "views.open" ? slow.Task : Task.CompletedTask;

        var replying = slack.SlashAsync("");
        await ThreeSecondsAsync(slack);

        var replied = await replying.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal("Slack did not open the form in time; nothing was done.\nIf it does not open, type it: `/incident p1 &lt;what is wrong&gt;`.", replied.Text);
        slow.SetResult();
    }

    [Fact]
    public async Task A_button_whose_form_slack_is_slow_to_open_is_answered_and_the_line_to_type_told()
    {
        await using var slack = new SlackDriver();
        await slack.SlashAsync("p1 checkout is down");
        var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        slack.Slack.Holds = call => call.Method is "views.open" ? never.Task : Task.CompletedTask;

        var replying = slack.PressAsync("update INC-1");
        await ThreeSecondsAsync(slack);

        Assert.Equal((200, ""), await replying.WaitAsync(TimeSpan.FromSeconds(20)) is var replied ? (replied.Status, replied.Body) : default);
        var told = JsonDocument.Parse((await slack.CalledAsync("response_url")).Body).RootElement;
        Assert.EndsWith("type it: `/incident update INC-1 …`.", told.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_which_slack_does_not_say_whether_it_is_open_is_not_taken_for_open()
    {
        await using var slack = new SlackDriver();
        var known = slack.Slack.Answers;
        slack.Slack.Answers = call => call.Method is "views.open" ? "not json" : known(call);

        Assert.Contains("If it does not open, type it", (await slack.SlashAsync("")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_command_than_the_one_that_is_set_does_nothing_and_says_which_one_does()
    {
        await using var slack = new SlackDriver();

        var replied = await slack.PostAsync("commands", SlackDriver.Form(("command", "/outage"), ("text", "p1 checkout is down"), ("user_id", "U0COMMANDER"), ("team_id", SlackDriver.Team), ("channel_id", "C0INCIDENTS"), ("trigger_id", "1.2.3")));

        Assert.StartsWith("I answer to `/incident`, and this was `/outage`; nothing was done.", replied.Text, StringComparison.Ordinal);
        Assert.Empty(slack.Store.Saved);
    }

    [Fact]
    public async Task The_command_that_is_set_is_the_one_that_is_heard_and_named()
    {
        await using var slack = new SlackDriver(command: "/outage");

        var replied = await slack.PostAsync("commands", SlackDriver.Form(("command", "/outage"), ("text", "status INC-9"), ("user_id", "U0COMMANDER"), ("team_id", SlackDriver.Team), ("channel_id", "C0INCIDENTS"), ("trigger_id", "1.2.3")));

        Assert.Equal("There is no INC-9.\n`/outage list` shows what is open.", replied.Text);
    }

    [Theory]
    [InlineData("`ack INC-1` first, or `p1 <what is wrong>`.", "`/incident ack INC-1` first, or `/incident p1 <what is wrong>`.")]
    [InlineData("`/incident ack` and `incidentbot verify` and `checkout is down`", "`/incident ack` and `incidentbot verify` and `checkout is down`")]
    [InlineData("ack INC-1, `note INC-1", "ack INC-1, `note INC-1")]
    [InlineData("``ack`", "``/incident ack`")]
    public void A_line_to_be_typed_stands_behind_the_slash_command_and_nothing_else_does(string said, string shown) => Assert.Equal(shown, new TypedLines("/incident").In(said));

    [Theory]
    [InlineData("`summary INC-7` shows it, `impact INC-7 <text>` says it, `list 2` goes on", "`/incident summary INC-7` shows it, `/incident impact INC-7 <text>` says it, `/incident list 2` goes on")]
    [InlineData("then `close connection`, `resume replication` and `status`", "then `close connection`, `resume replication` and `status`")]
    [InlineData("`/incident ack INC-7`", "`/incident ack INC-7`")]
    public void Among_words_of_others_only_what_is_surely_a_line_of_the_bots_does(string said, string shown) => Assert.Equal(shown, new TypedLines("/incident").Among(said));

    [Fact]
    public async Task A_line_that_a_card_names_stands_behind_the_slash_command_too()
    {
        await using var slack = new SlackDriver();
        await slack.SlashAsync("p1 checkout is down");

        var shown = System.Text.RegularExpressions.Regex.Unescape((await slack.SlashAsync("postmortem INC-1")).Body);

        Assert.Contains("`/incident postmortem INC-1 show`", shown, StringComparison.Ordinal);
        Assert.Contains("`/incident cause INC-1 &lt;text&gt;`", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("/api/", shown, StringComparison.Ordinal);
        Assert.Contains("Contributing factors", (await slack.SlashAsync("postmortem INC-1 show")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_help_says_where_to_type()
    {
        await using var slack = new SlackDriver();

        var help = (await slack.SlashAsync("help")).Body;

        Assert.Contains("Type it after /incident", help, StringComparison.Ordinal);
        Assert.Contains("@IncidentBot", help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_incident_typed_where_others_read_is_not_declared_and_what_helps_can_be_done_here()
    {
        await using var slack = new SlackDriver();

        await slack.EventAsync(new { type = "app_mention", user = "U0COMMANDER", channel = "C0INCIDENTS", ts = "1.1", text = $"<@{SlackDriver.BotUser}> private p1 somebody leaked the keys" });

        var told = (await slack.CalledAsync("chat.postEphemeral")).Fields["text"];
        Assert.EndsWith("Please delete that message, and declare it where only you read along: `/incident private p1 &lt;what is wrong&gt;`.", told, StringComparison.Ordinal);
        Assert.DoesNotContain("keys", told, StringComparison.Ordinal);
        Assert.Empty(slack.Store.Saved);
        await slack.SlashAsync("private p1 somebody leaked the keys");
        Assert.True(slack.Store.Incident(1).Private);
    }

    [Fact]
    public async Task A_press_is_acknowledged_with_nothing_and_told_at_the_address_that_came_with_it()
    {
        await using var slack = new SlackDriver();
        await slack.SlashAsync("p1 checkout is down", user: "U0STRANGER");

        var replied = await slack.PressAsync("ack INC-1");

        Assert.Equal((200, ""), (replied.Status, replied.Body));
        Assert.Equal("mo", slack.Store.Incident(1).Commander);
        var told = await slack.CalledAsync("response_url");
        Assert.Contains("You acknowledged INC-1", told.Body, StringComparison.Ordinal);
        Assert.Equal("hooks.slack.com", told.Address.Host);
    }

    [Theory]
    [InlineData("incident.ack")]
    [InlineData("link")]
    [InlineData("pressing")]
    public async Task A_button_that_is_none_of_ours_only_wants_an_answer(string action)
    {
        await using var slack = new SlackDriver();

        var replied = await slack.PressAsync("p1 checkout is down", action: action);

        Assert.Equal((200, ""), (replied.Status, replied.Body));
        Assert.Empty(slack.Store.Saved);
    }

    [Fact]
    public async Task The_same_button_pressed_twice_is_two_presses()
    {
        await using var slack = new SlackDriver();
        await slack.SlashAsync("p1 checkout is down");

        await slack.PressAsync("note INC-1 once");
        await slack.PressAsync("note INC-1 once");

        Assert.Equal(3, slack.Store.Saved.Count);
    }

    [Fact]
    public async Task On_somebody_s_own_page_the_answer_is_a_window_and_the_page_is_drawn_anew()
    {
        await using var slack = new SlackDriver();
        await slack.SlashAsync("p1 checkout is down");

        await slack.PressAsync("status INC-1", channel: null);

        await slack.CalledAsync("views.publish");
        Assert.Equal("INC-1", slack.Opened().GetProperty("title").GetProperty("text").GetString());
    }

    [Fact]
    public async Task Somebody_of_another_organisation_is_refused_and_told_so()
    {
        await using var slack = new SlackDriver();
        await slack.SlashAsync("p1 checkout is down");
        await slack.CalledAsync("users.list");

        await slack.PressAsync("ack INC-1", user: "U0OUTSIDER9", team: "T0PARTNER09");

        Assert.Contains("Guests and people from other organisations", (await slack.CalledAsync("response_url")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_cannot_be_looked_up_may_raise_the_alarm_and_it_is_marked()
    {
        await using var slack = new SlackDriver();
        slack.Facts["U0UNKNOWN1"] = """{"ok":false,"error":"internal_error"}""";

        await slack.SlashAsync("p1 checkout is down", user: "U0UNKNOWN1");

        Assert.Equal("m.okafor (not verified)", slack.Store.Incident(1).DeclaredBy.Name);
    }

    [Fact]
    public async Task A_guest_is_found_out_and_may_only_comment()
    {
        await using var slack = new SlackDriver();
        slack.Facts["U0GUESTONE1"] = Payloads.Text("webapi.users.info.single-channel-guest.json");
        await slack.KnowingAsync("U0GUESTONE1");

        Assert.Equal(Membership.Guest, slack.Inbound.People.MembershipOf(new("U0GUESTONE1", null, null)));
        Assert.Contains("Guests and people", (await slack.SlashAsync("p1 checkout is down", user: "U0GUESTONE1")).Text, StringComparison.Ordinal);
        Assert.Empty(slack.Store.Saved);
    }

    [Theory]
    [InlineData("\"deleted\":true")]
    [InlineData("\"is_bot\":true")]
    [InlineData("\"is_stranger\":true")]
    [InlineData("\"team_id\":\"T0PARTNER09\"")]
    public async Task Bots_deactivated_people_and_other_teams_give_no_orders(string fact)
    {
        await using var slack = new SlackDriver();
        slack.Facts["U0ODD"] = $$$"""{"ok":true,"user":{"id":"U0ODD",{{{fact}}}}}""";
        await slack.KnowingAsync("U0ODD");

        Assert.Equal(Membership.Outsider, slack.Inbound.People.MembershipOf(new("U0ODD", null, null)));
    }

    [Fact]
    public async Task A_shortcut_on_a_message_declares_with_its_words()
    {
        await using var slack = new SlackDriver();

        await slack.InteractAsync(new
        {
            type = "message_action",
            callback_id = "declare_from_message",
            user = new { id = "U0COMMANDER", team_id = SlackDriver.Team },
            trigger_id = slack.Trigger(),
            channel = new { id = "C0GENERAL01" },
            message = new { type = "message", text = "checkout &amp; search are <https://x.example|down>" },
            api_app_id = SlackDriver.App,
        });

        var title = slack.Opened().GetProperty("blocks").EnumerateArray().First(block => block.GetProperty("block_id").GetString() is "title");
        Assert.Equal("checkout & search are down (https://x.example)", title.GetProperty("element").GetProperty("initial_value").GetString());
    }

    [Fact]
    public async Task Whoever_declares_hears_of_the_room_and_the_status_leads_there()
    {
        await using var slack = new SlackDriver();

        Assert.EndsWith("Its room is being opened; you are invited.", (await slack.SlashAsync("p1 checkout is down")).Text, StringComparison.Ordinal);
        Assert.EndsWith("A private room is being opened for it and you are invited; if there can be none, you are told so directly, and so is everything else.", (await slack.SlashAsync("private p1 a leak")).Text, StringComparison.Ordinal);
        Assert.EndsWith("It is talked about in the thread of its card.", (await slack.SlashAsync("p3 search is odd")).Text, StringComparison.Ordinal);
        var stream = StreamId.Of(new IncidentId(1));
        var history = (await slack.Store.LoadAsync(stream, default))!;
        await slack.Store.CommitAsync(new Change { Appends = [Core.Desk.IncidentWriter.Fence(history, Actor.Bot, slack.Time.GetUtcNow(), new RoomOpened("slack", "C0ROOM", "inc-1-checkout-is-down"))] }, default);

        Assert.Contains("Room: <#C0ROOM> (slack)", (await slack.SlashAsync("status INC-1")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_message_is_the_first_note_with_a_link_to_where_it_was_said()
    {
        await using var slack = new SlackDriver();
        await slack.CalledAsync("users.list");
        var words = $"the queue is full, {string.Concat(Enumerable.Repeat("and so on ", 30))}to the end";

        await slack.InteractAsync(FromMessage(slack, new { type = "message", ts = "1790000005.000300", text = words }));
        var view = slack.Opened();
        await slack.SubmitAsync(view, ("title", new { value = "the queue is full" }), ("details", new { value = Initial(view, "details") }), ("severity", new { selected_option = new { value = "p2" } }), ("kind", new { selected_option = new { value = "real" } }));

        Assert.Equal($"{words} https://harbour.slack.com/archives/C0GENERAL01/p1790000005000300", Initial(view, "details"));
        Assert.StartsWith("the queue is full, and so on", Initial(view, "title"), StringComparison.Ordinal);
        Assert.Equal(Initial(view, "details"), Assert.Single((await slack.Store.LoadAsync(StreamId.Of(new IncidentId(1)), default))!.Events.Select(entry => entry.Event).OfType<Noted>()).Text);
    }

    [Theory]
    [InlineData("""{"text":"","attachments":[{"fallback":"disk full on db1","color":"danger"}]}""", "disk full on db1")]
    [InlineData("""{"attachments":[{"pretext":"FIRING","title":"DiskFull","text":"db1 has 2 % left","fallback":"x"}]}""", "FIRING DiskFull db1 has 2 % left")]
    [InlineData("""{"text":"","blocks":[{"type":"header","text":{"type":"plain_text","text":"DiskFull"}},{"type":"section","fields":[{"type":"mrkdwn","text":"db1 &amp; db2"}]},{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"Silence"}}]}]}""", "DiskFull db1 & db2")]
    [InlineData("""{"blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"it is"},{"type":"text","text":"down"}]}]}]}""", "it is down")]
    [InlineData("""{"text":"","attachments":[{"color":"danger"},"odd",7]}""", null)]
    public async Task A_message_of_blocks_or_attachments_has_words_too(string message, string? title)
    {
        await using var slack = new SlackDriver();

        await slack.InteractAsync(FromMessage(slack, JsonDocument.Parse(message).RootElement));

        Assert.Equal(title, Initial(slack.Opened(), "title"));
    }

    private static object FromMessage(SlackDriver slack, object message) => new
    {
        type = "message_action",
        callback_id = "declare_from_message",
        user = new { id = "U0COMMANDER", team_id = SlackDriver.Team },
        trigger_id = slack.Trigger(),
        channel = new { id = "C0GENERAL01" },
        message,
        api_app_id = SlackDriver.App,
    };

    private static string? Initial(JsonElement view, string block) =>
        view.GetProperty("blocks").EnumerateArray().First(one => one.GetProperty("block_id").GetString() == block).GetProperty("element").TryGetProperty("initial_value", out var initial) ? initial.GetString() : null;

    [Fact]
    public async Task What_takes_long_is_said_to_be_under_way_and_told_when_it_is_done()
    {
        await using var slack = new SlackDriver();
        await slack.SlashAsync("p1 checkout is down");
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var loads = 0;
        slack.Store.WhileLoading = _ => Interlocked.Increment(ref loads) == 1 ? Task.CompletedTask : held.Task;

        var replying = slack.PressAsync("note INC-1 slow");
        while (!replying.IsCompleted)
        {
            slack.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(200, (await replying).Status);
        Assert.Empty(slack.Slack.Of("response_url"));
        slack.Store.WhileLoading = null;
        held.SetResult();
        Assert.Contains("Noted on INC-1.", (await slack.CalledAsync("response_url")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_is_said_in_the_window_and_nothing_typed_is_lost()
    {
        await using var slack = new SlackDriver();
        await slack.SlashAsync("p1 checkout is down");
        await slack.PressAsync("note INC-1");
        slack.Store.InsteadOfSaving = _ => new CommitResult.NotSaved("The disk is full.");

        var replied = await slack.SubmitAsync(slack.Opened(), ("text", new { value = "a long thought" }));

        Assert.Contains("The disk is full.", replied.Json.GetProperty("errors").GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_takes_long_is_answered_in_the_window_that_promised_it()
    {
        await using var slack = new SlackDriver();
        await slack.SlashAsync("p1 checkout is down");
        await slack.PressAsync("note INC-1");

        var told = await SubmittedSlowlyAsync(slack, null);

        Assert.Equal("V0FORM", told.Fields["view_id"]);
        Assert.Contains("Noted on INC-1.", told.Fields["view"], StringComparison.Ordinal);
        Assert.Empty(slack.Slack.Of("chat.postEphemeral"));
    }

    [Fact]
    public async Task A_form_that_took_long_and_was_not_saved_shows_what_was_typed()
    {
        await using var slack = new SlackDriver();
        await slack.SlashAsync("p1 checkout is down");
        await slack.PressAsync("note INC-1");

        var told = await SubmittedSlowlyAsync(slack, _ => new CommitResult.NotSaved("The disk is full."));

        Assert.Contains("The disk is full.", told.Fields["view"], StringComparison.Ordinal);
        Assert.Contains("a long thought", told.Fields["view"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_window_was_closed_meanwhile_it_is_said_in_the_channel_with_what_was_typed()
    {
        await using var slack = new SlackDriver();
        await slack.SlashAsync("p1 checkout is down");
        await slack.PressAsync("note INC-1");
        var known = slack.Slack.Answers;
        slack.Slack.Answers = call => call.Method is "views.update" ? """{"ok":false,"error":"not_found"}""" : known(call);

        await SubmittedSlowlyAsync(slack, _ => new CommitResult.NotSaved("The disk is full."));

        var told = await slack.CalledAsync("chat.postEphemeral");
        Assert.Contains("The disk is full.", told.Fields["text"], StringComparison.Ordinal);
        Assert.Contains("a long thought", told.Fields["blocks"], StringComparison.Ordinal);
    }

    /// <summary>As long as Slack waits for an answer, in steps, so that whoever begins to wait late is waited for too.</summary>
    private static async Task ThreeSecondsAsync(SlackDriver slack)
    {
        await slack.CalledAsync("views.open");
        for (var step = 0; step < 30; step++)
        {
            slack.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
    }

    /// <summary>The window is told at once that it takes long; the call that follows when it is done.</summary>
    private static async Task<SeenCall> SubmittedSlowlyAsync(SlackDriver slack, Func<Change, CommitResult?>? saving)
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        slack.Store.WhileLoading = _ => held.Task;
        slack.Store.InsteadOfSaving = saving;
        var replying = slack.SubmitAsync(slack.Opened(), ("text", new { value = "a long thought" }));
        while (!replying.IsCompleted)
        {
            slack.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Contains("you will be told here", (await replying).Body, StringComparison.Ordinal);
        slack.Store.WhileLoading = null;
        held.SetResult();
        return await slack.CalledAsync("views.update");
    }

    private static Task<Replied> InWindowAsync(SlackDriver slack, string line) => slack.InteractAsync(new
    {
        type = "block_actions",
        user = new { id = "U0COMMANDER", team_id = SlackDriver.Team },
        team = new { id = SlackDriver.Team },
        api_app_id = SlackDriver.App,
        trigger_id = slack.Trigger(),
        view = new { id = "V0STATUS", type = "modal" },
        actions = new[] { new { type = "button", action_id = "press/0", action_ts = "1.1", value = line } },
    });
}
