namespace IncidentBot.Storage.Embedded.Journal;

/// <summary>A segment as it lies on the disk.</summary>
internal static class SegmentFile
{
    /// <summary>Its header; null when that frame is damaged.</summary>
    public static (SegmentHeader? Header, long First) ReadHeader(string path)
    {
        using var reader = new FrameReader(path);
        return reader.Next(reader.Length, out var frame) == ReadAs.Good && frame.Kind == FrameKind.Segment
            ? (RecordReader.Header(frame), frame.FirstSequence)
            : (null, 0);
    }

    /// <summary>CRC-32C of the first bytes.</summary>
    /// <param name="length">How many.</param>
    public static uint RunningCrc(string path, long length)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        var buffer = new byte[1024 * 1024];
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
}
