using IncidentBot.Core.PostMortems;
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
