using IncidentBot.Core.Playbooks;
using Xunit;

namespace IncidentBot.Core.Tests.Playbooks;

public sealed class HandbookTests
{
    private static readonly Handbook Handbook = new(
        [
            new Playbook("slow-api", "Slow API", ["slow", "response time"], ["ApiSlow"], [new PlaybookStep("Look", null)]),
            new Playbook("slow-jobs", "Slow jobs", ["slow", "jobs"], [], [new PlaybookStep("Look", null)]),
            new Playbook("login", "Login", ["log in"], ["AuthDown"], [new PlaybookStep("Look", null)]),
        ],
        []);

    private static string Suggested(string title, params string[] alerts) => string.Join(' ', Handbook.Suggest(title, alerts).Select(playbook => playbook.Name));

    [Theory]
    [InlineData("checkout is SLOW!", "slow-api slow-jobs")]
    [InlineData("slow jobs", "slow-jobs slow-api")]
    [InlineData("the response-time is bad", "slow-api")]
    [InlineData("a slowdance in the blog index", "")]
    [InlineData("blog indexing", "")]
    [InlineData("nobody can log in", "login")]
    public void Words_of_the_title_are_symptoms_as_whole_words_and_the_best_fit_comes_first(string title, string names) => Assert.Equal(names, Suggested(title));

    [Fact]
    public void An_alert_counts_more_than_words()
    {
        Assert.Equal("login slow-api slow-jobs", Suggested("slow", "AuthDown"));
        Assert.Equal("slow-jobs", Suggested("x", "slow-jobs"));
    }

    [Fact]
    public void One_is_found_by_name_title_or_the_beginning_of_either()
    {
        Assert.Equal(["slow-api"], Handbook.Find("SLOW-API").Select(one => one.Name));
        Assert.Equal(["slow-api"], Handbook.Find("slow a").Select(one => one.Name));
        Assert.Equal(["slow-api", "slow-jobs"], Handbook.Find("slow").Select(one => one.Name));
        Assert.Empty(Handbook.Find("other"));
    }
}
