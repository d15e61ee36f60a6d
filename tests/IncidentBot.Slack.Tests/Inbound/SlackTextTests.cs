using IncidentBot.Core.Roster;
using IncidentBot.Slack.Inbound;

namespace IncidentBot.Slack.Tests.Inbound;

public sealed class SlackTextTests
{
    private static readonly PeopleRoster Roster = PeopleRoster.From(new PeopleOptions { P1List = { "slack/S0ONCALL01 @oncall" }, List = { new PersonOptions { Id = "ben", Name = "Ben", Chats = { ["slack"] = "U2" } } } });

    [Theory]
    [InlineData("plain words", "plain words")]
    [InlineData("handover <@U2|b.en>", "handover @ben")]
    [InlineData("handover <@U2>", "handover @ben")]
    [InlineData("ask <@W99|somebody>", "ask @W99")]
    [InlineData("see <#C1|ops> and <#C2|>", "see #ops and #C2")]
    [InlineData("<!here> <!subteam^S1|@dbas> <!channel>", "@here @dbas @channel")]
    [InlineData("<!subteam^S0ONCALL01> <!subteam^S0OTHER001>", "@oncall @S0OTHER001")]
    [InlineData("<!date^1790000000^{date}|today>", "today")]
    [InlineData("due <!date^1795581707^{date_short_pretty} {time}|2026-11-25 04:41 UTC>, at once", "due 2026-11-25 04:41 UTC, at once")]
    [InlineData("<date of the fix>", "<date of the fix>")]
    [InlineData("<https://a.example/b?c=1&amp;d=2>", "https://a.example/b?c=1&d=2")]
    [InlineData("<https://a.example/b|the log>", "the log (https://a.example/b)")]
    [InlineData("<http://a.example|a.example>", "http://a.example")]
    [InlineData("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c")]
    [InlineData("1 < 2 and 3 > 2", "1 < 2 and 3 > 2")]
    [InlineData("&lt;@U2&gt; is only text", "<@U2> is only text")]
    [InlineData("<@U2", "<@U2")]
    [InlineData("&#60;script&#62;", "&#60;script&#62;")]
    public void Mentions_and_links_become_words_and_entities_are_undone_once(string typed, string read) => Assert.Equal(read, SlackText.Read(typed, Roster));

    [Theory]
    [InlineData("<@U0BOT> status", "U0BOT", "status")]
    [InlineData("<@U0BOT|incidentbot>: status", "U0BOT", "status")]
    [InlineData("  <@U0BOT>", "U0BOT", "")]
    [InlineData("<@U0BOT> status", null, "status")]
    [InlineData("<@U2> is on it", "U0BOT", "<@U2> is on it")]
    [InlineData("status", "U0BOT", "status")]
    public void The_bot_s_own_name_in_front_is_no_part_of_the_line(string typed, string? bot, string line) => Assert.Equal(line, SlackText.WithoutMention(typed, bot));

    [Theory]
    [InlineData("ask @U0EVE and @W99 in #C0GENERAL01", 0, "ask @Eve Adams and @W99 in #general")]
    [InlineData("handover @U0EVE because @U0EVE knows it", 1, "handover @U0EVE because @Eve Adams knows it")]
    [InlineData("see #C0PRIVATE02, mail ops@example.com, 1#2", 0, "see #C0PRIVATE02, mail ops@example.com, 1#2")]
    public void Ids_become_names_where_they_are_known(string text, int kept, string shown) =>
        Assert.Equal(shown, SlackText.WithNames(text, kept, id => id is "U0EVE" ? "Eve Adams" : null, id => id is "C0GENERAL01" ? "general" : null));
}
