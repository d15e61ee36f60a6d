using System.ComponentModel.DataAnnotations;
using IncidentBot.Core.Settings;

namespace IncidentBot.Slack.Tests;

public sealed class SlackOptionsTests
{
    private const string Bot = "xoxb-1-2-abc";
    private const string App = "xapp-1-2-abc";
    private const string Signing = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void Switched_off_nothing_is_needed() => Assert.Empty(Problems(new SlackOptions()));

    [Fact]
    public void Socket_mode_needs_both_tokens() =>
        Assert.Equal([nameof(SlackOptions.AppToken), nameof(SlackOptions.BotToken)], Problems(new SlackOptions { Mode = SlackMode.Socket }));

    [Fact]
    public void Http_mode_needs_the_signing_secret_and_no_app_token() =>
        Assert.Equal([nameof(SlackOptions.SigningSecret)], Problems(new SlackOptions { Mode = SlackMode.Http, BotToken = new Secret(Bot) }));

    [Fact]
    public void A_complete_installation_has_no_problem()
    {
        Assert.Empty(Problems(new SlackOptions { Mode = SlackMode.Socket, BotToken = new Secret(Bot), AppToken = new Secret(App) }));
        Assert.Empty(Problems(new SlackOptions { Mode = SlackMode.Http, BotToken = new Secret(Bot), SigningSecret = new Secret(Signing), PreviousSigningSecret = new Secret(Signing + "0") }));
    }

    [Fact]
    public void Tokens_in_each_others_place_are_noticed_and_never_printed()
    {
        var options = new SlackOptions { Mode = SlackMode.Socket, BotToken = new Secret(App), AppToken = new Secret("xoxp-1-2-abc") };

        Assert.Equal([nameof(SlackOptions.AppToken), nameof(SlackOptions.BotToken)], Problems(options));
        Assert.All(options.Validate(new ValidationContext(options)), problem => Assert.DoesNotContain("-1-2-abc", problem.ErrorMessage, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://slack.example/api/")]
    [InlineData("https://slack.com/api")]
    [InlineData("https://token@slack.com/api/")]
    [InlineData("ftp://slack.com/api/")]
    public void An_address_that_could_leak_the_token_is_refused(string address) =>
        Assert.Equal([nameof(SlackOptions.ApiBaseUrl)], Problems(Good(address)));

    [Theory]
    [InlineData("https://slack-gov.com/api/")]
    [InlineData("http://127.0.0.1:4003/api/")]
    public void GovSlack_and_this_machine_are_allowed(string address) => Assert.Empty(Problems(Good(address)));

    [Theory]
    [InlineData("incidents", true)]
    [InlineData("#störungen", true)]
    [InlineData("C024BE91L", true)]
    [InlineData("Incidents", false)]
    [InlineData("two words", false)]
    [InlineData("", false)]
    public void A_channel_is_a_name_or_an_id(string channel, bool good) =>
        Assert.Equal(good, Problems(new SlackOptions { Mode = SlackMode.Socket, BotToken = new Secret(Bot), AppToken = new Secret(App), AnnouncementChannel = channel }).Count == 0);

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(60 * 24, true)]
    [InlineData((60 * 24) + 1, false)]
    public void A_room_is_not_archived_while_its_incident_can_be_reopened(int hours, bool good) =>
        Assert.Equal(good, Problems(new SlackOptions { Mode = SlackMode.Socket, BotToken = new Secret(Bot), AppToken = new Secret(App), ArchiveRoomsAfter = TimeSpan.FromHours(hours) }).Count == 0);

    [Theory]
    [InlineData("/incident", true)]
    [InlineData("incident", false)]
    [InlineData("/Incident", false)]
    public void A_command_begins_with_a_slash(string command, bool good) =>
        Assert.Equal(good, Problems(new SlackOptions { Mode = SlackMode.Socket, BotToken = new Secret(Bot), AppToken = new Secret(App), Command = command }).Count == 0);

    [Theory]
    [InlineData("A024BE7LH", true)]
    [InlineData("B024BE7LH", false)]
    [InlineData("A0", false)]
    [InlineData("", false)]
    public void An_app_is_named_by_its_id(string app, bool good) =>
        Assert.Equal(good, Problems(new SlackOptions { Mode = SlackMode.Socket, BotToken = new Secret(Bot), AppToken = new Secret(App), AppId = app }).Count == 0);

    [Theory]
    [InlineData(SlackMode.Socket, null, "xapp-1-A024BE7LH-123-abc", "A024BE7LH")]
    [InlineData(SlackMode.Socket, "A0OTHER01", "xapp-1-A024BE7LH-123-abc", "A0OTHER01")]
    [InlineData(SlackMode.Socket, null, "xapp-1-2-abc", null)]
    [InlineData(SlackMode.Socket, null, "xapp-secret", null)]
    [InlineData(SlackMode.Http, null, "xapp-1-A024BE7LH-123-abc", null)]
    public void The_app_is_known_from_the_start_where_the_settings_say_it(SlackMode mode, string? named, string token, string? known) =>
        Assert.Equal(known, new SlackOptions { Mode = mode, AppId = named, AppToken = new Secret(token) }.KnownAppId);

    private static SlackOptions Good(string address) => new() { Mode = SlackMode.Socket, BotToken = new Secret(Bot), AppToken = new Secret(App), ApiBaseUrl = new Uri(address) };

    private static List<string> Problems(SlackOptions options) =>
        [.. options.Validate(new ValidationContext(options)).SelectMany(problem => problem.MemberNames).Order(StringComparer.Ordinal)];
}
