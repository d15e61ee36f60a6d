using IncidentBot.Core.Doctor;
using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded;

namespace IncidentBot.Doctor;

/// <summary>How an open store is, put as findings.</summary>
internal static class StoreCheck
{
    private const string Area = "store";
    private const long MiB = 1024 * 1024;

    public static IEnumerable<Finding> Look(StoreHealth health, IReadOnlyList<DeadLetter> dead, IReadOnlyCollection<TimerRef> setAside) =>
    [
        Finding.Good(Area, $"Open: {health.Sequence} changes, {health.LiveStreams} live and {health.LeftStreams} archived streams, {health.Timers} timers, {health.UnsettledRows} messages waiting."),
        Space(health.Disk, health.FreeBytes),
        .. Archive(health),
        .. History(health),
        .. Past(health),
        .. dead.Count == 0 ? Array.Empty<Finding>() : [Finding.Warning("messages", $"{dead.Count} message(s) could not be delivered; the newest: {dead[0].What} to {dead[0].Target}. {dead[0].Why}", dead[0].Mend)],
        .. setAside.Count == 0 ? Array.Empty<Finding>() : [Finding.Problem("timers", $"{setAside.Count} timer(s) failed five times and were set aside: {string.Join(", ", setAside.Select(timer => $"{timer.Stream} {timer.Name}"))}.", "The log has the cause; a restart tries them again.")],
    ];

    /// <summary>A store that no server holds, after all of it was read.</summary>
    public static IEnumerable<Finding> Look(VerifyReport report) =>
    [
        report.IsWhole
            ? Finding.Good(Area, $"Whole: {report.Sequence} changes in {report.Segments} segment(s), {report.Streams} timelines. The server is stopped.")
            : Finding.Problem(Area, "Something is lost; see below.", "Restore a backup: 'incidentbot restore <folder>'."),
        .. report.Findings.Select(finding => finding.Harmless ? Finding.Warning(Area, finding.What, finding.Mend) : Finding.Problem(Area, finding.What, finding.Mend)),
    ];

    public static Finding Missing(EmbeddedStoreOptions storage) => File.Exists(storage.Path)
        ? Finding.Problem(Area, $"{storage.Path} is a file.", "Name a folder in Storage:Path.")
        : storage.Create
        ? Finding.Good(Area, $"There is none yet in {storage.Path}; the first start makes it.")
        : Finding.Problem(Area, $"There is no store in {storage.Path}, and Storage:Create is false.", "Mount its disk or restore a backup; for a new installation set Storage:Create to true.");

    public static DiskLevel LevelOf(long free, EmbeddedStoreOptions storage) =>
        free < storage.RefuseFreeBytes ? DiskLevel.Refusing : free < storage.WarnFreeBytes ? DiskLevel.Low : DiskLevel.Enough;

    public static Finding Space(DiskLevel disk, long free) => disk switch
    {
        DiskLevel.Enough => Finding.Good("disk", $"{free / MiB} MiB free."),
        DiskLevel.Low => Finding.Warning("disk", $"Only {free / MiB} MiB free.", "Make room on the disk of Storage:Path before new commands are refused."),
        DiskLevel.Refusing => Finding.Problem("disk", $"Only {free / MiB} MiB free: new commands are refused.", "Make room on the disk of Storage:Path; it goes on by itself."),
        _ => Finding.Problem("disk", "The disk is full: nothing can be saved and nothing is sent.", "Make room on the disk of Storage:Path; it goes on by itself."),
    };

    private static IEnumerable<Finding> Archive(StoreHealth health)
    {
        if (health.ViewTrouble is { } trouble)
        {
            yield return Finding.Problem("archive", $"It cannot be built: {trouble}", "'incidentbot verify' names everything that is damaged; open incidents are not affected.");
        }
        else if (health.RebuildingPercent is { } percent)
        {
            yield return Finding.Warning("archive", $"The archive is being rebuilt, {percent} %.", "Nothing to do: open incidents are not affected.");
        }
        else
        {
            yield return Finding.Good("archive", $"{health.ViewBehind} changes behind.");
        }
    }

    private static IEnumerable<Finding> History(StoreHealth health) => health.HistoryDamage.Select(damage => Finding.Problem(
        "history",
        $"The history is damaged: {damage}",
        "Open incidents are not affected. Stop the server, copy the data folder away and put a backup into an empty one: 'incidentbot restore <folder>'."));

    private static IEnumerable<Finding> Past(StoreHealth health)
    {
        if (!health.LastStopWasClean)
        {
            yield return Finding.Good(Area, "The last run ended without a clean stop; everything acknowledged was found again.");
        }

        foreach (var repair in health.Repairs)
        {
            yield return Finding.Warning(Area, repair, "Nothing to do now; should it come back, check the disk.");
        }
    }
}
