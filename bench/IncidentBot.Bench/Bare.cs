using System.Diagnostics;

namespace IncidentBot.Bench;

/// <summary>What the disk alone can do: the yardstick that the other figures are ratios of.</summary>
internal static class Bare
{
    /// <summary>Bytes of one change in a frame, about; what the store's own measurements were made with.</summary>
    public const int ChangeBytes = 900;

    /// <summary>Median time of appending one change and flushing it.</summary>
    public static TimeSpan Flush(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "bare");
        using var handle = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        var change = new byte[ChangeBytes];
        var samples = new Samples();
        for (var i = 0; i < 2000; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            RandomAccess.Write(handle, change, (long)i * change.Length);
            RandomAccess.FlushToDisk(handle);
            samples.Add(Stopwatch.GetElapsedTime(begun));
        }

        return samples.At(0.5);
    }
}
