namespace IncidentBot.TestKit;

/// <summary>Where the sources are, from wherever the tests were built to.</summary>
public static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>
    /// The file a test was compiled from. A build that hides its machine's paths (CI) knows it as <c>/_/tests/…</c> only.
    /// </summary>
    public static string Source(string compiledFrom)
    {
        var path = compiledFrom.Replace('\\', '/');
        var inside = path.LastIndexOf("/tests/", StringComparison.Ordinal);
        return inside < 0 ? compiledFrom : Path.Combine(Root, path[(inside + 1)..]);
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "IncidentBot.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("IncidentBot.sln was not found above the tests' folder.");
    }
}
