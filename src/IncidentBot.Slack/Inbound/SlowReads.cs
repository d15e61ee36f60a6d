using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Inbound;

/// <summary>
/// Events that cannot be saved before Slack has said something more. Slack is answered in time either way: that it was not saved, while it is still
/// being read, so that it sends the event again; what was begun goes on, and the one that comes again joins it or finds it done. It is never
/// acknowledged first: a process that ends in between would lose it (docs/adr/0009-a-pin-waits-for-its-words.md).
/// </summary>
internal sealed partial class SlowReads(TimeProvider time, ILogger log)
{
    /// <summary>Slack hangs up after three seconds, and what it has to wait for is late for whoever waits behind it.</summary>
    public static readonly TimeSpan AnsweredWithin = TimeSpan.FromSeconds(2);

    /// <summary>Under way at once; more of them are read when they come again.</summary>
    private const int Most = 500;

    private readonly ConcurrentDictionary<string, Task<Ack>> _underWay = new(StringComparer.Ordinal);

    /// <param name="id">The event's: however often it comes, it is read once at a time.</param>
    public async Task<Ack> InTimeAsync(string id, Func<Task<Ack>> read)
    {
        try
        {
            return await Joined(id, read).WaitAsync(AnsweredWithin, time);
        }
        catch (TimeoutException)
        {
            return Ack.Again;
        }
    }

    private Task<Ack> Joined(string id, Func<Task<Ack>> read)
    {
        if (_underWay.TryGetValue(id, out var already))
        {
            return already;
        }

        if (_underWay.Count >= Most)
        {
            return Task.FromResult(Ack.Again);
        }

        var mine = new TaskCompletionSource<Ack>(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = _underWay.GetOrAdd(id, mine.Task);
        if (first == mine.Task)
        {
            _ = ReadAsync(id, read, mine);
        }

        return first;
    }

    private async Task ReadAsync(string id, Func<Task<Ack>> read, TaskCompletionSource<Ack> done)
    {
        var ack = Ack.Again;
        try
        {
            ack = await read();
        }
        catch (Exception error)
        {
            Log.Failed(log, error);
        }
        finally
        {
            _underWay.TryRemove(id, out _);
            done.SetResult(ack);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "An event from Slack could not be read to its end; Slack will send it again")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
