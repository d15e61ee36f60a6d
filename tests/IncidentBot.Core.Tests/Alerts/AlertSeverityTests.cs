using System.Collections.Frozen;
using System.Collections.Immutable;
using IncidentBot.Core.Alerts;
using IncidentBot.Core.Incidents;
using Xunit;

namespace IncidentBot.Core.Tests.Alerts;

public sealed class AlertSeverityTests
{
    /// <summary>The table of the integrations page, section 10, word by word.</summary>
    [Theory]
    [InlineData(AlertClass.Red, "critical page red p1 sev1 emergency fatal CRITICAL Fatal")]
    [InlineData(AlertClass.Orange, "error high major p2 sev2 Error")]
    [InlineData(AlertClass.Yellow, "warning warn yellow medium minor p3 WARN")]
    [InlineData(AlertClass.Note, "info none low debug Info")]
    public void Every_word_has_its_class_in_any_case(AlertClass found, string words) =>
        Assert.All(words.Split(' '), word => Assert.Equal((found, false), AlertSeverity.Of(Saying(word), AlertSettings.Default)));

    [Theory]
    [InlineData(null)]
    [InlineData("catastrophic")]
    public void A_missing_or_unknown_word_is_yellow_and_says_so(string? word) =>
        Assert.Equal((AlertClass.Yellow, true), AlertSeverity.Of(Saying(word), AlertSettings.Default));

    [Fact]
    public void Labels_are_looked_at_in_the_order_of_the_page()
    {
        var alert = Saying("info") with { Labels = Labels(("priority", "low"), ("colour", "yellow"), ("incident_priority", "p1")) };

        Assert.Equal(AlertClass.Red, AlertSeverity.Of(alert, AlertSettings.Default).Class);
        Assert.Equal(AlertClass.Yellow, AlertSeverity.Of(alert with { Labels = alert.Labels.Remove("incident_priority") }, AlertSettings.Default).Class);
        Assert.Equal(AlertClass.Note, AlertSeverity.Of(alert with { Labels = alert.Labels.Remove("incident_priority").Remove("colour") }, AlertSettings.Default).Class);
    }

    [Fact]
    public void A_word_mapped_in_the_settings_comes_before_the_table()
    {
        var ours = AlertSettings.Default with { Words = new Dictionary<string, AlertClass>(StringComparer.OrdinalIgnoreCase) { ["catastrophic"] = AlertClass.Red, ["error"] = AlertClass.Yellow }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase) };

        Assert.Equal((AlertClass.Red, false), AlertSeverity.Of(Saying("Catastrophic"), ours));
        Assert.Equal((AlertClass.Yellow, false), AlertSeverity.Of(Saying("error"), ours));
    }

    [Theory]
    [InlineData("critical", null, Severity.P2)]
    [InlineData("critical", "true", Severity.P1)]
    [InlineData("critical", "false", Severity.P2)]
    [InlineData("p1", null, Severity.P1)]
    [InlineData("error", "true", Severity.P2)]
    public void Rules_marked_as_an_outage_propose_a_P1_and_others_a_P2(string word, string? outage, Severity proposed)
    {
        var alert = Saying(word) with { Labels = outage is null ? Labels() : Labels((AlertSeverity.Outage, outage)) };

        Assert.Equal(proposed, AlertSeverity.Proposed(alert, AlertSeverity.Of(alert, AlertSettings.Default).Class));
    }

    private static Alert Saying(string? severity) => new("prometheus", "a", true, "x") { Severity = severity };

    private static ImmutableSortedDictionary<string, string> Labels(params (string Key, string Value)[] labels) =>
        labels.ToImmutableSortedDictionary(label => label.Key, label => label.Value, StringComparer.OrdinalIgnoreCase);
}
