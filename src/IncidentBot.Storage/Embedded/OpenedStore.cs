using System.Globalization;
using IncidentBot.Storage.Embedded.Files;
using IncidentBot.Storage.Embedded.Hot;
using IncidentBot.Storage.Embedded.Journal;
using IncidentBot.Storage.Embedded.View;
using IncidentBot.Storage.Embedded.Writing;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Storage.Embedded;

/// <summary>The start, in its order: lock, identity, replay, cut, the view's cursor, a mark that is flushed. Nothing is served before all of it held.</summary>
internal sealed partial class OpenedStore : IDisposable
{
    private readonly FileStream _lock;

    private OpenedStore(FileStream held, JournalWriter writer, ViewKeeper view, Replayed replayed)
    {
        _lock = held;
        Writer = writer;
        View = view;
        LastStopWasClean = replayed.CleanStop;
        LastChange = replayed.LastChange;
        Repairs = replayed.Repairs;
    }

    public JournalWriter Writer { get; }

    public ViewKeeper View { get; }

    public bool LastStopWasClean { get; }

    public DateTimeOffset? LastChange { get; }

    public IReadOnlyList<string> Repairs { get; }

    /// <exception cref="StoreException">It cannot be served.</exception>
    public static OpenedStore Open(EmbeddedStoreOptions options, StoreEnvironment environment)
    {
        var paths = new StorePaths(options.Path);
        FileStream? held = null;
        try
        {
            StoreFolder.CreateIfEmpty(paths, options.Create);
            held = StoreFolder.Lock(paths);
            return Open(options, environment, paths, held);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw StoreFolder.Unusable(paths.Folder, e);
        }
        catch
        {
            held?.Dispose();
            throw;
        }
    }

    /// <summary>Says in the journal of a copy that it is one.</summary>
    public static HotState MarkRestored(StorePaths paths, Identity identity, IJournalFiles files, TimeProvider time)
    {
        var replayed = new JournalReplay(paths, identity, progress: null).Run();
        var options = new EmbeddedStoreOptions { Path = paths.Folder };
        var environment = new StoreEnvironment { Files = files, Time = time };
        var writer = new JournalWriter(options, environment, Continue(files, paths, replayed), replayed.State, new Roller(options, environment, paths, identity.Store));
        try
        {
            writer.Write(Mark.Restored);
            return writer.Published.State;
        }
        finally
        {
            writer.Close();
        }
    }

    public void Dispose()
    {
        View.Dispose();
        Writer.Close();
        _lock.Dispose();
    }

    private static OpenedStore Open(EmbeddedStoreOptions options, StoreEnvironment environment, StorePaths paths, FileStream held)
    {
        var log = environment.Loggers.CreateLogger<OpenedStore>();
        StoreFolder.FinishCreating(paths, environment);
        var identity = StoreFolder.ReadIdentity(paths);
        DeleteUnfinished(paths);
        var started = environment.Time.GetTimestamp();
        var replayed = new JournalReplay(paths, identity, environment.Progress).Run();
        foreach (var repair in replayed.Repairs)
        {
            Log.Repaired(log, repair);
        }

        var segment = Continue(environment.Files, paths, replayed);
        var roller = new Roller(options, environment, paths, identity.Store);
        if (replayed.BaseWasDamaged && roller.TryRoll(segment, replayed.State) is { } next)
        {
            segment.Dispose();
            segment = next;
        }

        var writer = new JournalWriter(options, environment, segment, replayed.State, roller);
        var view = new ViewKeeper(options, environment, paths, identity.Store, () => writer.Published);
        try
        {
            RefuseLostEnd(view.OpenExisting(replayed.State.Sequence, replayed.CleanStop), replayed.State.Sequence);
            writer.Write(Mark.Opened);
        }
        catch
        {
            view.Dispose();
            writer.Close();
            throw;
        }

        Log.Opened(log, replayed.State.Sequence, replayed.Segment, replayed.CleanStop, (long)environment.Time.GetElapsedTime(started).TotalMilliseconds);
        return new OpenedStore(held, writer, view, replayed);
    }

    private static SegmentWriter Continue(IJournalFiles files, StorePaths paths, Replayed replayed)
    {
        var path = paths.Segment(replayed.Segment);
        var file = files.Open(path);
        try
        {
            if (replayed.TornEnd)
            {
                file.Cut(replayed.End);
                file.Flush();
            }

            return new SegmentWriter(file, replayed.Segment, replayed.BaseBytes, SegmentFile.RunningCrc(path, replayed.End));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static void RefuseLostEnd(long cursor, long sequence)
    {
        if (cursor > sequence)
        {
            throw Damage.Is(string.Create(CultureInfo.InvariantCulture, $"The journal has lost its end: it holds {sequence} changes, and the archive has seen {cursor}."));
        }
    }

    /// <summary>A roll that was cut short: the segment before it went on.</summary>
    private static void DeleteUnfinished(StorePaths paths)
    {
        foreach (var path in Directory.EnumerateFiles(paths.Journal, "*" + StorePaths.Unfinished))
        {
            File.Delete(path);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Repaired at start: {What}")]
        public static partial void Repaired(ILogger logger, string what);

        [LoggerMessage(2, LogLevel.Information, "Store opened at change {Sequence}, segment {Segment} (clean stop: {Clean}) in {Milliseconds} ms")]
        public static partial void Opened(ILogger logger, long sequence, int segment, bool clean, long milliseconds);
    }
}
