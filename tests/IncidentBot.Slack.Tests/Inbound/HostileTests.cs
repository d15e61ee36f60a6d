using System.Text;
using IncidentBot.Slack.Inbound;
using IncidentBot.Slack.Tests.Inbound.Support;

namespace IncidentBot.Slack.Tests.Inbound;

/// <summary>What is not Slack's, or no longer, or broken: the right status, nothing done, nothing said.</summary>
public sealed class HostileTests
{
    private const string Form = "application/x-www-form-urlencoded";

    private static readonly byte[] Command = SlackDriver.Form(("command", "/incident"), ("text", "p1 checkout is down"), ("user_id", "U0COMMANDER"), ("team_id", SlackDriver.Team), ("channel_id", "C0INCIDENTS"), ("trigger_id", "1.2.3"));

    public static TheoryData<string> Roads { get; } = [.. SlackEndpoints.Names];

    [Theory]
    [MemberData(nameof(Roads))]
    public async Task Unsigned_forged_stale_and_future_requests_are_refused_on_every_road_without_a_word(string road)
    {
        await using var slack = new SlackDriver();
        var type = road is "events" ? "application/json" : Form;
        var now = slack.Time.GetUtcNow();

        Replied[] replies =
        [
            await slack.SendAsync(road, Command, type),
            await slack.SendAsync(road, [], null),
            await slack.SendAsync(road, Command, type, (Signing.TimestampHeader, ["1790000000"])),
            await slack.PostAsync(road, Command, type, now, "another-secret-that-is-long"),
            await slack.PostAsync(road, Command, type, now.AddSeconds(-301), SlackDriver.Secret),
            await slack.PostAsync(road, Command, type, now.AddSeconds(301), SlackDriver.Secret),
            await slack.SendAsync(road, [.. Command, (byte)'x'], type, (Signing.TimestampHeader, ["1790000000"]), (Signing.SignatureHeader, [SlackDriver.Sign(SlackDriver.Secret, "1790000000", Command)])),
            await slack.SendAsync(road, Command[..^10], type, (Signing.TimestampHeader, ["1790000000"]), (Signing.SignatureHeader, [SlackDriver.Sign(SlackDriver.Secret, "1790000000", Command)])),
            await slack.SendAsync(road, Command, type, (Signing.TimestampHeader, ["1790000000", "1790000000"]), (Signing.SignatureHeader, [SlackDriver.Sign(SlackDriver.Secret, "1790000000", Command)])),
        ];

        Assert.All(replies, reply => Assert.Equal((401, ""), (reply.Status, reply.Body)));
        Assert.Empty(slack.Store.Saved);
        Assert.Equal(replies.Length, slack.Inbound.Endpoints.Refused);
    }

    [Fact]
    public async Task A_replay_of_what_was_answered_does_nothing()
    {
        await using var slack = new SlackDriver();
        await slack.PostAsync("commands", Command);

        var again = await slack.PostAsync("commands", Command);

        Assert.Equal((200, ""), (again.Status, again.Body));
        Assert.Single(slack.Store.Saved);
    }

    [Fact]
    public async Task What_failed_may_come_again_byte_for_byte()
    {
        await using var slack = new SlackDriver();
        var mention = Encoding.UTF8.GetBytes("""{"type":"event_callback","event_id":"Ev1","event":{"type":"app_mention","user":"U0COMMANDER","ts":"1.1","channel":"C0INCIDENTS","text":"<@U0BOTEXMPL1> p1 checkout"}}""");
        slack.Store.InsteadOfSaving = _ => new Core.Store.CommitResult.NotSaved("The disk is full.");
        Assert.Equal(500, (await slack.PostAsync("events", mention, "application/json")).Status);
        slack.Store.InsteadOfSaving = null;

        await slack.PostAsync("events", mention, "application/json");

        Assert.Single(slack.Store.Saved);
    }

