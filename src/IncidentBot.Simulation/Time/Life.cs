namespace IncidentBot.Simulation.Time;

/// <summary>
/// One life of the simulated process, from its start to its kill. Everything the product does runs on this context; when the life ends,
/// nothing of it ever runs again: no continuation, no timer, no clean-up. That is what SIGKILL does.
/// </summary>
internal sealed class Life(Pump pump, int number) : SynchronizationContext, IMortal
{
    private readonly List<Action> _waiting = [];

    public int Number { get; } = number;

    public bool IsAlive { get; private set; } = true;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsAlive)
        {
            pump.Enqueue(this, d, state);
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => pump.Send(d, state);

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>A call into the process from outside.</summary>
    /// <exception cref="ConnectionLostException">The process died before it answered; nobody can tell what it still did.</exception>
    public Task<T> AskAsync<T>(Func<Task<T>> work)
    {
        if (!IsAlive)
        {
            return Task.FromException<T>(new ConnectionLostException());
        }

        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Action lost = () => answer.TrySetException(new ConnectionLostException());
        _waiting.Add(lost);
        Post(_ => pump.Watch(AnswerAsync(work, answer, lost)), state: null);
        return answer.Task;
    }

    /// <summary>A call out of the process: runs outside, and its answer reaches the process only if that still lives.</summary>
    public Task<T> CallOutAsync<T>(Func<Task<T>> work)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        pump.Post(_ => pump.Watch(AnswerAsync(work, answer, lost: null)), state: null);
        return answer.Task;
    }

    /// <summary>Gives the inline threads a turn as part of this life.</summary>
    public bool RunIdle(Func<bool> runReady)
    {
        if (!IsAlive)
        {
            return false;
        }

        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            return runReady();
        }
        catch (Exception) when (!IsAlive)
        {
            // It died in there; what it threw on its way out is nobody's business any more.
            return false;
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>The kill.</summary>
    public void End()
    {
        IsAlive = false;
        foreach (var lost in _waiting)
        {
            lost();
        }

        _waiting.Clear();
    }

    private async Task AnswerAsync<T>(Func<Task<T>> work, TaskCompletionSource<T> answer, Action? lost)
    {
        try
        {
            answer.TrySetResult(await work());
        }
        catch (Exception e)
        {
            answer.TrySetException(e);
        }
        finally
        {
            if (lost is not null)
            {
                _waiting.Remove(lost);
            }
        }
    }
}

/// <summary>The other side went away without an answer.</summary>
public sealed class ConnectionLostException() : Exception("The process went away before it answered.");
