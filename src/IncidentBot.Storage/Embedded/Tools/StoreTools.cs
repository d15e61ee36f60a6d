using System.Globalization;
using IncidentBot.Storage.Embedded.Files;
using IncidentBot.Storage.Embedded.Journal;
using IncidentBot.Storage.Embedded.Threads;
using IncidentBot.Storage.Embedded.Tools;

namespace IncidentBot.Storage.Embedded;

/// <summary>What is done to a store from outside: the command line's verbs.</summary>
public static class StoreTools
{
    /// <summary>Reads everything: frames, numbers, links, timelines, and the view when no server has the store. Changes nothing.</summary>
    /// <exception cref="StoreException">It is no store.</exception>
    public static ValueTask<VerifyReport> VerifyAsync(string folder, IProgress<StoreProgress>? progress, CancellationToken cancellationToken) => OnDiskAsync(folder, () =>
    {
        var paths = Existing(folder);
        var identity = StoreFolder.ReadIdentity(paths);
        var isServed = !StoreFolder.TryLock(paths, out var held);
        using var mine = held;
        var audit = new JournalAudit(paths, identity, isServed, progress, cancellationToken);
        audit.Run();
        var viewChecked = mine is { CanWrite: true } && ViewAudit.Run(paths, identity.Store, audit, progress, cancellationToken);
        return ValueTask.FromResult(audit.Report(viewChecked));
    });

    /// <summary>Whether a process has the store. Asking takes the lock for a moment and gives it back.</summary>
    public static bool IsServed(string folder)
    {
        var paths = new StorePaths(folder);
        if (!File.Exists(paths.Lock))
        {
            return false;
        }

        var isFree = StoreFolder.TryLock(paths, out var mine);
        mine?.Dispose();
        return !isFree;
    }

    /// <summary>Copies a store, served or not, up to its last whole frame, and checks the copy. The view is not copied: it is built again.</summary>
    /// <param name="to">An absent or empty folder.</param>
    /// <exception cref="StoreException">The store is damaged, the folder is not empty, or the copy is not whole.</exception>
    public static ValueTask<BackupReport> BackupAsync(string folder, string to, IProgress<StoreProgress>? progress, CancellationToken cancellationToken) => OnDiskAsync(to, async () =>
    {
        var from = Existing(folder);
        var target = Empty(to, from);
        var identity = StoreFolder.ReadIdentity(from);
        var (segments, bytes) = SegmentCopy.Growing(from, target, progress, cancellationToken);
        StoreFolder.WriteIdentity(target, new RealFiles(), identity);
        var report = await VerifyAsync(to, progress, cancellationToken);
        return report.IsWhole
            ? new BackupReport(segments, bytes, report)
            : throw new StoreException($"The backup in {target.Folder} is not whole: {First(report)}.", "The store itself may be damaged: run `incidentbot verify` on it, and keep the older backups.");
    });

    /// <summary>Makes a store of a backup that is whole. Messages that were under way are reconciled before they are sent.</summary>
    /// <param name="folder">An absent or empty folder.</param>
    /// <exception cref="StoreException">The backup is not whole, or the folder is not empty.</exception>
    public static ValueTask<RestoreReport> RestoreAsync(string backup, string folder, TimeProvider time, IProgress<StoreProgress>? progress, CancellationToken cancellationToken) => OnDiskAsync(folder, async () =>
    {
        var report = await VerifyAsync(backup, progress, cancellationToken);
        if (!report.IsWhole)
        {
            throw new StoreException($"The backup in {backup} is not whole: {First(report)}.", "Take an older one.");
        }

        var from = Existing(backup);
        var target = Empty(folder, from);
        var identity = StoreFolder.ReadIdentity(from);
        var (segments, bytes) = SegmentCopy.Growing(from, target, progress, cancellationToken);
        using var held = StoreFolder.Lock(target);
        var state = OpenedStore.MarkRestored(target, identity, new RealFiles(), time);

        // Last: a restore that was cut short leaves a folder that is no store.
        StoreFolder.WriteIdentity(target, new RealFiles(), identity);
        return new RestoreReport(segments, bytes, state.Sequence, state.Outbox.Rows.Count);
    });

