using System.Net;
using System.Text;
using System.Text.Json;
using IncidentBot.Core.Alerts;
using IncidentBot.Tests.Api;

namespace IncidentBot.Tests.Hooks;

public sealed class GenericHookTests
{
    private const string Whole = """
        {
         "id": "deploy-check-77", "status": "firing", "severity": "critical", "title": "Smoke test failed", "description": "3 of 12 checks fail",
         "service": "api", "source": "ci", "starts_at": "2026-11-23T12:20:00Z", "ends_at": null, "url": "https://ci.example.com/runs/77",
         "playbook": "api-errors", "labels": { "env": "prod" }, "values": { "failed": 3 }
        }
        """;

    [Fact]
    public async Task An_alert_is_taken_in_with_everything_it_says_and_answered_with_counts_and_incident()
    {
        await using var api = await ApiDriver.StartAsync();

        using var response = await api.HookAsync(Whole);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("""{"accepted":1,"duplicates":0,"incident":"INC-7"}""", await response.Content.ReadAsStringAsync());
        var call = Assert.Single(api.Alerts.Seen);
        var alert = Assert.Single(call.Alerts);
        Assert.Equal(("smoke-runner", "deploy-check-77", true, "Smoke test failed"), (alert.Source, alert.Id, alert.Firing, alert.Title));
        Assert.Equal(("critical", "3 of 12 checks fail", "api", "https://ci.example.com/runs/77", "api-errors"), (alert.Severity, alert.Description, alert.Service, alert.Url, alert.Playbook));
        Assert.Equal((new DateTimeOffset(2026, 11, 23, 12, 20, 0, TimeSpan.Zero), null), (alert.StartsAt, alert.EndsAt));
        Assert.Equal(("prod", "ci", "3"), (alert.Labels["env"], alert.Labels["source"], alert.Values["failed"]));
        Assert.Null(call.Delivery);
    }

    [Fact]
    public async Task Several_alerts_come_as_a_list()
    {
        await using var api = await ApiDriver.StartAsync();

        using var response = await api.HookAsync($"[{HookDriver.Alert},{HookDriver.Alert.Replace("firing", "resolved", StringComparison.Ordinal)}]");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal([true, false], Assert.Single(api.Alerts.Seen).Alerts.Select(alert => alert.Firing));
    }

