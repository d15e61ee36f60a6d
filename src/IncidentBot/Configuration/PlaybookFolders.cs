using IncidentBot.Core.Playbooks;

namespace IncidentBot.Configuration;

/// <summary>Reads the playbooks beside the program and those of the team's own folder, once, at start.</summary>
internal static class PlaybookFolders
{
    private const string Setting = $"{PlaybooksOptions.Section}:{nameof(PlaybooksOptions.Folder)}";
    private const int MostFiles = 200;
    private const long LargestFile = 64 * 1024;

    /// <summary>Where the shipped ones lie: a folder of the program itself.</summary>
    public static string Shipped => Path.Combine(AppContext.BaseDirectory, "playbooks");

    /// <param name="folder">What a relative folder is relative to.</param>
    public static IReadOnlyList<Playbook> Read(PlaybooksOptions options, string folder, List<SettingsProblem> problems)
    {
        Dictionary<string, Playbook> known = new(StringComparer.Ordinal);
        if (options.Shipped && Directory.Exists(Shipped))
        {
            foreach (var (_, playbook) in Files(Shipped, problems))
            {
                known[playbook.Name] = playbook;
            }
        }

        if (string.IsNullOrWhiteSpace(options.Folder))
        {
            return [.. known.Values];
        }

        var own = Path.GetFullPath(options.Folder, folder);
        if (!Directory.Exists(own))
        {
            problems.Add(new SettingsProblem(Setting, "is no folder", "a folder of Markdown files; docs/playbooks.md says how they are written"));
            return [];
        }

        Dictionary<string, string> names = new(StringComparer.Ordinal);
        foreach (var (file, playbook) in Files(own, problems))
        {
            if (!names.TryAdd(playbook.Name, file))
            {
                problems.Add(new SettingsProblem(Setting, $"holds two playbooks with the name of {file}: the other is {names[playbook.Name]}"));
            }

            known[playbook.Name] = playbook;
        }

        return [.. known.Values];
    }

    private static IEnumerable<(string File, Playbook Playbook)> Files(string folder, List<SettingsProblem> problems)
    {
        List<FileInfo> files;
        try
        {
            files = [.. new DirectoryInfo(folder).EnumerateFiles("*.md").OrderBy(file => file.Name, StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problems.Add(new SettingsProblem(Setting, "cannot be read"));
            yield break;
        }

        if (files.Count > MostFiles)
        {
            problems.Add(new SettingsProblem(Setting, $"holds {files.Count} playbooks", $"at most {MostFiles}"));
            yield break;
        }

        foreach (var file in files)
        {
            var (playbook, wrong) = Read(file);
            problems.AddRange(wrong.Select(one => new SettingsProblem(Setting, $"holds {file.Name}, which {one}")));
            if (playbook is not null)
            {
                yield return (file.Name, playbook);
            }
        }
    }

    private static (Playbook? Playbook, IReadOnlyList<string> Problems) Read(FileInfo file)
    {
        try
        {
            return file.Length > LargestFile ? (null, [$"is larger than {LargestFile} bytes"]) : PlaybookFile.Read(File.ReadAllText(file.FullName));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (null, ["cannot be read"]);
        }
    }
}
