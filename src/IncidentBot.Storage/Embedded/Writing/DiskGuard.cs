using System.Globalization;

namespace IncidentBot.Storage.Embedded.Writing;

/// <summary>
/// Whether there is room to write. Asks the disk at most every two seconds, so that a full disk costs no system call per commit and is
/// noticed, as is new room, well within ten.
/// </summary>
internal sealed class DiskGuard(EmbeddedStoreOptions options, StoreEnvironment environment)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    private long _askedAt;
    private bool _asked;
    private long _failedAt;

    public long FreeBytes { get; private set; } = long.MaxValue;

    /// <summary>A write failed and none has succeeded since.</summary>
    public bool IsFull { get; private set; }

    public DiskLevel Level { get; private set; }

    /// <summary>Null when a write may be tried; else the sentence for whoever asked.</summary>
    public string? RefusesEverything => IsFull && environment.Time.GetElapsedTime(_failedAt) < Between
        ? string.Create(CultureInfo.InvariantCulture, $"The disk is full ({Folder}): nothing was saved. Reading goes on; make room there and try again.")
        : null;

    public string? RefusesCommands => RefusesEverything ?? (Level == DiskLevel.Refusing
        ? string.Create(CultureInfo.InvariantCulture, $"The disk is nearly full ({FreeBytes / 1024 / 1024} MiB free at {Folder}): nothing was saved. Make room there and try again.")
        : null);

    private string Folder => System.IO.Path.GetFullPath(options.Path);

    /// <summary>True when the level is another than before.</summary>
    public bool Look()
    {
        if (_asked && environment.Time.GetElapsedTime(_askedAt) < Between)
        {
            return false;
        }

        _asked = true;
        _askedAt = environment.Time.GetTimestamp();
        FreeBytes = environment.FreeBytes(options.Path);
        return SetLevel();
    }

    public void WriteFailed()
    {
        IsFull = true;
        _failedAt = environment.Time.GetTimestamp();
        SetLevel();
    }

    /// <summary>True when it had failed before.</summary>
    public bool WriteSucceeded()
    {
        if (!IsFull)
        {
            return false;
        }

        IsFull = false;
        SetLevel();
        return true;
    }

    private bool SetLevel()
    {
        var before = Level;
        Level = IsFull ? DiskLevel.Full
            : FreeBytes < options.RefuseFreeBytes ? DiskLevel.Refusing
            : FreeBytes < options.WarnFreeBytes ? DiskLevel.Low
            : DiskLevel.Enough;
        return Level != before;
    }
}
