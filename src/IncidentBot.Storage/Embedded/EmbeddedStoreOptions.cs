namespace IncidentBot.Storage.Embedded;

/// <summary>Settings of the embedded store, bound from the section <c>Storage</c>.</summary>
public sealed class EmbeddedStoreOptions
{
    public const string Section = "Storage";

    /// <summary>The data folder. One process at a time.</summary>
    /// <value>Default <c>./data</c>.</value>
    public string Path { get; set; } = "./data";

    /// <summary>Make a new store when the folder is absent or wholly empty. Service units set it false after the first start, so that a lost disk is never mistaken for a new installation.</summary>
    /// <value>Default true.</value>
    public bool Create { get; set; } = true;

    /// <summary>Changes in one segment before the next is begun, bytes. A start reads one base and at most this much, or twice the base.</summary>
    /// <value>Default 32 MiB.</value>
    public long SegmentBytes { get; set; } = 32L * 1024 * 1024;

    /// <summary>Commits that may wait for the writer.</summary>
    /// <value>Default 1,024.</value>
    public int QueueLength { get; set; } = 1024;

    /// <summary>How long a commit waits for room in the queue before it is told that the store is busy.</summary>
    /// <value>Default 2.5 s.</value>
    public TimeSpan QueueWait { get; set; } = TimeSpan.FromSeconds(2.5);

    /// <summary>Free space on the store's disk below which it warns, bytes.</summary>
    /// <value>Default 200 MiB.</value>
    public long WarnFreeBytes { get; set; } = 200L * 1024 * 1024;

    /// <summary>Free space below which new commands are refused, bytes. Settlements and timers go on.</summary>
    /// <value>Default 50 MiB.</value>
    public long RefuseFreeBytes { get; set; } = 50L * 1024 * 1024;

    /// <summary>How long a look-up waits for the view to reach what was committed before it was asked; then it answers and says how far behind it is.</summary>
    /// <value>Default 2 s.</value>
    public TimeSpan ViewWait { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a running store proves its view against the index, besides after every unclean start.</summary>
    /// <value>Default 1 day.</value>
    public TimeSpan ScanEvery { get; set; } = TimeSpan.FromDays(1);
}
