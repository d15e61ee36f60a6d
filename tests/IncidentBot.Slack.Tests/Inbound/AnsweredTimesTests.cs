using IncidentBot.Core.Desk;
using IncidentBot.Core.Messages;
using IncidentBot.Slack.Inbound;
using IncidentBot.Slack.Outbound;
using IncidentBot.Slack.Tests.Inbound.Support;
using IncidentBot.TestKit;

namespace IncidentBot.Slack.Tests.Inbound;

/// <summary>Whoever is answered in another zone reads their own clock.</summary>
public sealed class AnsweredTimesTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1_790_000_300);

    [Fact]
    public async Task Times_in_an_answer_are_shown_by_the_readers_clock_and_stand_in_words_for_who_has_none()
    {
        await using var slack = new SlackDriver();

        var told = (await slack.SlashAsync("p1 checkout is down", user: "U0RESPONDR3")).Text;

        var due = SlackDriver.Now.AddMinutes(15).ToUnixTimeSeconds();
        Assert.Contains($"An acknowledgement is due by <!date^{due}^{{date_short_pretty}} {{time}}|14:28 UTC>.", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_day_with_its_time_is_one_and_nothing_is_put_into_what_stands_there_already()
    {
        List<TimeSaid> times = [new("14:18 UTC", At), new("Mon 2026-09-21 14:18 UTC", At)];

        Assert.Equal(
            "<b> until <!date^1790000300^{date_short_pretty} {time}|Mon 2026-09-21 14:18 UTC>, <!date^1790000300^{date_short_pretty} {time}|14:18 UTC>".Replace("<b>", "&lt;b&gt;", StringComparison.Ordinal),
            Mrkdwn.Escape("<b> until Mon 2026-09-21 14:18 UTC, 14:18 UTC", times, 3000));
    }

    [Fact]
    public void In_a_window_and_in_an_answer_that_goes_on_below_they_are_shown_by_the_readers_clock_too()
    {
        var cards = CardRenderer.For(Some.Roster, "/incident");
        List<TimeSaid> times = [new("14:18 UTC", At)];

        var window = new ViewRenderer(cards).Told("INC-1", "Due at 14:18 UTC. <b>", null, times)["blocks"]![0]!["text"]!["text"]!.GetValue<string>();
        var below = new AnswerRenderer(cards).Draw(new Answer(AnswerKind.Done, Visibility.OnlyYou, $"Due at 14:18 UTC. {new string('x', 4000)}") { Times = times })[0].Blocks[1]!["text"]!["text"]!.GetValue<string>();

        Assert.All([window, below], drawn => Assert.StartsWith("Due at <!date^1790000300^{date_short_pretty} {time}|2026-09-21 14:18 UTC>.", drawn, StringComparison.Ordinal));
        Assert.EndsWith("&lt;b&gt;", window, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_is_too_long_keeps_its_words_and_no_time_is_cut_in_two()
    {
        var text = Mrkdwn.Escape($"14:18 UTC {new string('x', 50)}", [new("14:18 UTC", At)], 60);

        Assert.StartsWith("14:18 UTC xxx", text, StringComparison.Ordinal);
        Assert.True(text.Length <= 60);
    }
}
