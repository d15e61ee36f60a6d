using System.Globalization;

namespace IncidentBot.Storage.Embedded.Journal;

/// <summary>Where things lie in the data folder.</summary>
internal sealed class StorePaths(string folder)
{
    private const string SegmentEnd = ".seg";

    /// <summary>A file being written is not there yet: it gets its name when it is whole.</summary>
    public const string Unfinished = ".new";

    public string Folder { get; } = Path.GetFullPath(folder);

    public string Lock => Path.Combine(Folder, "lock");

    public string Identity => Path.Combine(Folder, "store.json");

    public string Journal => Path.Combine(Folder, "journal");

    public string Segment(int number) => Path.Combine(Journal, number.ToString("D8", CultureInfo.InvariantCulture) + SegmentEnd);

    public string View(int number) => Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"view-{number}.db"));

    /// <summary>LiteDB puts its log beside its file under this name.</summary>
    public string ViewLog(int number) => Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"view-{number}-log.db"));

    /// <summary>What a clean stop says of the view.</summary>
    public string ViewSeal(int number) => Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"view-{number}.seal"));

    /// <summary>Numbers of the segments that are there, rising.</summary>
    public List<int> Segments() => Directory.Exists(Journal)
        ? [.. Directory.EnumerateFiles(Journal, "*" + SegmentEnd).Select(Number).Where(number => number > 0).Order()]
        : [];

    /// <summary>Numbers of the views that are there, rising; normally one.</summary>
    public List<int> Views() =>
        [.. Directory.EnumerateFiles(Folder, "view-*.db").Select(ViewNumber).Where(number => number > 0).Distinct().Order()];

    private static int Number(string path) =>
        int.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static int ViewNumber(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path)["view-".Length..];
        if (name.EndsWith("-log", StringComparison.Ordinal))
        {
            name = name[..^"-log".Length];
        }

        return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
