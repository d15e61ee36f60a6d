using IncidentBot.Storage.Embedded.Journal;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Storage.Embedded.View;

/// <summary>
/// Which file the view lives in, open or not. A number is never used again by a process: a damaged file is left behind, and the next view is
/// another one.
/// </summary>
internal sealed partial class ViewFile(StorePaths paths, string store, ILogger log)
{
    private bool _isDropped;

    /// <summary>Number of the newest file there is or was; 0 = none.</summary>
    public int Number { get; private set; }

    /// <summary>Null while it is closed, or has to be built.</summary>
    public ViewDatabase? Database { get; private set; }

    /// <summary>There is one that has not been opened, and nobody has thrown it away.</summary>
    public bool WaitsToBeOpened => Number > 0 && !_isDropped;

    /// <summary>Keeps the newest of what is there and deletes the others.</summary>
    public void FindNewest()
    {
        var views = paths.Views();
        Number = views.Count == 0 ? 0 : views[^1];
        foreach (var old in views.Where(number => number != Number))
        {
            Delete(old);
        }
    }

    /// <summary>What the last clean stop said of it. A seal holds for the start after it and no longer.</summary>
    public ViewSeal? TakeSeal(bool cleanStop)
    {
        var seal = cleanStop ? ViewSeal.Read(paths, Number) : null;
        Delete(paths.ViewSeal(Number));
        return seal;
    }

    public ViewDatabase Open() => Database = new ViewDatabase(paths.View(Number), paths.ViewLog(Number), store);

    /// <summary>A new, empty one.</summary>
    public ViewDatabase OpenNext()
    {
        Number = Math.Max(Number, paths.Views().LastOrDefault()) + 1;
        _isDropped = false;
        return Open();
    }

    /// <summary>Everything in its file, on the disk, and a seal that says what the file was.</summary>
    public void Seal()
    {
        if (Database is { } database)
        {
            database.Checkpoint();
            Close();
            ViewSeal.Write(paths, Number, database.Cursor);
        }
    }

    /// <summary>Closed and deleted: what comes next is built anew.</summary>
    public void Drop()
    {
        Close();
        Delete(Number);
        _isDropped = true;
    }

    public void Close()
    {
        try
        {
            Database?.Dispose();
        }
        catch (Exception e)
        {
            // A damaged engine may fail to close; its file is not used again.
            Log.NotClosed(log, e.Message);
        }

        Database = null;
    }

    private void Delete(int number)
    {
        Delete(paths.View(number));
        Delete(paths.ViewLog(number));
        Delete(paths.ViewSeal(number));
    }

    private void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.NotDeleted(log, path, e.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5, LogLevel.Warning, "A damaged archive could not be closed: {Why}")]
        public static partial void NotClosed(ILogger logger, string why);

        [LoggerMessage(6, LogLevel.Warning, "{Path} could not be deleted: {Why}")]
        public static partial void NotDeleted(ILogger logger, string path, string why);
    }
}
