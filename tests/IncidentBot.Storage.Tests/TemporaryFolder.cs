using System.Globalization;

namespace IncidentBot.Storage.Tests;

/// <summary>A folder of this process's own that is gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private static int s_made;

    public TemporaryFolder()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"incidentbot-storage-{Environment.ProcessId}-{Interlocked.Increment(ref s_made)}");
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), name);
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }

        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public void CopyFrom(string folder)
    {
        Directory.Delete(Path, recursive: true);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(Path, System.IO.Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
