using System.Text;
using System.Text.Json;
using IncidentBot.Slack.Inbound;
using IncidentBot.Slack.Tests.Inbound.Support;

namespace IncidentBot.Slack.Tests.Inbound;

/// <summary>
/// Every sample request is taken, or refused, as its folder says; a new one in the folder makes this red until it is said how.
/// <see cref="AnswerConformanceTests"/> has the samples that are no requests.
/// </summary>
public sealed class ConformanceTests
{
    /// <summary>What each request becomes; null = nothing of the kind that Slack would send.</summary>
    private static readonly Dictionary<string, string?> Expected = new(StringComparer.Ordinal)
    {
        ["attack.ssl-check-smuggled-payload.form.txt"] = null,
        ["ssl-check.form.txt"] = null,
        ["block_actions.button-in-ephemeral.json"] = "Press in C0INCIDENT7 by U0COMMANDER of T0EXAMPLE01: none of ours",
        ["block_actions.button-in-home-tab.json"] = "Press at home by U0COMMANDER of T0EXAMPLE01: none of ours",
        ["block_actions.button-in-message.form.txt"] = "Press in C0INCIDENT7 by U0COMMANDER of T0EXAMPLE01: none of ours",
        ["block_actions.button-in-message.json"] = "Press in C0INCIDENT7 by U0COMMANDER of T0EXAMPLE01: none of ours",
        ["block_actions.external-user-in-shared-channel.json"] = "Press in C0INCIDENT7 by U0OUTSIDER9 of T0PARTNER09: none of ours",
        ["block_actions.overflow-in-message.json"] = "Press in C0INCIDENT7 by U0COMMANDER of T0EXAMPLE01: none of ours",
        ["block_actions.select-in-message.json"] = "Press in C0INCIDENT7 by U0COMMANDER of T0EXAMPLE01: none of ours",
        ["block_actions.select-in-modal.json"] = "Press in V0EXAMPLE01 by U0COMMANDER of T0EXAMPLE01: none of ours",
        ["block_actions.user-select-in-message.json"] = "Press in C0INCIDENT7 by U0COMMANDER of T0EXAMPLE01: none of ours",
        ["block_suggestion.json"] = "Suggestion",
        ["event.app_home_opened.first-time.json"] = "HomeOpened by U0RESPONDR2",
        ["event.app_home_opened.json"] = "HomeOpened by U0COMMANDER",
        ["event.app_mention.json"] = "Mention by U0COMMANDER of T0EXAMPLE01 in C0INCIDENT7: <@U0BOTEXMPL1> status",
        ["event.app_rate_limited.json"] = "Limited",
        ["event.app_uninstalled.json"] = "Expelled, the app is gone",
        ["event.channel_archive.json"] = "ChannelArchived C0INCIDENT7",
        ["event.channel_id_changed.json"] = "ChannelMoved G0PRIVATE02 to C0PRIVATE02",
        ["event.member_joined_channel.json"] = "Joined C0INCIDENT7 by U0RESPONDR2, brought by U0COMMANDER",
        ["event.member_joined_channel.self.json"] = "Joined C0INCIDENT7 by U0BOTEXMPL1, brought by U0COMMANDER",
        ["event.message.channel_topic.json"] = "Other message",
        ["event.message.channels.json"] = "Said by U0RESPONDR2 of T0EXAMPLE01 in C0INCIDENT7",
        ["event.message.channels.same-message-as-app_mention.json"] = "Said by U0COMMANDER of T0EXAMPLE01 in C0INCIDENT7",
        ["event.message.external-user-in-shared-channel.json"] = "Said by U0OUTSIDER9 of T0PARTNER09 in C0SHARED003",
        ["event.message.message_changed.json"] = "Other message",
        ["event.message.message_deleted.json"] = "Other message",
        ["event.message.own-bot-message.json"] = "Other message",
        ["event.message.thread-reply.json"] = "Said by U0RESPONDR2 of T0EXAMPLE01 in C0INCIDENT7, thread 1790000010.000100",
        ["event.reaction_added.json"] = "Reaction pushpin on 1790000120.000200 by U0COMMANDER",
        ["event.reaction_added.no-item_user.json"] = "Reaction pushpin on 1790000010.000100 by U0COMMANDER",
        ["event.reaction_removed.json"] = "Reaction pushpin off 1790000120.000200 by U0COMMANDER",
        ["event.tokens_revoked.json"] = "Expelled, the token is gone",
        ["event.url_verification.json"] = "Verification",
        ["message_action.json"] = "Shortcut incident.pin_to_timeline by U0COMMANDER: p95 jumped at 14:02",
        ["shortcut.global.json"] = "Shortcut incident.declare.global by U0COMMANDER",
        ["slash-command.enterprise-empty-text.form.txt"] = "Command by U0COMMANDER of T0EXAMPLE01 in C0GENERAL01: ",
        ["slash-command.escaped-entities.form.txt"] = "Command by U0COMMANDER of T0EXAMPLE01 in C0GENERAL01: assign @jo in #inc-0042-checkout note: a <b> & c",
        ["slash-command.form.txt"] = "Command by U0COMMANDER of T0EXAMPLE01 in C0GENERAL01: declare sev2 Checkout latency above 4 s",
        ["slash-command.in-dm.form.txt"] = "Command by U0COMMANDER of T0EXAMPLE01 in D0DIRECTM01: status",
        ["slash-command.private-channel.form.txt"] = "Command by U0COMMANDER of T0EXAMPLE01 in C0PRIVATE02: link #C0PRIVATE02",
        ["socket.slash_commands.json"] = "Command by U0COMMANDER of T0EXAMPLE01 in C0GENERAL01: declare sev2 Checkout latency above 4 s",
        ["socket.events_api.app_mention.json"] = "Mention by U0COMMANDER of T0EXAMPLE01 in C0INCIDENT7: <@U0BOTEXMPL1> status",
        ["socket.events_api.app_mention.retry.json"] = "Mention by U0COMMANDER of T0EXAMPLE01 in C0INCIDENT7: <@U0BOTEXMPL1> status",
        ["socket.interactive.block_actions.json"] = "Press in C0INCIDENT7 by U0COMMANDER of T0EXAMPLE01: none of ours",
        ["socket.interactive.view_submission.json"] = "Submission of incident.declare by U0COMMANDER: severity=sev2 title=Checkout latency above 4 s",
        ["view_closed.json"] = "Other",
        ["view_submission.declare.form.txt"] = "Submission of incident.declare by U0COMMANDER: severity=sev2 title=Checkout latency above 4 s",
        ["view_submission.declare.json"] = "Submission of incident.declare by U0COMMANDER: severity=sev2 title=Checkout latency above 4 s",
        ["view_submission.empty-optionals.json"] = "Submission of incident.declare by U0COMMANDER: ",
    };

