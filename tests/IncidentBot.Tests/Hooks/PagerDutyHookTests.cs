using System.Net;
using System.Text.Json.Nodes;
using IncidentBot.Tests.Api;

namespace IncidentBot.Tests.Hooks;

public sealed class PagerDutyHookTests
{
    /// <summary>As an Alertmanager really sends it.</summary>
    private static readonly string Trigger = Sample("pagerduty-events-trigger.json");

    private static readonly string Resolve = Sample("pagerduty-events-resolve.json");

    [Theory]
    [InlineData("/hooks/pagerduty-events")]
    [InlineData("/hooks/pagerduty-events/v2/enqueue")]
    public async Task An_event_of_the_Events_API_is_an_alert(string path)
    {
        await using var api = await ApiDriver.StartAsync();

        using var fires = await api.EventAsync(Trigger, path);
        using var clears = await api.EventAsync(Resolve, path);

        Assert.Equal(HttpStatusCode.Accepted, fires.StatusCode);
        Assert.Equal("""{"status":"success","message":"Event processed","dedup_key":"7d599fea1964fbef52e8fef8427fd94402a6a60af443cf3b25a1e279e31c9866"}""", await fires.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Accepted, clears.StatusCode);
        var alerts = api.Alerts.Seen.SelectMany(call => call.Alerts).ToList();
        Assert.Equal([("smoke-runner", true), ("smoke-runner", false)], alerts.Select(alert => (alert.Source, alert.Firing)));
        Assert.Single(alerts.Select(alert => alert.Id).Distinct());
        Assert.Equal(("auth", "critical", "https://runbooks.example.com/login", "hypercare"), (alerts[0].Service, alerts[0].Severity, alerts[0].Url, alerts[0].Labels["group"]));
    }

    [Fact]
    public async Task Without_a_key_of_its_own_the_same_event_is_the_same_alert()
    {
        await using var api = await ApiDriver.StartAsync();
        var bare = Changed(Trigger, body => body.Remove("dedup_key"));

        using var first = await api.EventAsync(bare);
        using var second = await api.EventAsync(bare);

        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Single(api.Alerts.Seen.Select(call => call.Alerts[0].Id).Distinct());
    }

    [Fact]
    public async Task An_acknowledgement_elsewhere_is_taken_and_changes_nothing()
    {
        await using var api = await ApiDriver.StartAsync();

        using var response = await api.EventAsync(Changed(Resolve, body => body["event_action"] = "acknowledge"));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Empty(api.Alerts.Seen);
    }

    [Fact]
    public async Task A_wrong_key_is_refused_before_anything_else_is_looked_at()
    {
        await using var api = await ApiDriver.StartAsync();

        using var wrong = await api.EventAsync(Changed(Trigger, body => body["routing_key"] = "0123456789abcdef0123456789abcdef"));
        using var none = await api.EventAsync("""{ "event_action": "nonsense" }""");
        using var broken = await api.EventAsync("{");
        using var spoiled = await api.EventAsync("""{ "routing_key": "\ud800" }""");

        Assert.All(new[] { wrong, none, broken, spoiled }, response => Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode));
        Assert.Empty(api.Alerts.Seen);
    }

    [Fact]
    public async Task What_is_wrong_with_an_event_is_said_all_at_once()
    {
        await using var api = await ApiDriver.StartAsync();

        using var response = await api.EventAsync($$"""{ "routing_key": "{{ApiDriver.SourceKey}}", "event_action": "trigger", "dedup_key": "{{new string('k', 256)}}", "payload": 7 }""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var answer = await response.JsonAsync();
        Assert.Equal("invalid event", answer.GetProperty("status").GetString());
        Assert.Equal(2, answer.GetProperty("errors").GetArrayLength());
        Assert.Equal(1, api.Counts.Of("smoke-runner").Invalid);
    }

    private static string Sample(string name) =>
        Changed(File.ReadAllText(Path.Combine(TestKit.Repository.Root, "samples", "alerts", name)), body => body["routing_key"] = ApiDriver.SourceKey);

    private static string Changed(string json, Action<JsonObject> change)
    {
        var body = JsonNode.Parse(json)!.AsObject();
        change(body);
        return body.ToJsonString();
    }
}
