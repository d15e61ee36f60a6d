using System.Globalization;
using System.Text.Json;
using IncidentBot.Storage.Embedded.Journal;

namespace IncidentBot.Storage.Embedded.View;

/// <summary>The view's file as a clean stop left it. A file that is another one now was damaged while nobody served it.</summary>
/// <param name="Cursor">The newest change in it: a journal that ends before has lost its end.</param>
/// <param name="Check">Over the other three: a damaged seal says nothing.</param>
internal sealed record ViewSeal(long Cursor, long Length, uint Crc, uint Check)
{
    /// <summary>After the database is closed. Durable when it returns.</summary>
    public static void Write(StorePaths paths, int number, long cursor)
    {
        var log = new FileInfo(paths.ViewLog(number));
        if (log.Exists && log.Length > 0)
        {
            // Part of the view is in its log still; the next start checks it piece by piece.
            return;
        }

        var length = new FileInfo(paths.View(number)).Length;
        var crc = Journal.Crc.End(SegmentFile.RunningCrc(paths.View(number), length));
        var seal = new ViewSeal(cursor, length, crc, CheckOf(cursor, length, crc));
        try
        {
            using var file = File.Create(paths.ViewSeal(number));
            JsonSerializer.Serialize(file, seal, JournalJson.Default.ViewSeal);
            file.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Half a seal is none.
        }
    }

    /// <summary>Null when there is none, or none that can be read: then the view is checked piece by piece.</summary>
    public static ViewSeal? Read(StorePaths paths, int number)
    {
        try
        {
            var seal = File.Exists(paths.ViewSeal(number)) ? JsonSerializer.Deserialize(File.ReadAllBytes(paths.ViewSeal(number)), JournalJson.Default.ViewSeal) : null;
            return seal is not null && seal.Check == CheckOf(seal.Cursor, seal.Length, seal.Crc) ? seal : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static uint CheckOf(long cursor, long length, uint crc) =>
        Journal.Crc.Of(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{cursor}/{length}/{crc}")));
}