    public static TheoryData<string> Requests { get; } = [.. Payloads.Names.Where(IsRequest)];

    [Theory]
    [MemberData(nameof(Requests))]
    public void Every_sample_becomes_what_its_folder_says(string name)
    {
        Assert.True(Expected.TryGetValue(name, out var expected), $"nobody said what {name} should become");

        Assert.Equal(expected, Read(name));
    }

    [Fact]
    public void Nothing_is_expected_of_a_sample_that_is_not_there() => Assert.All(Expected.Keys, name => Assert.Contains(name, Payloads.Names));

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Every_sample_is_answered_over_the_wire_without_an_error(string name)
    {
        await using var slack = new SlackDriver();
        var (road, body, type) = Wire(name);

        var replied = await slack.PostAsync(road, body, type);

        Assert.Equal(200, replied.Status);
    }

    [Fact]
    public async Task What_is_smuggled_past_the_signature_in_a_certificate_check_does_nothing()
    {
        await using var slack = new SlackDriver();

        foreach (var road in SlackEndpoints.Names)
        {
            var replied = await slack.SendAsync(road, Payloads.Bytes("attack.ssl-check-smuggled-payload.form.txt"), "application/x-www-form-urlencoded");
            Assert.Equal((200, ""), (replied.Status, replied.Body));
        }

        Assert.Empty(slack.Store.Saved);
    }

    internal static bool IsRequest(string name) =>
        name.EndsWith(".form.txt", StringComparison.Ordinal)
        || (name.EndsWith(".json", StringComparison.Ordinal) && (name.Split('.')[0] is "event" or "block_actions" or "view_submission" or "view_closed" or "shortcut" or "message_action" or "block_suggestion"
            || name.StartsWith("socket.slash", StringComparison.Ordinal) || name.StartsWith("socket.events", StringComparison.Ordinal) || name.StartsWith("socket.interactive", StringComparison.Ordinal)));

