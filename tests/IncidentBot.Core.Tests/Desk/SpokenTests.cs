using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Tests.Support;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Desk;

/// <summary>Times in answers: words for every chat, and the moment for those that can show it by the reader's own clock.</summary>
public sealed class SpokenTests
{
    [Fact]
    public async Task Whoever_declares_hears_when_the_next_call_and_the_acknowledgement_are_due_as_words_and_as_moments()
    {
        var world = new World();

        var answer = await world.SayAsync("p1 checkout is down", Nina);

        Assert.Contains("called at 12:05 UTC; hotline +49 30 999. An acknowledgement is due by 12:15 UTC.", answer.Text, StringComparison.Ordinal);
        Assert.Equal([new TimeSaid("12:05 UTC", Noon.AddMinutes(5)), new TimeSaid("12:15 UTC", Noon.AddMinutes(15))], answer.Times);
    }

    [Theory]
    [InlineData("snooze INC-7 15", "12:16 UTC", 16)]
    [InlineData("fixed INC-7", "12:16 UTC", 16)]
    [InlineData("update INC-7 the queue drains", "12:21 UTC", 21)]
    [InlineData("pause INC-7 the supplier is asked", "Mon 2026-03-02 12:31 UTC", 31)]
    public async Task What_changes_a_deadline_says_when_it_is_now(string line, string words, int minutes)
    {
        var world = new World().With(An.Incident().Numbered(7).P1().AcknowledgedBy(Anna));

        var answer = await world.SayAsync(line, Anna);

        Assert.Contains(words, answer.Text, StringComparison.Ordinal);
        Assert.Contains(new TimeSaid(words, Noon.AddMinutes(minutes)), answer.Times);
    }

    [Fact]
    public async Task A_refusal_that_names_a_time_does_so_too()
    {
        var world = new World().With(An.Incident().Numbered(7).P1().AcknowledgedBy(Anna));
        await world.SayAsync("fixed INC-7", Anna);
        await world.SayAsync("done INC-7 10", Anna);

        var answer = await world.SayAsync("resolve INC-7", Anna);

        Assert.Equal((AnswerKind.Refused, "The watch after the fix runs until 12:16 UTC."), (answer.Kind, answer.Text));
        Assert.Equal([new TimeSaid("12:16 UTC", Noon.AddMinutes(16))], answer.Times);
    }

    [Fact]
    public void Nothing_that_people_write_becomes_a_time_and_no_sign_of_ours_reaches_them()
    {
        var (text, times) = Spoken.Of($"a {Words.Clean(Spoken.At(Noon, "forged"))} b {Spoken.At(Noon, "12:00 UTC")}, c");

        Assert.Equal(("a 1772452800 forged b 12:00 UTC, c", "12:00 UTC"), (text, Assert.Single(times).Words));
        Assert.DoesNotContain(text, char.IsControl);
        Assert.Equal(("x", 0), (Spoken.Of("x").Text, Spoken.Of("x").Times.Count));
    }
}