    /// <summary>Throws the view away and builds it from the journal.</summary>
    /// <exception cref="StoreException">A server has the store, or the journal is damaged.</exception>
    public static ValueTask<RebuildReport> RebuildAsync(string folder, TimeProvider time, IProgress<StoreProgress>? progress, CancellationToken cancellationToken) => OnDiskAsync(folder, async () =>
    {
        var paths = Existing(folder);
        DropView(paths, progress, cancellationToken);
        var threads = new InlineThreads();
        var environment = new StoreEnvironment { Time = time, Threads = threads, Progress = progress };
        await using var store = await EmbeddedStore.OpenAsync(new EmbeddedStoreOptions { Path = folder, Create = false }, environment, cancellationToken);
        while (store.Describe().ViewBehind > 0 && threads.RunReady())
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        var health = store.Describe();
        return health.ViewTrouble is null && health.ViewBehind == 0
            ? new RebuildReport(health.Sequence, health.LiveStreams + health.LeftStreams)
            : throw new StoreException($"The archive could not be built. {health.ViewTrouble}", "Run `incidentbot verify`.");
    });

    private static void DropView(StorePaths paths, IProgress<StoreProgress>? progress, CancellationToken cancellationToken)
    {
        if (!StoreFolder.TryLock(paths, out var held))
        {
            throw new StoreException(
                $"A server is using the store in {paths.Folder}.",
                "It checks its archive once a day and builds it again by itself when it is damaged. To force it, stop the server, run this again and start it.");
        }

        using var mine = held;
        var audit = new JournalAudit(paths, StoreFolder.ReadIdentity(paths), isServed: false, progress, cancellationToken);
        audit.Run();
        if (audit.Report(viewChecked: false) is { IsWhole: false } damaged)
        {
            throw new StoreException($"The journal is damaged, so the archive is kept: it may hold what the journal lost. {First(damaged)}.", Damage.Mend);
        }

        foreach (var view in paths.Views())
        {
            File.Delete(paths.View(view));
            File.Delete(paths.ViewLog(view));
            File.Delete(paths.ViewSeal(view));
        }
    }

    private static StorePaths Existing(string folder)
    {
        var paths = new StorePaths(folder);
        return File.Exists(paths.Identity)
            ? paths
            : throw new StoreException($"There is no store in {paths.Folder}.", "Name the folder that holds store.json.");
    }

    /// <summary>A folder to write to: empty, and neither by its name nor through links a place in a store.</summary>
    private static StorePaths Empty(string folder, StorePaths from)
    {
        var paths = new StorePaths(folder);
        if (Directory.Exists(paths.Folder) && Directory.EnumerateFileSystemEntries(paths.Folder).Any())
        {
            throw new StoreException($"The folder {paths.Folder} is not empty.", "Name one that is absent or empty; nothing is ever written over.");
        }

        var real = RealPath.Of(paths.Folder);
        if (RealPath.IsAtOrBelow(real, RealPath.Of(from.Folder)) || RealPath.IsAtOrBelow(real, RealPath.Of(from.Journal)))
        {
            throw Inside(paths, from.Folder);
        }

        foreach (var around in Around(paths.Folder).Concat(Around(real)))
        {
            if (File.Exists(new StorePaths(around).Identity))
            {
                throw Inside(paths, around);
            }
        }

        Directory.CreateDirectory(paths.Journal);
        return paths;
    }

    private static IEnumerable<string> Around(string folder)
    {
        for (var around = Path.GetDirectoryName(folder); around is not null; around = Path.GetDirectoryName(around))
        {
            yield return around;
        }
    }

    private static StoreException Inside(StorePaths paths, string store) =>
        new($"The folder {paths.Folder} lies inside the store in {store}.", "Name one outside of it, best on another disk.");

    /// <summary>What the disk refuses is a sentence too.</summary>
    /// <param name="folder">Where it writes, for the case that the disk does not name the place.</param>
    private static async ValueTask<T> OnDiskAsync<T>(string folder, Func<ValueTask<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StoreFolder.Unusable(Path.GetFullPath(folder), e);
        }
    }

    private static string First(VerifyReport report)
    {
        var bad = report.Findings.Where(finding => !finding.Harmless).ToList();
        return bad.Count == 1 ? bad[0].What : string.Create(CultureInfo.InvariantCulture, $"{bad[0].What} (and {bad.Count - 1} more)");
    }
}
