using System.Collections.Immutable;
using IncidentBot.Core.Alerts;
using IncidentBot.Core.Incidents;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Alerts;

public sealed class AlertTests
{
    [Fact]
    public void Whatever_a_source_writes_is_cleaned_and_bounded()
    {
        var alert = new Alert("prometheus", new string('i', 999), true, "down\u202E\u200B\n@channel " + new string('x', 999))
        {
            Description = new string('d', 9_999),
            Service = " \u0007 ",
            Labels = Enumerable.Range(0, 99).ToImmutableSortedDictionary(i => $"label{i:00}", _ => new string('v', 999), StringComparer.OrdinalIgnoreCase),
        }.Clean(Noon);

        Assert.Equal(Words.TitleLength, alert.Title.Length);
        Assert.StartsWith("down @channel x", alert.Title, StringComparison.Ordinal);
        Assert.Equal(Alert.IdLength, alert.Id.Length);
        Assert.Equal(Alert.DescriptionLength, alert.Description!.Length);
        Assert.Null(alert.Service);
        Assert.Equal(Alert.MostLabels, alert.Labels.Count);
        Assert.All(alert.Labels.Values, value => Assert.Equal(Alert.LabelLength, value.Length));
    }

    [Theory]
    [InlineData("https://ci.example.com/runs/77", true)]
    [InlineData("http://grafana.example.com/d/1?x=1&y=2", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("https://anna:secret@example.com/", false)]
    [InlineData("https://example.com/|fool>", false)]
    [InlineData("not a link", false)]
    [InlineData("/runs/77", false)]
    public void Only_what_is_a_link_stays_one(string url, bool kept) =>
        Assert.Equal(kept ? url : null, (new Alert("s", "a", true, "x") { Url = url }).Clean(Noon).Url);

    [Fact]
    public void A_clock_that_is_ahead_does_not_make_later_alerts_look_old() =>
        Assert.Equal(Noon, (new Alert("s", "a", true, "x") { StartsAt = Noon + TimeSpan.FromDays(9) }).Clean(Noon).StartsAt);
}
