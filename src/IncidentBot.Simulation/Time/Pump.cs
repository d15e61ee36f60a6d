using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace IncidentBot.Simulation.Time;

/// <summary>
/// The one thread everything in the virtual world runs on. It runs what is ready, in order; when nothing is, it lets the inline threads of
/// the store do a group; when still nothing is ready it moves the clock to the next timer. Nothing is left to chance, so a seed gives the
/// same run every time.
/// </summary>
public sealed class Pump(VirtualClock clock) : SynchronizationContext
{
    /// <summary>More steps than this without the clock moving is a loop that never ends.</summary>
    private const long MaxStepsAtOneInstant = 2_000_000;

    private readonly Lock _gate = new();
    private readonly Queue<Step> _ready = new();
    private int _owner;
    private PumpException? _left;
    private ExceptionDispatchInfo? _fault;
    private long _steps;

    public VirtualClock Clock { get; } = clock;

    /// <summary>Asked when nothing is ready: does at most one group of work of the inline threads and says whether there was any.</summary>
    public Func<bool> WhenIdle { get; set; } = static () => false;

    /// <summary>How many pieces of work have been run.</summary>
    public long Steps => _steps;

    public override void Post(SendOrPostCallback d, object? state) => Enqueue(this, d, state);

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (Environment.CurrentManagedThreadId != _owner)
        {
            throw new PumpException("Work was sent to the pump from another thread. Post it, or keep it on the pump.");
        }

        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs what is ready now, without the clock moving. Afterwards whatever was going to happen at this instant has happened.</summary>
    public void Drain() => Own(() => DrainOwned(static () => false));

    /// <summary>Lets virtual time pass, with everything that happens in it.</summary>
    public void Pass(TimeSpan time) => Own(() =>
    {
        var until = Clock.GetUtcNow() + time;
        DrainOwned(static () => false);
        while (Clock.NextDue is { } due && due <= until)
        {
            Clock.FireNext(this);
            DrainOwned(static () => false);
        }

        Clock.MoveTo(until);
    });

    /// <summary>Runs a piece of work to its end, time passing as it needs.</summary>
    /// <exception cref="PumpException">Nothing is ready, no timer is set, and the work is not finished: it would wait for ever.</exception>
    public void Run(string what, Func<Task> work) => Run<object?>(what, async () =>
    {
        await work();
        return null;
    });

    /// <inheritdoc cref="Run(string, Func{Task})"/>
    public T Run<T>(string what, Func<Task<T>> work)
    {
        Task<T>? task = null;
        Own(() =>
        {
            Post(_ => task = work(), state: null);
            while (!IsDone())
            {
                DrainOwned(IsDone);
                if (!IsDone() && !Clock.FireNext(this))
                {
                    throw Deadlock(what);
                }
            }
        });

        Debug.Assert(task is not null, "The loop above ends only with a task.");
        return task.GetAwaiter().GetResult();

        bool IsDone() => task is { IsCompleted: true };
    }

    /// <summary>Work that nobody awaits: what it fails with ends the run at the pump's next step, and is never lost.</summary>
    internal void Watch(Task work) => _ = work.ContinueWith(
        static (failed, pump) => ((Pump)pump!)._fault ??= ExceptionDispatchInfo.Capture(failed.Exception!.InnerException!),
        this,
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    internal void Enqueue(SynchronizationContext context, SendOrPostCallback callback, object? state)
    {
        lock (_gate)
        {
            if (_owner != 0 && Environment.CurrentManagedThreadId != _owner)
            {
                _left ??= new PumpException(
                    "Work came back to the pump from another thread, so the run cannot be repeated. Something on the way used ConfigureAwait(false), Task.Run, "
                    + "a real timer, or SemaphoreSlim.WaitAsync with a token. It came from:\n" + Environment.StackTrace);
            }

            _ready.Enqueue(new Step(context, callback, state));
        }
    }

    private void DrainOwned(Func<bool> enough)
    {
        var at = _steps;
        while (true)
        {
            while (!enough() && TryTake(out var step))
            {
                _steps++;
                if (_steps - at > MaxStepsAtOneInstant)
                {
                    throw new PumpException($"At {Clock.GetUtcNow():O} more than {MaxStepsAtOneInstant} steps ran without the clock moving: a loop does not wait for anything.");
                }

                SetSynchronizationContext(step.Context);
                step.Callback(step.State);
                _fault?.Throw();
            }

            SetSynchronizationContext(this);
            _fault?.Throw();
            if (enough() || (!WhenIdle() && IsQuiet()))
            {
                return;
            }
        }
    }

    /// <summary>Idle work that did nothing may still have asked for something: a death asks for a funeral.</summary>
    private bool IsQuiet()
    {
        lock (_gate)
        {
            return _ready.Count == 0;
        }
    }

    private bool TryTake(out Step step)
    {
        lock (_gate)
        {
            if (_left is not null)
            {
                throw _left;
            }

            while (_ready.TryDequeue(out step))
            {
                if (step.Context is not IMortal { IsAlive: false })
                {
                    return true;
                }
            }

            return false;
        }
    }

    private void Own(Action work)
    {
        if (_owner != 0)
        {
            throw new PumpException("The pump is already running; await instead of running it again from inside.");
        }

        var before = Current;
        _owner = Environment.CurrentManagedThreadId;
        SetSynchronizationContext(this);
        try
        {
            work();
        }
        finally
        {
            _owner = 0;
            SetSynchronizationContext(before);
        }
    }

    private PumpException Deadlock(string what) => new(
        $"Deadlock at {Clock.GetUtcNow():O} after {_steps} steps: '{what}' is not finished, nothing is ready and no timer is set, so nothing can ever happen again. "
        + "It waits for a signal that is never given, or for work on a real thread; work outside the pump is invisible to it.");

    private readonly record struct Step(SynchronizationContext Context, SendOrPostCallback Callback, object? State);
}

/// <summary>The virtual world cannot go on: a deadlock, or work that left its thread.</summary>
public sealed class PumpException(string message) : Exception(message);
