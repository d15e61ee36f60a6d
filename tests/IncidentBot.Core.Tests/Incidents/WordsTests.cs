using IncidentBot.Core.Incidents;
using Xunit;

namespace IncidentBot.Core.Tests.Incidents;

public sealed class WordsTests
{
    [Theory]
    [InlineData("Checkout is DOWN!", "checkout-is-down")]
    [InlineData("Überlastung in Köln", "uberlastung-in-koln")]
    [InlineData("  --- a / b ---", "a-b")]
    [InlineData("<!channel> @here #general", "channel-here-general")]
    [InlineData("日本語", "")]
    [InlineData("\ud83d\udd25 fire", "fire")]
    [InlineData("abcdefghijklmnopqrstuvwxyz", "abcdefghij")]
    public void A_slug_holds_letters_digits_and_hyphens_only(string text, string slug) => Assert.Equal(slug, Words.Slug(text, 10 + (slug.Length > 10 ? 50 : 0)));

    [Theory]
    [InlineData("short", 10, "short")]
    [InlineData("exactly ten", 11, "exactly ten")]
    [InlineData("one two three", 9, "one two…")]
    [InlineData("ab\ud83d\udd25cd", 4, "ab…")]
    [InlineData("abc", 1, "…")]
    public void A_cut_ends_at_a_characters_edge_with_an_ellipsis(string text, int length, string cut) => Assert.Equal(cut, Words.Cut(text, length));

    [Fact]
    public void Cleaning_twice_changes_nothing_more()
    {
        const string text = " a\u0000b \u202e c\ud83d  d\u00a0e\u200b ";

        Assert.Equal(Words.Clean(text), Words.Clean(Words.Clean(text)));
    }
}
