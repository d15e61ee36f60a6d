namespace IncidentBot.Simulation.Runs;

/// <summary>
/// The folder a run writes to. An earlier run is replaced; a folder with anything else in it is left alone, because a mistyped path must
/// not cost anybody's files.
/// </summary>
internal sealed class OutputFolder
{
    private const string Marker = ".incidentbot-simulation";

    private OutputFolder(string path) => Path = path;

    public string Path { get; }

    public string Store => System.IO.Path.Combine(Path, "store");

    /// <exception cref="SimulationException">The folder holds something that is not ours.</exception>
    public static OutputFolder Prepare(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        if (File.Exists(full))
        {
            throw new SimulationException($"{full} is a file.", "Choose a folder with --out.");
        }

        var marker = System.IO.Path.Combine(full, Marker);
        if (Directory.Exists(full) && Directory.EnumerateFileSystemEntries(full).Any())
        {
            if (!File.Exists(marker))
            {
                throw new SimulationException($"{full} is not empty and was not written by a simulation.", "Choose another folder with --out, or empty it yourself.");
            }

            foreach (var entry in new DirectoryInfo(full).EnumerateFileSystemInfos().Where(entry => !string.Equals(entry.Name, Marker, StringComparison.Ordinal)).ToList())
            {
                if (entry is DirectoryInfo folder)
                {
                    folder.Delete(recursive: true);
                }
                else
                {
                    entry.Delete();
                }
            }
        }

        Directory.CreateDirectory(full);
        File.WriteAllText(marker, "Written by `incidentbot simulate`; the next run into this folder replaces everything in it.\n");
        return new OutputFolder(full);
    }

    public void Write(string name, IEnumerable<string> lines)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, string.Concat(lines.Select(line => line + "\n")));
    }
}
