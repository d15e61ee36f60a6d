using System.Net;
using System.Text.Json;
using IncidentBot.Health;
using IncidentBot.Running;
using IncidentBot.Slack.Inbound;
using IncidentBot.Tests.Api;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace IncidentBot.Tests.Health;

public sealed class HealthTests
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_process_with_living_loops_is_ready()
    {
        await using var api = await ApiDriver.StartAsync(loops: [new Loop(new Heartbeat("sweep", Silence, TimeProvider.System), Forever)]);

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/healthz", key: null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/readyz", key: null)).StatusCode);
    }

    [Fact]
    public async Task A_loop_that_ends_with_a_fault_makes_it_not_ready_and_leaves_it_alive()
    {
        await using var api = await ApiDriver.StartAsync(loops: [new Loop(new Heartbeat("sweep", Silence, TimeProvider.System), _ => throw new InvalidOperationException("boom"))]);

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/healthz", key: null)).StatusCode);
        await NotReadyAsync(api, "sweep: ended with a fault (InvalidOperationException)");
    }

    [Fact]
    public async Task A_loop_that_ends_by_itself_makes_it_not_ready()
    {
        await using var api = await ApiDriver.StartAsync(loops: [new Loop(new Heartbeat("sweep", Silence, TimeProvider.System), _ => Task.CompletedTask)]);

        await NotReadyAsync(api, "sweep: ended by itself");
    }

    [Fact]
    public async Task A_loop_without_a_sign_of_life_makes_it_not_ready()
    {
        var clock = new SteppingTime();
        await using var api = await ApiDriver.StartAsync(loops: [new Loop(new Heartbeat("sweep", Silence, clock), Forever)]);

        clock.Pass(Silence + TimeSpan.FromSeconds(1));

        await NotReadyAsync(api, "sweep: no sign of life for 61 s");
    }

    [Fact]
    public async Task A_process_is_not_ready_before_the_road_of_a_command_was_walked_once()
    {
        var rehearsed = new TaskCompletionSource();
        await using var api = await ApiDriver.StartAsync(rehearsed: rehearsed.Task);

        await NotReadyAsync(api, "starting");

        rehearsed.SetResult();
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/readyz", key: null)).StatusCode);
    }

    [Fact]
    public async Task A_loop_that_brings_requests_begins_when_they_can_be_answered_in_time()
    {
        var (rehearsed, began) = (new TaskCompletionSource(), new List<string>());
        SlackLoop Named(string name, bool brings) => new(name, Silence, (_, _) => Begun(name)) { BringsRequests = brings };
        Task Begun(string name)
        {
            began.Add(name);
            return Task.CompletedTask;
        }

        var running = new[] { Named("socket", brings: true), Named("people", brings: false) }.Select(loop => Engine.Listener(loop, rehearsed.Task, new Surroundings()).RunAsync(CancellationToken.None)).ToList();
        Assert.Equal(["people"], began);

        rehearsed.SetResult();
        await Task.WhenAll(running);

        Assert.Equal(["people", "socket"], began);
    }

    [Fact]
    public async Task A_process_that_stops_is_not_ready()
    {
        await using var api = await ApiDriver.StartAsync();
        var readiness = api.App.Services.GetRequiredService<Readiness>();

        api.App.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        Assert.Equal(["stopping"], readiness.Report().Reasons);
    }

    private static Task Forever(CancellationToken cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);

    private static async Task NotReadyAsync(ApiDriver api, string reason)
    {
        var response = await api.GetAsync("/readyz", key: null);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        var reasons = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("reasons").EnumerateArray().Select(item => item.GetString());
        Assert.Equal([reason], reasons);
    }

    private sealed class SteppingTime : TimeProvider
    {
        private long _now;

        public override long GetTimestamp() => Volatile.Read(ref _now);

        public void Pass(TimeSpan time) => Interlocked.Add(ref _now, (long)(time.TotalSeconds * TimestampFrequency));
    }
}