    private static (string Road, byte[] Body, string Type) Wire(string name) => name switch
    {
        _ when name.StartsWith("event.", StringComparison.Ordinal) => ("events", Payloads.Bytes(name), "application/json; charset=utf-8"),
        _ when name.StartsWith("socket.", StringComparison.Ordinal) => Unwrapped(name),
        _ when name.EndsWith(".form.txt", StringComparison.Ordinal) => (name.StartsWith("slash", StringComparison.Ordinal) || name.Contains("ssl", StringComparison.Ordinal) ? "commands" : "interactions", Payloads.Bytes(name), "application/x-www-form-urlencoded; charset=utf-8"),
        _ => ("interactions", SlackDriver.Form(("payload", Payloads.Text(name))), "application/x-www-form-urlencoded"),
    };

    private static (string Road, byte[] Body, string Type) Unwrapped(string name)
    {
        using var json = JsonDocument.Parse(Payloads.Bytes(name));
        var payload = json.RootElement.GetProperty("payload");
        return name.StartsWith("socket.slash", StringComparison.Ordinal)
            ? ("commands", SlackDriver.Form([.. payload.EnumerateObject().Select(field => (field.Name, field.Value.GetString()!))]), "application/x-www-form-urlencoded")
            : name.StartsWith("socket.events", StringComparison.Ordinal) ? ("events", Encoding.UTF8.GetBytes(payload.GetRawText()), "application/json")
            : ("interactions", SlackDriver.Form(("payload", payload.GetRawText())), "application/x-www-form-urlencoded");
    }

    private static string? Read(string name)
    {
        var roster = new SlackDriver().Roster;
        var (road, body, _) = Wire(name);
        if (road is "events")
        {
            using var json = JsonDocument.Parse(body);
            return Told(SlackEvent.Of(json.RootElement));
        }

        var form = FormBody.Read(body)!;
        if (!form.TryGetValue("payload", out var payload) || form.ContainsKey("ssl_check"))
        {
            return SlashCommand.Of(form) is { } command ? $"Command by {Who(command.By)} in {command.Channel}: {SlackText.Read(command.Text, roster)}" : null;
        }

        using var interaction = JsonDocument.Parse(payload);
        return Told(Interaction.Of(interaction.RootElement));
    }

    private static string? Told(Interaction? interaction) => interaction switch
    {
        Interaction.Press press => $"Press {(press.IsHome ? "at home" : $"in {press.Channel ?? press.View}")} by {Who(press.By)}: {press.Line ?? "none of ours"}",
        Interaction.Submission submission => $"Submission of {submission.CallbackId} by {submission.By.Id}: {string.Join(' ', submission.Fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={field.Value}"))}",
        Interaction.Shortcut shortcut => $"Shortcut {shortcut.CallbackId} by {shortcut.By.Id}{(shortcut.Words is { } words ? $": {words}" : "")}",
        _ => interaction?.GetType().Name,
    };

    private static string? Told(SlackEvent? happened) => happened switch
    {
        SlackEvent.Mention mention => $"Mention by {Who(mention.By)} in {mention.Channel}: {mention.Text}",
        SlackEvent.Said said => $"Said by {Who(said.By)} in {said.Channel}{(said.Thread is { } thread ? $", thread {thread}" : "")}",
        SlackEvent.Reaction reaction => $"Reaction {reaction.Name} {(reaction.Added ? "on" : "off")} {reaction.Ts} by {reaction.By.Id}",
        SlackEvent.Joined joined => $"Joined {joined.Channel} by {joined.By.Id}, brought by {joined.Inviter}",
        SlackEvent.HomeOpened opened => $"HomeOpened by {opened.By.Id}",
        SlackEvent.ChannelArchived archived => $"ChannelArchived {archived.Channel}",
        SlackEvent.ChannelMoved moved => $"ChannelMoved {moved.From} to {moved.To}",
        SlackEvent.Expelled expelled => $"Expelled, the {(expelled.Uninstalled ? "app" : "token")} is gone",
        SlackEvent.Other other => $"Other {other.Type}",
        _ => happened?.GetType().Name,
    };

    private static string Who(SlackUser user) => $"{user.Id} of {user.Team}";
}
