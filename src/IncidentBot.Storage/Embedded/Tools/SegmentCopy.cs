using System.Globalization;
using IncidentBot.Storage.Embedded.Files;
using IncidentBot.Storage.Embedded.Journal;

namespace IncidentBot.Storage.Embedded.Tools;

/// <summary>Copies the segments of a store that may be growing and rolling meanwhile.</summary>
internal static class SegmentCopy
{
    /// <exception cref="StoreException">A segment is damaged.</exception>
    public static (int Segments, long Bytes) Growing(StorePaths from, StorePaths to, IProgress<StoreProgress>? progress, CancellationToken cancellationToken)
    {
        var files = new RealFiles();
        long bytes = 0;
        var number = 0;
        while (File.Exists(from.Segment(number + 1)))
        {
            number++;

            // Asked before the length is: a segment that has a successor grows no more.
            var isSealed = File.Exists(from.Segment(number + 1));
            var copied = Copy(files, from, to, number, isSealed, progress, cancellationToken);
            if (!isSealed && File.Exists(from.Segment(number + 1)))
            {
                copied = Copy(files, from, to, number, isSealed: true, progress, cancellationToken);
            }

            bytes += copied;
        }

        files.FlushFolder(to.Journal);
        return number > 0 ? (number, bytes) : throw Damage.Is($"The store in {from.Folder} has no segments.");
    }

    private static long Copy(RealFiles files, StorePaths from, StorePaths to, int number, bool isSealed, IProgress<StoreProgress>? progress, CancellationToken cancellationToken)
    {
        var length = isSealed ? new FileInfo(from.Segment(number)).Length : WholeFrames(from.Segment(number), number);
        using var source = File.OpenHandle(from.Segment(number), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        using var copy = files.Create(to.Segment(number));
        var buffer = new byte[1024 * 1024];
        while (copy.Length < length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = RandomAccess.Read(source, buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - copy.Length)), copy.Length);
            if (read == 0)
            {
                throw Damage.At(number, copy.Length, "it ended while it was copied");
            }

            copy.Append(buffer.AsSpan(0, read));
            progress?.Report(new StoreProgress(string.Create(CultureInfo.InvariantCulture, $"copying segment {number}"), copy.Length, length));
        }

        copy.Flush();
        return length;
    }

    /// <summary>Where the last whole frame ends. A frame that is being written just now is left out; one with a whole frame behind it is damage.</summary>
    private static long WholeFrames(string path, int number)
    {
        using var reader = new FrameReader(path);
        var length = reader.Length;
        while (reader.Next(length, out _) == ReadAs.Good)
        {
        }

        return reader.Offset == length || reader.FindGood(reader.Offset + 1, length) < 0
            ? reader.Offset
            : throw Damage.At(number, reader.Offset, "the frame is not whole");
    }
}
