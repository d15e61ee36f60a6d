using System.Buffers;

namespace IncidentBot.Storage.Embedded.Journal;

/// <summary>A segment as it lies on the disk.</summary>
internal static class SegmentFile
{
    private const int HeaderBytes = 4 * 1024;
    private const long Block = 1024 * 1024;

    /// <summary>Its header; null when that frame is damaged.</summary>
    public static (SegmentHeader? Header, long First) ReadHeader(string path)
    {
        using var reader = new FrameReader(path, ahead: HeaderBytes);
        return reader.Next(reader.Length, out var frame) == ReadAs.Good && frame.Kind == FrameKind.Segment
            ? (RecordReader.Header(frame), frame.FirstSequence)
            : (null, 0);
    }

    /// <summary>CRC-32C of the first bytes.</summary>
    /// <param name="length">How many.</param>
    public static uint RunningCrc(string path, long length)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(Block, length));
        try
        {
            var crc = Crc.Start;
            for (long at = 0; at < length;)
            {
                var read = RandomAccess.Read(handle, buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - at)), at);
                if (read == 0)
                {
                    throw new EndOfStreamException($"{path} ended early.");
                }

                crc = Crc.Add(crc, buffer.AsSpan(0, read));
                at += read;
            }

            return crc;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
