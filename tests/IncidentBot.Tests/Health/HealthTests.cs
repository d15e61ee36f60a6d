using System.Net;
using System.Text.Json;
using IncidentBot.Health;
using IncidentBot.Running;
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
