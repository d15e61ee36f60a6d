using System.Net;
using System.Text;
using System.Text.Json;
using IncidentBot.Tests.Api;
using IncidentBot.Tests.Hooks;

namespace IncidentBot.Tests.Stories;

/// <summary>An alert on its way through the whole bot.</summary>
public sealed class AlertTests
{
    private static readonly string[] Source = ["Alerts:Sources:0:Name=smoke-runner", $"Alerts:Sources:0:Key={ApiDriver.SourceKey}", "People:List:0:Id=anna", "People:List:0:Name=Anna Ash", "People:Primary=anna"];

    [Fact]
    public async Task An_alert_opens_an_incident_that_a_person_confirms_fixes_and_resolves()
    {
        using var folder = new TempFolder();
        await using var bot = await RunningBot.StartAsync(folder.Path, "Development", Source);

        Assert.Equal((202, """{"accepted":1,"duplicates":0,"incident":"INC-1"}"""), await SendAsync(bot, Firing));
        Assert.Equal((202, """{"accepted":0,"duplicates":1,"incident":"INC-1"}"""), await SendAsync(bot, Firing));
        var summary = await bot.GetAsync("/api/incidents?open=true");
        Assert.True(Assert.Single(summary.GetProperty("incidents").EnumerateArray()).GetProperty("provisional").GetBoolean());

        Assert.Equal(200, (await bot.SayAsync("ack INC-1")).Status);
        Assert.Equal(409, (await bot.SayAsync("update INC-1 public: we look into it")).Status);
        Assert.Equal(200, (await bot.SayAsync("severity INC-1 p1 confirmed")).Status);
        Assert.Contains("The watch begins when the last red alert has cleared", (await bot.SayAsync("fixed INC-1")).Text, StringComparison.Ordinal);
        Assert.Equal(202, (await SendAsync(bot, Firing.Replace("firing", "resolved", StringComparison.Ordinal))).Status);
        Assert.Equal(200, (await bot.SayAsync("resolve INC-1 checked by hand")).Status);
    }

    [Fact]
    public async Task After_a_restart_the_same_occurrence_is_still_known()
    {
        using var folder = new TempFolder();
        await using (var bot = await RunningBot.StartAsync(folder.Path, "Development", Source))
        {
            await SendAsync(bot, Firing);
        }

        await using var again = await RunningBot.StartAsync(folder.Path, "Development", Source);
        Assert.Equal((202, """{"accepted":0,"duplicates":1,"incident":"INC-1"}"""), await SendAsync(again, Firing));
    }

    [Fact]
    public async Task A_hook_that_is_accepted_logs_no_failed_authentication()
    {
        using var folder = new TempFolder();
        await using var bot = await RunningBot.StartAsync(folder.Path, "Production", Source);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hooks/generic/smoke-runner") { Content = new StringContent(Firing, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", ApiDriver.SourceKey);

        using var response = await bot.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var log = bot.Log.Everything();
        Assert.Contains("Took in {Accepted} alerts", log, StringComparison.Ordinal);
        Assert.DoesNotContain("not authenticated", log, StringComparison.Ordinal);
        Assert.DoesNotContain("Unknown key", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_tells_what_came_in_and_what_was_turned_away()
    {
        using var folder = new TempFolder();
        await using var bot = await RunningBot.StartAsync(folder.Path, "Development", Source);
        await SendAsync(bot, Firing);
        await SendAsync(bot, "{}");

        var report = (await bot.GetAsync("/api/doctor")).ToString();

        Assert.Contains("smoke-runner: 1 alerts taken in, 0 repetitions; turned away: 1 requests not understood (400).", report, StringComparison.Ordinal);
    }

    [Fact]
    public void The_call_in_the_documentation_is_one_that_is_understood()
    {
        var page = File.ReadAllText(Path.Combine(TestKit.Repository.Root, "docs", "alerts.md"));
        var body = page.Split("-d '")[1].Split('\'')[0];

        using var json = JsonDocument.Parse(body);
        var (alerts, errors) = IncidentBot.Hooks.GenericAlerts.Read("smoke-runner", json.RootElement, new IncidentBot.Hooks.AlertFields(new IncidentBot.Configuration.AlertFieldsOptions(), []));

        Assert.Empty(errors);
        Assert.Equal("deploy-check-77", Assert.Single(alerts).Id);
    }

    private const string Firing = """{ "id": "AuthDown", "status": "firing", "severity": "p1", "title": "Nobody can log in", "service": "auth", "starts_at": "2026-01-01T00:00:00Z" }""";

    private static async Task<(int Status, string Text)> SendAsync(RunningBot bot, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hooks/generic/smoke-runner") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("X-Signature-256", HookDriver.Signature(body));
        using var response = await bot.Client.SendAsync(request);
        Assert.NotEqual(HttpStatusCode.InternalServerError, response.StatusCode);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
