using System.Reflection;
using System.Runtime.CompilerServices;
using IncidentBot.Simulation.Time;
using Xunit;

namespace IncidentBot.Simulation.Tests.Time;

public sealed class PumpTests
{
    private readonly VirtualClock _clock = new(new DateTimeOffset(2027, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly Pump _pump;

    public PumpTests() => _pump = new Pump(_clock);

    [Fact]
    public void Work_that_waits_for_a_signal_nobody_gives_is_named_as_a_deadlock()
    {
        var never = new TaskCompletionSource();

        var deadlock = Assert.Throws<PumpException>(() => _pump.Run("the answer", () => never.Task));

        Assert.Contains("Deadlock", deadlock.Message, StringComparison.Ordinal);
        Assert.Contains("'the answer'", deadlock.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Work_that_comes_back_from_another_thread_is_refused_with_where_it_came_from()
    {
        var left = Assert.Throws<PumpException>(() => _pump.Run("a walk outside", async () =>
        {
            using var back = new ManualResetEventSlim();
            var here = SynchronizationContext.Current!;
            var thread = new Thread(() =>
            {
                here.Post(static _ => { }, null);
                back.Set();
            });
            thread.Start();
            back.Wait();
            thread.Join();
            await Task.Yield();
        }));

        Assert.Contains("another thread", left.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_awaits_and_fails_later_ends_the_run_with_its_fault()
    {
        _pump.Post(_ => _pump.Watch(FailAsync()), null);

        var fault = Assert.Throws<InvalidOperationException>(() => _pump.Pass(TimeSpan.FromMinutes(1)));

        Assert.Equal("nobody looked", fault.Message);
        Assert.Equal(TimeSpan.FromSeconds(30), _clock.GetUtcNow() - new DateTimeOffset(2027, 3, 1, 12, 0, 0, TimeSpan.Zero));

        async Task FailAsync()
        {
            await Task.Delay(TimeSpan.FromSeconds(30), _clock);
            throw new InvalidOperationException("nobody looked");
        }
    }

    [Fact]
    public void No_method_of_the_simulation_is_async_and_void() => Assert.Empty(
        typeof(Pump).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(method => method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute), inherit: false))
            .Select(method => $"{method.DeclaringType}.{method.Name}"));

    [Fact]
    public void Idle_work_runs_only_when_nothing_is_ready_and_before_the_clock_moves()
    {
        var seen = new List<string>();
        var groups = 2;
        _pump.WhenIdle = () =>
        {
            seen.Add("group");
            return --groups > 0;
        };
        _pump.Post(_ => seen.Add("ready"), null);
        _clock.CreateTimer(_ => seen.Add("timer"), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        _pump.Pass(TimeSpan.FromSeconds(2));

        Assert.Equal(["ready", "group", "group", "timer"], seen[..4]);
    }

    [Fact]
    public void Nothing_of_a_life_runs_after_its_end()
    {
        var seen = new List<string>();
        var life = new Life(_pump, 1);
        _pump.Run("a short life", async () =>
        {
            var answer = life.AskAsync(async () =>
            {
                seen.Add("asked");
                await Task.Delay(TimeSpan.FromMinutes(1), _clock);
                seen.Add("answered after death");
                return true;
            });
            await Task.Delay(TimeSpan.FromSeconds(10), _clock);
            life.End();
            await Assert.ThrowsAsync<ConnectionLostException>(() => answer);
        });

        _pump.Pass(TimeSpan.FromMinutes(5));

        Assert.Equal(["asked"], seen);
    }
}
