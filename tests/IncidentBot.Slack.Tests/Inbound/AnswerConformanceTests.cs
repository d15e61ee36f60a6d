using System.Net;
using System.Text.Json;
using IncidentBot.Core.Settings;
using IncidentBot.Slack.Inbound.Socket;
using IncidentBot.Slack.Outbound;
using IncidentBot.Slack.Tests.Inbound.Support;
using IncidentBot.Slack.Tests.Outbound;
using IncidentBot.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace IncidentBot.Slack.Tests.Inbound;

/// <summary>
/// The samples that are no requests: what Slack answers us, what it says on the socket, what it takes as an answer, and manifests.
/// <see cref="ConformanceTests"/> has the requests.
/// </summary>
public sealed class AnswerConformanceTests
{
    /// <summary>What each answer of the Web API means to us.</summary>
    private static readonly Dictionary<string, string> Answered = new(StringComparer.Ordinal)
    {
        ["webapi.apps.connections.open.ok.json"] = "done",
        ["webapi.auth.test.ok.json"] = "done",
        ["webapi.chat.postMessage.ok.json"] = "done",
        ["webapi.conversations.create.ok.json"] = "done",
        ["webapi.conversations.history.with-metadata.json"] = "done, page after it: ",
        ["webapi.conversations.invite.partial.json"] = "refused, Gone: user_not_found",
        ["webapi.error.internal_error.json"] = "unclear",
        ["webapi.error.invalid_blocks.json"] = "refused, OurMistake: invalid_blocks",
        ["webapi.error.missing_scope.json"] = "refused, Configuration: missing_scope, needs channels:manage",
        ["webapi.error.name_taken.json"] = "refused, NameTaken: name_taken",
        ["webapi.error.ratelimited.body.json"] = "wait",
        ["webapi.files.completeUploadExternal.ok.json"] = "done",
        ["webapi.files.getUploadURLExternal.ok.json"] = "done",
        ["webapi.users.info.external.json"] = "done",
        ["webapi.users.info.internal.json"] = "done",
        ["webapi.users.info.single-channel-guest.json"] = "done",
    };

    /// <summary>What the end of a socket means; null = it is no end.</summary>
    private static readonly Dictionary<string, string?> Ends = new(StringComparer.Ordinal)
    {
        ["socket.disconnect.link_disabled.json"] = "Disabled",
        ["socket.disconnect.refresh_requested.json"] = "Refresh",
        ["socket.disconnect.too_many_websockets.json"] = "TooMany",
        ["socket.disconnect.warning.json"] = "Refresh",
        ["socket.hello.json"] = null,
    };

    /// <summary>Beside those: signatures (SigningTests), the page that describes the folder, and an answer that we never give, because a form that is done just closes.</summary>
    private static readonly string[] Elsewhere = ["signing-vectors.json", "README.md", "ack.view_submission.clear.response.json"];

    private static readonly string[] Acknowledgements =
    [
        "ack.block_suggestion.response.json", "ack.slash-command.ephemeral.response.json", "ack.view_submission.errors.response.json", "ack.view_submission.update.response.json",
        "socket.ack.empty.json", "socket.ack.slash-command.json", "socket.ack.view_submission.errors.json",
    ];

    private static readonly string[] Manifests = ["manifest.http-mode.json", "manifest.socket-mode.json"];

    public static TheoryData<string> Replies { get; } = [.. Answered.Keys];

    public static TheoryData<string> Frames { get; } = [.. Ends.Keys];

    public static TheoryData<string, string> OurManifests { get; } = new() { { Manifests[0], "http-mode.json" }, { Manifests[1], "socket-mode.json" } };

    [Fact]
    public void Every_sample_that_is_no_request_is_looked_at_here() =>
        Assert.Equal([], Payloads.Names.Where(name => !ConformanceTests.IsRequest(name)).Except([.. Answered.Keys, .. Ends.Keys, .. Elsewhere, .. Acknowledgements, .. Manifests]));

    [Theory]
    [MemberData(nameof(Replies))]
    public async Task Every_answer_of_the_Web_API_is_understood(string name)
    {
        var time = new FakeTimeProvider(Some.Noon);
        using var slack = new FakeSlack(time);
        using var api = new SlackApi(slack, new SlackOptions { BotToken = new Secret("xoxb-1") }, time, NullLogger<SlackApi>.Instance);
        slack.Fail("auth.test", () => FakeSlack.Raw(Payloads.Text(name), name.Contains("ratelimited", StringComparison.Ordinal) ? HttpStatusCode.TooManyRequests : HttpStatusCode.OK));

        Assert.Equal(Answered[name], await api.CallAsync(new SlackCall("auth.test"), default) switch
        {
            SlackReply.Fine { NextCursor: { } cursor } => $"done, page after it: {cursor}",
            SlackReply.Fine fine => $"done{(fine.Body.TryGetProperty("response_metadata", out _) ? ", page after it: " : "")}",
            SlackReply.Refused refused => $"refused, {refused.Class}: {refused.Error}{(refused.Needed is { } scope ? $", needs {scope}" : "")}",
            SlackReply.Limited => "wait",
            SlackReply.Unclear => "unclear",
            _ => "not sent",
        });
    }

