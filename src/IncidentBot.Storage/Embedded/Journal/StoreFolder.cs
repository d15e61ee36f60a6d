using System.Globalization;
using System.Text.Json;
using IncidentBot.Storage.Embedded.Files;
using IncidentBot.Storage.Embedded.Hot;

namespace IncidentBot.Storage.Embedded.Journal;

/// <summary>The data folder as a whole: whose it is, that nobody else has it, and that it is never mistaken for a new one.</summary>
internal static class StoreFolder
{
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnBsd = 35;

    /// <summary>Held for life; the system frees it when the process ends, however it ends.</summary>
    /// <exception cref="StoreException">Another process has the store, or the folder may not be written.</exception>
    public static FileStream Lock(StorePaths paths)
    {
        try
        {
            return OpenLock(paths, FileMode.OpenOrCreate, FileAccess.ReadWrite);
        }
        catch (IOException e) when (IsHeld(e))
        {
            throw new StoreException($"Another process is using the store in {paths.Folder}.", "Stop it first; one store serves one process.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StoreException($"The folder {paths.Folder} may not be written.", "Give this user the right to write there.", e);
        }
        catch (IOException e)
        {
            throw new StoreException($"The folder {paths.Folder} cannot be written: {e.Message}", "Check that its disk is there, has room and is not mounted read-only.", e);
        }
    }

    /// <summary>False when another process has the store. A folder that may only be read is not held for that.</summary>
    /// <param name="mine">Keeps others out while it lives; null where no lock can be made.</param>
    public static bool TryLock(StorePaths paths, out FileStream? mine)
    {
        mine = null;
        foreach (var (mode, access) in new[] { (FileMode.OpenOrCreate, FileAccess.ReadWrite), (FileMode.Open, FileAccess.Read) })
        {
            try
            {
                mine = OpenLock(paths, mode, access);
                return true;
            }
            catch (IOException e) when (IsHeld(e))
            {
                return false;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // To read is enough to see whether it is held.
            }
        }

        return true;
    }

    /// <summary>Makes a new store when there is nothing, and refuses what is no store.</summary>
    /// <exception cref="StoreException">There is something that is no store, or nothing and it may not be made.</exception>
    public static void CreateIfEmpty(StorePaths paths, bool create)
    {
        if (File.Exists(paths.Identity))
        {
            return;
        }

        var found = Found(paths);
        if (found.Count > 0)
        {
            throw new StoreException(
                $"The folder {paths.Folder} holds {string.Join(", ", found)}, but no store.json: it is not a store, or a damaged one.",
                "Choose another folder, or restore a backup into an empty one (incidentbot restore).");
        }

        if (!create)
        {
            throw new StoreException(
                $"There is no store in {paths.Folder}, and Storage:Create is false.",
                "If data should be there, check that the disk is mounted, or restore a backup (incidentbot restore). For a new store set Storage:Create to true.");
        }

        Directory.CreateDirectory(paths.Journal);
    }

    /// <summary>The first segment is whole before the store has a name, so a kill in between leaves something that is finished or begun again.</summary>
    public static void FinishCreating(StorePaths paths, StoreEnvironment environment)
    {
        var files = environment.Files;
        if (!File.Exists(paths.Identity))
        {
            var store = new Identity(environment.NewStoreId(), SegmentHeader.NewestFormat, environment.Time.GetUtcNow());
            BaseWriter.WriteUnfinished(files, paths, new SegmentHeader(store.Store, 1, 0, 0), HotState.Empty).Dispose();
            files.FlushFolder(paths.Journal);
            WriteIdentity(paths, files, store);
        }

        var first = paths.Segment(1);
        if (!File.Exists(first) && File.Exists(first + StorePaths.Unfinished))
        {
            files.Rename(first + StorePaths.Unfinished, first);
            files.FlushFolder(paths.Journal);
        }
    }

    public static void WriteIdentity(StorePaths paths, IJournalFiles files, Identity identity)
    {
        using (var file = files.Create(paths.Identity + StorePaths.Unfinished))
        {
            file.Append(JsonSerializer.SerializeToUtf8Bytes(identity, JournalJson.Default.Identity));
            file.Flush();
        }

        files.Rename(paths.Identity + StorePaths.Unfinished, paths.Identity);
        files.FlushFolder(paths.Folder);
    }

    /// <exception cref="StoreException">store.json is damaged, or of a newer version.</exception>
    public static Identity ReadIdentity(StorePaths paths)
    {
        try
        {
            var identity = JsonSerializer.Deserialize(File.ReadAllBytes(paths.Identity), JournalJson.Default.Identity);
            if (identity is { Store.Length: 32 })
            {
                return identity.Format == SegmentHeader.NewestFormat
                    ? identity
                    : throw new StoreException(
                        string.Create(CultureInfo.InvariantCulture, $"The store in {paths.Folder} has format {identity.Format}; this version knows {SegmentHeader.NewestFormat}."),
                        "It was written by a newer version of IncidentBot: start that one.");
            }
        }
        catch (JsonException)
        {
            // Said below.
        }

        throw new StoreException($"{paths.Identity} is damaged.", "Restore a backup into an empty folder (incidentbot restore).");
    }

    /// <summary>The disk said no. Its own words name the path.</summary>
    public static StoreException Unusable(string folder, Exception why) =>
        new($"The store in {folder} cannot be used: {why.Message}", "Name a folder of a disk that has room, where this user may write.", why);

    private static FileStream OpenLock(StorePaths paths, FileMode mode, FileAccess access) => new(paths.Lock, mode, access, FileShare.None, 1, FileOptions.None);

    /// <summary>Somebody else has the file open. A full disk and a read-only one are IOExceptions too.</summary>
    private static bool IsHeld(IOException e) =>
        e.HResult == (OperatingSystem.IsWindows() ? SharingViolation : OperatingSystem.IsLinux() ? WouldBlockOnLinux : WouldBlockOnBsd);

    /// <summary>What is in the folder besides the traces of a creation that was cut short.</summary>
    public static List<string> Found(StorePaths paths)
    {
        if (!Directory.Exists(paths.Folder))
        {
            return [];
        }

        var ours = new[] { paths.Lock, paths.Identity + StorePaths.Unfinished, paths.Segment(1) + StorePaths.Unfinished };
        return [.. Directory.EnumerateFileSystemEntries(paths.Folder)
            .SelectMany(path => string.Equals(path, paths.Journal, StringComparison.Ordinal) ? Directory.EnumerateFileSystemEntries(path) : [path])
            .Except(ours, StringComparer.Ordinal)
            .Select(path => Path.GetRelativePath(paths.Folder, path))
            .Order(StringComparer.Ordinal)
            .Take(10)];
    }
}
