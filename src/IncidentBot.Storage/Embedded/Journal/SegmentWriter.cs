using IncidentBot.Storage.Embedded.Files;

namespace IncidentBot.Storage.Embedded.Journal;

/// <summary>The segment being written: its file, and what the next segment must say about it.</summary>
internal sealed class SegmentWriter(IJournalFile file, int number, long baseBytes, uint runningCrc) : IDisposable
{
    private long _lengthBefore;
    private uint _crcBefore;

    public int Number { get; } = number;

    public long Length => file.Length;

    /// <summary>Header and base; what follows are changes.</summary>
    public long BaseBytes { get; } = baseBytes;

    public uint Crc => Journal.Crc.End(runningCrc);

    /// <exception cref="IOException">Nothing of it may be believed to be there: <see cref="TakeBack"/>.</exception>
    public void Append(ReadOnlySpan<byte> frame)
    {
        _lengthBefore = file.Length;
        _crcBefore = runningCrc;
        file.Append(frame);
        runningCrc = Journal.Crc.Add(runningCrc, frame);
    }

    /// <summary>Removes what a failed append may have left.</summary>
    public void TakeBack()
    {
        file.Cut(_lengthBefore);
        runningCrc = _crcBefore;
    }

    public void Flush() => file.Flush();

    public void Dispose() => file.Dispose();
}
