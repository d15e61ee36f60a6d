using IncidentBot.Storage.Embedded.Hot;
using IncidentBot.Storage.Embedded.Journal;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Storage.Embedded.Writing;

/// <summary>The folder of a new segment could not be flushed.</summary>
internal sealed class RollFlushException(Exception inner)
    : Exception("The disk did not confirm the next segment.", inner);

/// <summary>Begins the next segment when the present one has grown enough. Old ones stay: they are the history.</summary>
internal sealed partial class Roller(EmbeddedStoreOptions options, StoreEnvironment environment, StorePaths paths, string store)
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(10);

    private readonly ILogger _log = environment.Loggers.CreateLogger<Roller>();
    private long _failedAt;
    private bool _failed;

    public bool IsDue(SegmentWriter segment) =>
        segment.Length - segment.BaseBytes > Math.Max(options.SegmentBytes, 2 * segment.BaseBytes)
        && (!_failed || environment.Time.GetElapsedTime(_failedAt) >= BetweenTries);

    /// <summary>The next segment, or null when there is no room for it now: the present one goes on.</summary>
    /// <exception cref="RollFlushException">The disk did not confirm; nothing may be flushed again.</exception>
    public SegmentWriter? TryRoll(SegmentWriter segment, HotState state)
    {
        var number = segment.Number + 1;
        var started = environment.Time.GetTimestamp();
        if (TryWrite(new SegmentHeader(store, number, segment.Length, segment.Crc), state) is not { } next)
        {
            _failed = true;
            _failedAt = environment.Time.GetTimestamp();
            return null;
        }

        try
        {
            environment.Files.FlushFolder(paths.Journal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // After a power cut the new name may be there or not: going on in either segment could lose the other.
            throw new RollFlushException(e);
        }

        _failed = false;
        Log.Rolled(_log, number, next.Length, (long)environment.Time.GetElapsedTime(started).TotalMilliseconds);
        return next;
    }

    private SegmentWriter? TryWrite(SegmentHeader header, HotState state)
    {
        var path = paths.Segment(header.Number);
        SegmentWriter? next = null;
        try
        {
            next = BaseWriter.WriteUnfinished(environment.Files, paths, header, state);
            environment.Files.Rename(path + StorePaths.Unfinished, path);
            return next;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.NotRolled(_log, header.Number, e.Message);
            next?.Dispose();
            TryDelete(path + StorePaths.Unfinished);
            return null;
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next try replaces it, and so does the next start.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Segment {Number} begun with a base of {Bytes} bytes in {Milliseconds} ms")]
        public static partial void Rolled(ILogger logger, int number, long bytes, long milliseconds);

        [LoggerMessage(2, LogLevel.Warning, "Segment {Number} could not be begun: {Why}. The present one goes on")]
        public static partial void NotRolled(ILogger logger, int number, string why);
    }
}