    [Fact]
    public async Task An_Idempotency_Key_names_the_call()
    {
        await using var api = await ApiDriver.StartAsync();

        using var response = await api.HookAsync(idempotency: "deploy-check-77");
        using var again = await api.HookAsync(idempotency: "deploy-check-77");
        using var bad = await api.HookAsync(idempotency: new string('k', 129));

        Assert.StartsWith("alert/smoke-runner/deploy-check-77/", Assert.Single(api.Alerts.Seen.Select(call => call.Delivery!.Value.Value).Distinct()), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        Assert.Equal("Idempotency-Key", Assert.Single(await bad.ErrorsAsync()).Path);
    }

    [Fact]
    public async Task A_sender_that_gives_every_call_the_same_key_loses_no_alert_by_it()
    {
        await using var api = await ApiDriver.StartAsync();

        using var first = await api.HookAsync(idempotency: "constant");
        using var other = await api.HookAsync(HookDriver.Alert.Replace("firing", "resolved", StringComparison.Ordinal), idempotency: "constant");

        Assert.Equal(2, api.Alerts.Seen.Select(call => call.Delivery).Distinct().Count());
    }

    [Fact]
    public async Task What_is_wrong_is_said_all_at_once_with_its_place_and_nothing_is_taken_in()
    {
        await using var api = await ApiDriver.StartAsync();

        using var response = await api.HookAsync($$"""[{{HookDriver.Alert}}, { "status": "on fire", "title": " ", "starts_at": "yesterday", "labels": 7 }, 3]""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var errors = await response.ErrorsAsync();
        Assert.Equal(["$[1].id", "$[1].title", "$[1].status", "$[1].starts_at", "$[1].labels", "$[2]"], errors.Select(error => error.Path));
        Assert.Contains("is missing", errors[0].Message, StringComparison.Ordinal);
        Assert.Empty(api.Alerts.Seen);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{ "id": "\ud800", "status": "firing", "title": "x" }""")]
    [InlineData("""{ "id": "a", "status": "firing", "title": "x", "labels": { "\ud800": "y" } }""")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("""{ "id": "a", "id": "b", "status": "firing", "title": "x" }""")]
    public async Task A_body_that_is_no_alert_is_answered_400(string body)
    {
        await using var api = await ApiDriver.StartAsync();

        using var response = await api.HookAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotEmpty(await response.ErrorsAsync());
        Assert.Empty(api.Alerts.Seen);
    }

    [Fact]
    public async Task Depth_number_and_size_are_bounded()
    {
        await using var api = await ApiDriver.StartAsync();

        using var deep = await api.HookAsync($$"""{ "id": "a", "status": "firing", "title": "x", "values": {{new string('[', 40)}}{{new string(']', 40)}} }""");
        using var many = await api.HookAsync($"[{string.Join(',', Enumerable.Repeat(HookDriver.Alert, AlertCall.MostAlerts + 1))}]");
        using var large = await api.HookAsync($$"""{ "id": "a", "status": "firing", "title": "{{new string('x', 1024 * 1024)}}" }""");
        using var form = await api.HookAsync(mediaType: "text/plain");

        Assert.Equal(HttpStatusCode.BadRequest, deep.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, many.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, form.StatusCode);
        Assert.Empty(api.Alerts.Seen);
    }

    [Fact]
    public async Task A_call_larger_than_what_people_type_is_taken_in()
    {
        await using var api = await ApiDriver.StartAsync();

        using var response = await api.HookAsync($"[{string.Join(',', Enumerable.Range(0, AlertCall.MostAlerts).Select(i => $$"""{ "id": "{{i}}", "status": "firing", "title": "{{new string('x', 600)}}" }"""))}]");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(AlertCall.MostAlerts, Assert.Single(api.Alerts.Seen).Alerts.Count);
    }

    [Fact]
    public async Task A_signature_over_the_bytes_proves_the_source_too()
    {
        await using var api = await ApiDriver.StartAsync();

        using var good = await api.SignedAsync(HookDriver.Signature(Whole), Whole);
        using var changed = await api.SignedAsync(HookDriver.Signature(Whole), Whole.Replace("critical", "info", StringComparison.Ordinal));
        using var other = await api.SignedAsync(HookDriver.Signature(Whole, "another key of some length, truly"), Whole);
        using var bare = await api.SignedAsync(HookDriver.Signature(Whole)["sha256=".Length..], Whole);
        using var none = await api.SignedAsync("sha256=", Whole);

        Assert.Equal(HttpStatusCode.Accepted, good.StatusCode);
        Assert.All(new[] { changed, other, bare, none }, response => Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode));
        Assert.Single(api.Alerts.Seen);
    }

    [Fact]
    public async Task Where_only_the_hash_of_a_key_is_known_the_key_works_and_a_signature_does_not()
    {
        const string key = "0c5f8d2e91b34a7796e1d4b8a3f20c6d";
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        await using var api = await ApiDriver.StartAsync(pairs: ["Alerts:Sources:1:Name=hashed", $"Alerts:Sources:1:Sha256={hash}"]);

        using var bearer = await api.HookAsync(source: "hashed", key: key);
        using var signed = await api.SignedAsync(HookDriver.Signature(Whole, key), Whole, "hashed");
        using var zero = await api.SignedAsync(HookDriver.Signature(Whole, new string('\0', 32)), Whole, "hashed");

        Assert.Equal(HttpStatusCode.Accepted, bearer.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, signed.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, zero.StatusCode);
    }

    [Fact]
    public async Task An_unknown_source_and_a_wrong_key_are_answered_alike()
    {
        await using var api = await ApiDriver.StartAsync(pairs: ["Alerts:Sources:1:Name=other", "Alerts:Sources:1:Key=77777777777777777777777777777777"]);

        var answers = new List<string>();
        foreach (var (source, key) in new[] { ("smoke-runner", "wrong"), ("nobody", ApiDriver.SourceKey), ("other", ApiDriver.SourceKey), ("smoke-runner", null), ("smoke-runner", ApiDriver.Key) })
        {
            using var response = await api.HookAsync(source: source, key: key);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            answers.Add(await response.Content.ReadAsStringAsync());
        }

        Assert.Single(answers.Distinct(StringComparer.Ordinal));
        Assert.Empty(api.Alerts.Seen);
        Assert.DoesNotContain(ApiDriver.SourceKey, api.Log.Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_fast_is_answered_429_and_counted()
    {
        await using var api = await ApiDriver.StartAsync(pairs: ["Alerts:Sources:0:Burst=3", "Alerts:Sources:0:RequestsPerSecond=1"]);

        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 5; i++)
        {
            using var response = await api.HookAsync();
            answers.Add(response.StatusCode);
            Assert.Equal(response.StatusCode == HttpStatusCode.TooManyRequests, response.Headers.RetryAfter is not null);
        }

        Assert.Equal([HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.Accepted], answers.Take(3));
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        Assert.Equal(answers.Count(status => status == HttpStatusCode.TooManyRequests), api.Counts.Of("smoke-runner").Limited);
        Assert.Equal(api.Alerts.Seen.Count, api.Counts.Of("smoke-runner").Accepted);
    }

    [Fact]
    public async Task What_could_not_be_saved_is_answered_503_and_may_be_sent_again()
    {
        await using var api = await ApiDriver.StartAsync();
        api.Alerts.Answers = _ => new AlertAnswer(0, 0, null, "The disk is full.");

        using var response = await api.HookAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Contains("The disk is full.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(1, api.Counts.Of("smoke-runner").NotSaved);
    }

    [Fact]
    public async Task A_foreign_body_is_read_by_the_map_of_its_source()
    {
        await using var api = await ApiDriver.StartAsync(pairs:
        [
            "Alerts:Sources:0:Fields:Items=$.checks", "Alerts:Sources:0:Fields:Id=rule.uid", "Alerts:Sources:0:Fields:Title=rule.names[1]", "Alerts:Sources:0:Fields:Status=state",
            "Alerts:Sources:0:Fields:Severity=meta.level", "Alerts:Sources:0:ResolvedWords:0=OK",
        ]);

        using var response = await api.HookAsync("""
            { "checks": [
              { "rule": { "uid": "u1", "names": ["short", "Long name"] }, "state": "alerting", "meta": { "level": "warning" }, "service": "api" },
              { "rule": { "uid": 2, "names": ["short", "Other"] }, "state": "ok" } ] }
            """);
        using var wrong = await api.HookAsync("""{ "checks": [ { "rule": { "uid": "u1", "names": ["short"] }, "state": "alerting" } ] }""");
        using var nothing = await api.HookAsync("""{ "other": [] }""");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal([("u1", true, "Long name", "warning", "api"), ("2", false, "Other", null, null)], Assert.Single(api.Alerts.Seen).Alerts.Select(alert => (alert.Id, alert.Firing, alert.Title, alert.Severity, alert.Service)));
        Assert.Equal([("$.checks[0].rule.names[1]", "is missing")], await wrong.ErrorsAsync());
        Assert.Equal("$.checks", Assert.Single(await nothing.ErrorsAsync()).Path);
    }

    [Fact]
    public async Task The_sample_payload_is_taken_in()
    {
        await using var api = await ApiDriver.StartAsync();

        using var response = await api.HookAsync(await File.ReadAllTextAsync(Path.Combine(TestKit.Repository.Root, "samples", "alerts", "generic-alert.json")));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(JsonValueKind.Object, (await response.JsonAsync()).ValueKind);
    }
}
