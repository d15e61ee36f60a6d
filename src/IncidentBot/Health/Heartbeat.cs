namespace IncidentBot.Health;

/// <summary>The pulse of one loop. A loop that has ended with a fault, or shows no sign of life for too long, makes the process not ready.</summary>
/// <param name="silentFor">Longer than the loop ever sleeps or waits for an answer.</param>
internal sealed class Heartbeat(string name, TimeSpan silentFor, TimeProvider time)
{
    /// <summary>The sweep looks at its timers at least every 10 s.</summary>
    private static readonly TimeSpan SweepSilence = TimeSpan.FromSeconds(60);

    /// <summary>A sender may be busy with slow answers for a while; a try ends after 30 s.</summary>
    private static readonly TimeSpan SenderSilence = TimeSpan.FromMinutes(3);

    private long _last = time.GetTimestamp();
    private volatile string? _fault;

    public string Name { get; } = name;

    public static Heartbeat OfTimers(TimeProvider time) => new("timer sweep", SweepSilence, time);

    public static Heartbeat OfSender(string target, TimeProvider time) => new($"sender to {target}", SenderSilence, time);

    public void Beat() => Volatile.Write(ref _last, time.GetTimestamp());

    /// <param name="why">A sentence without any content of messages.</param>
    public void Failed(string why) => _fault = why;

    /// <summary>Null while it is alive.</summary>
    public string? Trouble()
    {
        if (_fault is { } fault)
        {
            return $"{Name}: {fault}";
        }

        var silence = time.GetElapsedTime(Volatile.Read(ref _last));
        return silence > silentFor ? $"{Name}: no sign of life for {(long)silence.TotalSeconds} s" : null;
    }
}