    [Theory]
    [InlineData("commands", 256 * 1024)]
    [InlineData("interactions", 1024 * 1024)]
    [InlineData("options", 1024 * 1024)]
    [InlineData("events", 1024 * 1024)]
    public async Task What_is_too_large_is_refused_before_it_is_read(string road, int max)
    {
        await using var slack = new SlackDriver();

        Assert.Equal(413, (await slack.PostAsync(road, new byte[max + 1], Form)).Status);
        Assert.NotEqual(413, (await slack.PostAsync(road, new byte[max], Form)).Status);
    }

    [Theory]
    [InlineData("commands", "application/json", "{}")]
    [InlineData("commands", Form, "")]
    [InlineData("commands", Form, "command=%2Fincident&text=p1+x&user_id=&channel_id=C1")]
    [InlineData("commands", Form, "command=%2Fincident&text=p1+x&user_id=../../etc&channel_id=C0INCIDENTS")]
    [InlineData("commands", Form, "command=%2Fincident&text=p1+x&user_id=U0COMMANDER&user_id=U0OTHER&channel_id=C0INCIDENTS")]
    [InlineData("interactions", Form, "payload=")]
    [InlineData("interactions", Form, "payload=%5B%5D")]
    [InlineData("interactions", Form, "payload=%7B%22type%22%3A1%7D")]
    [InlineData("interactions", Form, "payload=%7B%22type%22%3A%22block_actions%22%7D")]
    [InlineData("interactions", Form, "payload=%7B%22type%22")]
    [InlineData("events", "application/json", "")]
    [InlineData("events", "application/json", "null")]
    [InlineData("events", "application/json", "{\"type\":\"event_callback\"}")]
    [InlineData("events", "application/json", "{\"type\":\"event_callback\",\"event\":[],\"event_id\":\"E\"}")]
    [InlineData("events", "text/plain", "{\"type\":\"url_verification\",\"challenge\":\"x\"}")]
    [InlineData("events", "application/json", "{\"type\":\"\\ud800\"}")]
    public async Task What_is_signed_and_makes_no_sense_is_refused_and_does_nothing(string road, string type, string body)
    {
        await using var slack = new SlackDriver();

        var replied = await slack.PostAsync(road, Encoding.UTF8.GetBytes(body), type);

        Assert.Equal((400, ""), (replied.Status, replied.Body));
        Assert.Empty(slack.Store.Saved);
    }

    [Fact]
    public async Task Deep_nesting_is_refused_and_not_climbed_into()
    {
        await using var slack = new SlackDriver();
        var deep = $"{{\"type\":\"event_callback\",\"event_id\":\"E1\",\"event\":{string.Concat(Enumerable.Repeat("{\"a\":", 50_000))}1{new string('}', 50_001)}";

        Assert.Equal(400, (await slack.PostAsync("events", Encoding.UTF8.GetBytes(deep), "application/json")).Status);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded; charset=utf-8")]
    [InlineData("APPLICATION/X-WWW-FORM-URLENCODED")]
    [InlineData("application/x-www-form-urlencoded;charset=UTF-8;x=y")]
    public async Task A_media_type_may_have_parameters(string type)
    {
        await using var slack = new SlackDriver();

        Assert.Equal(200, (await slack.PostAsync("commands", Command, type)).Status);
        Assert.Single(slack.Store.Saved);
    }

    [Fact]
    public async Task Kinds_that_Slack_adds_without_notice_are_answered()
    {
        await using var slack = new SlackDriver();

        Assert.Equal(200, (await slack.InteractAsync(new { type = "something_new", user = 7 })).Status);
        Assert.Equal(200, (await slack.EventAsync(new { type = "something_new", user = new { id = 1 }, extra = new object[] { 1, "x" } })).Status);
        Assert.Equal(200, (await slack.PostAsync("events", "{\"type\":\"something_new\"}"u8.ToArray(), "application/json")).Status);
    }
}
