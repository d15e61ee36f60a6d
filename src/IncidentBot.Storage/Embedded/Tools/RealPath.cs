namespace IncidentBot.Storage.Embedded.Tools;

/// <summary>Where a path leads once every link in it is followed; parts that are not there yet stay as they are named.</summary>
internal static class RealPath
{
    /// <summary>As many as Linux follows before it gives up (path_resolution(7)).</summary>
    private const int MostLinks = 40;

    /// <exception cref="IOException">The links lead in a circle.</exception>
    public static string Of(string path) => Followed(Path.GetFullPath(path), 0);

    /// <param name="real">Without links, as is <paramref name="folder"/>.</param>
    public static bool IsAtOrBelow(string real, string folder) =>
        Path.GetRelativePath(folder, real) is var way && !Path.IsPathRooted(way) && way.Split(Path.DirectorySeparatorChar)[0] is not "..";

    private static string Followed(string path, int links)
    {
        if (links > MostLinks)
        {
            throw new IOException($"Too many links at {path}.");
        }

        // Null at the root.
        if (Path.GetDirectoryName(path) is not { } above)
        {
            return path;
        }

        var folder = Followed(above, links);
        var here = Path.Combine(folder, Path.GetFileName(path));
        FileSystemInfo entry = Directory.Exists(here) ? new DirectoryInfo(here) : new FileInfo(here);
        return entry.LinkTarget is { } target ? Followed(Path.GetFullPath(target, folder), links + 1) : here;
    }
}
