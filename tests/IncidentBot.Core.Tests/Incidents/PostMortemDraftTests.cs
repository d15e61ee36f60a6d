using IncidentBot.Core.Incidents;
using IncidentBot.Core.PostMortems;
using IncidentBot.Core.Sla;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Incidents;

public sealed class PostMortemDraftTests
{
    [Fact]
    public void The_draft_of_a_whole_P1_reads_as_it_was_approved()
    {
        var past = An.Incident().P1().After(4).AcknowledgedBy(Anna)
            .After(6).Says("impact nobody can pay from 11:40", Ben)
            .After(8).Says("component checkout major", Anna)
            .After(10).Says("update public: We are looking into failing payments.", Anna).Says("publish", Anna).Done(15)
            .After(20).Says("cause an expired certificate", Anna)
            .After(30).Fixed().WatchOver().After(49).Says("impact to 12:30", Ben).After(50).Says("resolve checked by hand", Anna);

        Approved.Matches(PostMortemDraft.Write(past.Build(), past.History().Events), "post-mortem-p1", "md");
    }

    [Fact]
    public void Each_figure_is_what_its_formula_says()
    {
        var incident = An.Incident().P1().After(4).AcknowledgedBy(Anna).After(6).Says("impact slow from 11:40", Ben).After(30).Fixed().WatchOver().After(50).Says("resolve checked", Anna).Build();
        var figures = IncidentFigures.Of(incident);

        Assert.Equal(TimeSpan.FromMinutes(20), figures.TimeToDetect);
        Assert.Equal(TimeSpan.FromMinutes(4), figures.TimeToAcknowledge);
        Assert.Equal(TimeSpan.FromMinutes(30), figures.TimeToMitigate);
        Assert.Equal(TimeSpan.FromMinutes(50), figures.TimeToRestore);
        Assert.Equal(TimeSpan.FromMinutes(50), figures.TimeToResolve);
    }

    [Theory]
    [InlineData(0, "0 min")]
    [InlineData(1, "1 min")]
    [InlineData(60, "1 min")]
    [InlineData(61, "2 min")]
    [InlineData(3600, "1 h 00 min")]
    [InlineData(3901, "1 h 06 min")]
    public void Times_are_rounded_up_to_the_minute(int seconds, string shown) => Assert.Equal(shown, IncidentFigures.Show(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void What_has_not_happened_is_said_to_be_missing()
    {
        var past = An.Incident().P1();
        var draft = PostMortemDraft.Write(past.Build(), past.History().Events);

        Assert.Contains("It is not resolved yet", draft, StringComparison.Ordinal);
        Assert.Contains("| to acknowledge | not yet", draft, StringComparison.Ordinal);
        Assert.Contains("What did users notice?", draft, StringComparison.Ordinal);
    }

    [Fact]
    public void Targets_are_those_of_the_highest_severity_from_when_it_was_reached_as_the_figures_judge_them()
    {
        Assert.Equal(
            ("1 h 04 min (target 15 min from 2026-03-02 12:50:00 UTC on, kept)", "2 h 11 min (target 1 h 00 min from 2026-03-02 12:50:00 UTC on, missed)"),
            Times(An.Incident().P2().After(50).Says("raise p1 worse", Lena).After(64).AcknowledgedBy(Anna).After(110).With(new ClockBreached(ClockKind.Resolution)).Fixed().WatchOver().After(131).Says("resolve checked", Anna)));
        Assert.Equal(("3 min (target 15 min)", "1 h 05 min (target 1 h 00 min, kept)"), Times(An.Incident().P1().After(3).AcknowledgedBy(Anna).After(45).Fixed().WatchOver().After(65).Says("resolve checked", Anna)));
        Assert.Equal(("3 min (target 15 min)", "50 min (target 1 h 00 min)"), Times(An.Incident().P2().After(3).AcknowledgedBy(Anna).After(5).Says("raise p1 worse", Anna).After(20).Fixed().WatchOver().After(50).Says("resolve checked", Anna)));
        Assert.Equal(
            ("20 min (target 15 min, missed)", "2 h 00 min (target 1 h 00 min, missed)"),
            Times(An.Incident().P1().After(15).With(new ClockBreached(ClockKind.Response)).After(20).AcknowledgedBy(Anna).After(60).With(new ClockBreached(ClockKind.Resolution)).Says("lower p2 better", Anna).After(100).Says("fixed", Anna).After(120).Says("resolve checked", Anna)));

        static (string Response, string Resolution) Times(IncidentBuilder past)
        {
            var rows = PostMortemDraft.Write(past.Build(), past.History().Events).Split('\n');
            return (Row("to acknowledge"), Row("to resolve"));

            string Row(string figure) => rows.Single(row => row.StartsWith($"| {figure} |", StringComparison.Ordinal))[$"| {figure} | ".Length..^2];
        }
    }

    [Theory]
    [InlineData("<img src=x onerror=alert(1)>", "\\<img src=x onerror=alert\\(1\\)\\>")]
    [InlineData("# [click](https://evil.example) @everyone `x`", "\\# \\[click\\]\\(https\\://evil.example\\) \\@everyone \\`x\\`")]
    [InlineData("1. a | b", "1\\. a \\| b")]
    public void Text_from_people_is_never_markup(string typed, string escaped)
    {
        var past = An.Incident().P1().Titled(typed);

        Assert.Equal(escaped, Markdown.Escape(typed));
        Assert.Contains($": {escaped}\n", PostMortemDraft.Write(past.Build(), past.History().Events), StringComparison.Ordinal);
    }
}