    [Theory]
    [MemberData(nameof(Frames))]
    public void Every_frame_of_the_socket_that_is_no_request_is_understood(string name)
    {
        using var json = JsonDocument.Parse(Payloads.Bytes(name));

        Assert.Equal(Ends[name], json.RootElement.GetProperty("type").GetString() == "disconnect" ? SocketEnds.Of(json.RootElement.GetProperty("reason").GetString()).ToString() : null);
    }

    [Fact]
    public async Task Our_answers_look_like_those_that_Slack_takes()
    {
        await using var slack = new SlackDriver();

        Fits("ack.block_suggestion.response.json", await slack.PostAsync("options", SlackDriver.Form(("payload", Payloads.Text("block_suggestion.json")))));
        Fits("ack.slash-command.ephemeral.response.json", await slack.SlashAsync("p1 checkout is down"), "blocks", "replace_original");
        await slack.SlashAsync("new");
        Fits("ack.view_submission.errors.response.json", await slack.SubmitAsync(slack.Opened(), ("title", new { type = "plain_text_input", value = (string?)null })));
        await slack.PressAsync("update INC-1");
        Fits("ack.view_submission.update.response.json", await slack.SubmitAsync(slack.Opened(), ("audience", new { selected_option = new { value = "public" } }), ("text", new { value = "We are looking into it." }), ("next", new { selected_option = new { value = "usual" } })));
    }

    [Theory]
    [InlineData("socket.ack.slash-command.json", "socket.slash_commands.json")]
    [InlineData("socket.ack.empty.json", "socket.events_api.app_mention.json")]
    [InlineData("socket.ack.view_submission.errors.json", "socket.interactive.view_submission.json")]
    public async Task Our_acknowledgements_on_the_socket_look_like_those_that_Slack_takes(string sample, string frame)
    {
        await using var slack = new SlackDriver();
        using var json = JsonDocument.Parse(Payloads.Bytes(frame));
        var id = json.RootElement.GetProperty("envelope_id").GetString()!;

        var acknowledged = await new SocketEnvelopes(slack.Inbound.Intake, NullLogger<SocketEnvelopes>.Instance).HandleAsync(id, Payloads.Bytes(frame));

        using var ours = JsonDocument.Parse(acknowledged!);
        using var theirs = JsonDocument.Parse(Payloads.Bytes(sample));
        Assert.Equal(id, ours.RootElement.GetProperty("envelope_id").GetString());
        Assert.Subset(Names(theirs.RootElement), Names(ours.RootElement));
    }

    /// <summary>What the sample manifest and ours both say is of one shape; scopes and events are <see cref="ManifestTests"/>' business.</summary>
    [Theory]
    [MemberData(nameof(OurManifests))]
    public void Our_manifests_are_built_like_the_samples(string sample, string ours)
    {
        using var theirs = JsonDocument.Parse(Payloads.Bytes(sample));
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "manifests", "slack", ours)));

        Assert.Equal([], Differences("", theirs.RootElement, manifest.RootElement));
        Assert.Subset(Names(theirs.RootElement), Names(manifest.RootElement));
        Assert.Equal(theirs.RootElement.GetProperty("settings").GetProperty("socket_mode_enabled").GetBoolean(), manifest.RootElement.GetProperty("settings").GetProperty("socket_mode_enabled").GetBoolean());
    }

    private static IEnumerable<string> Differences(string at, JsonElement theirs, JsonElement ours)
    {
        if (Kind(theirs) != Kind(ours))
        {
            return [$"{at}: {theirs.ValueKind} there, {ours.ValueKind} here"];
        }

        return ours.ValueKind == JsonValueKind.Object
            ? ours.EnumerateObject().Where(one => theirs.TryGetProperty(one.Name, out _)).SelectMany(one => Differences($"{at}.{one.Name}", theirs.GetProperty(one.Name), one.Value))
            : [];
    }

    private static JsonValueKind Kind(JsonElement value) => value.ValueKind == JsonValueKind.False ? JsonValueKind.True : value.ValueKind;

    /// <param name="more">Fields that Slack takes too and the sample does not show.</param>
    private static void Fits(string sample, Replied replied, params string[] more)
    {
        Assert.Equal(200, replied.Status);
        using var theirs = JsonDocument.Parse(Payloads.Bytes(sample));
        Assert.Superset(Names(theirs.RootElement), Names(replied.Json).Union(more).ToHashSet(StringComparer.Ordinal));
        Assert.Subset(Names(theirs.RootElement).Union(more).ToHashSet(StringComparer.Ordinal), Names(replied.Json));
        Assert.Equal([], Differences("", theirs.RootElement, replied.Json).Where(difference => !difference.StartsWith(".view.", StringComparison.Ordinal)));
    }

    private static HashSet<string> Names(JsonElement element) => element.EnumerateObject().Select(one => one.Name).ToHashSet(StringComparer.Ordinal);
}
