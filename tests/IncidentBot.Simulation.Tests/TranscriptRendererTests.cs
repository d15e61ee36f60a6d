using IncidentBot.Core.Messages;
using Xunit;

namespace IncidentBot.Simulation.Tests;

public sealed class TranscriptRendererTests
{
    private static readonly DateTimeOffset Morning = new(2027, 3, 1, 7, 5, 0, TimeSpan.Zero);

    private readonly TranscriptRenderer _renderer = new(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

    [Fact]
    public void A_card_shows_title_tone_facts_tasks_progress_and_buttons()
    {
        var card = new Card("INC-7 · P1 · checkout is down", "")
        {
            Tone = Tone.Alarm,
            Blocks =
            [
                new Block.Facts([new Fact("Status", "Alert"), new Fact("Declared", [new Span.Words("by Anna, "), new Span.Moment(Morning)])]),
                new Block.Checklist([new ListItem(1, "acknowledge", true), new ListItem(12, "smoke tests", false)]),
                new Block.Progress("Response", 52),
                Block.Text.Of(new Span.Mention("anna", "Anna Berg"), new Span.Words(" is called.")),
            ],
            Buttons = [new Button("Acknowledge", "ack INC-7"), new Button("Next step", "next INC-7")],
        };

        Assert.Equal(
            [
                "┌─ INC-7 · P1 · checkout is down ──────────────────────────────── ALARM ─",
                "│ Status    Alert",
                "│ Declared  by Anna, 08:05 Europe/Berlin",
                "│ [x]  1  acknowledge",
                "│ [ ] 12  smoke tests",
                "│ Response  ██████████░░░░░░░░░░  52 %",
                "│ @Anna Berg is called.",
                "│ [Acknowledge] ack INC-7   [Next step] next INC-7",
                "└────────────────────────────────────────────────────────────────────────",
            ],
            _renderer.Draw(card));
    }

    [Fact]
    public void A_moment_of_another_day_says_which()
    {
        var card = new Card("", "") { Blocks = [Block.Text.Of(new Span.Moment(Morning), new Span.Words(" and "), new Span.Moment(Morning.AddDays(7)))] };

        Assert.Contains("│ 08:05 Europe/Berlin and Mon 8 March 08:05 Europe/Berlin", _renderer.Draw(card, Morning.AddHours(2)));
    }

    [Fact]
    public void Nothing_is_wider_than_eighty_columns_under_its_time()
    {
        var words = string.Join(' ', Enumerable.Repeat("words", 60)) + new string('x', 200);
        var card = new Card(words, words)
        {
            Blocks = [Block.Text.Of(words), new Block.Facts([new Fact("A rather long name of a fact that goes on", words)]), new Block.Checklist([new ListItem(1, words, false)])],
            Buttons = [.. Enumerable.Range(1, 6).Select(number => new Button($"Button {number}", $"note INC-7 text {number}"))],
        };

        Assert.All(_renderer.Posted(Morning, "IncidentBot", null, card), line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public void Characters_that_move_hide_or_turn_other_text_are_gone()
    {
        Assert.Equal("red bell", TranscriptRenderer.Clean("\u001bred\u0007 bell").Replace("[31m", "", StringComparison.Ordinal));
        Assert.Equal("gnp.exe", TranscriptRenderer.Clean("\u202Egnp\u200B.exe\u202C"));
        Assert.Equal("two lines", TranscriptRenderer.Clean("two\nlines"));
    }

    [Fact]
    public void A_card_that_is_only_a_title_is_one_line() =>
        Assert.Equal(["── INC-7: Ben acknowledged"], _renderer.Draw(new Card("INC-7: Ben acknowledged", "")));

    [Fact]
    public void What_somebody_said_stands_behind_time_and_name() =>
        Assert.Equal(["08:05  Anna Berg  ack INC-7"], _renderer.Said(Morning, "Anna Berg", "ack INC-7"));

    [Fact]
    public void Wide_letters_take_two_columns()
    {
        var lines = _renderer.Draw(new Card("x", "x") { Blocks = [Block.Text.Of(new string('メ', 60))] });

        Assert.Equal(35, lines[1].Count(letter => letter == 'メ'));
    }
}
