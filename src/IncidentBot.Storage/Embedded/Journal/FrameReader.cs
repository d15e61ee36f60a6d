using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace IncidentBot.Storage.Embedded.Journal;

/// <summary>What stands at the reader's place.</summary>
internal enum ReadAs
{
    Good,

    /// <summary>Exactly the end.</summary>
    End,

    /// <summary>Bytes that are no whole frame.</summary>
    Bad,
}

/// <summary>
/// Reads a segment frame by frame, from any process, while it may still grow. A frame's bytes hold until the next one is read, or the reader
/// is disposed: its buffer is a rented one.
/// </summary>
internal sealed class FrameReader : IDisposable
{
    private const int Ahead = 256 * 1024;

    private readonly SafeFileHandle _handle;
    private byte[] _buffer;
    private long _bufferAt;
    private int _buffered;

    /// <param name="ahead">Bytes to read at once; a longer frame is read whole all the same.</param>
    public FrameReader(string path, long offset = 0, int ahead = Ahead)
    {
        Path = path;
        Offset = offset;
        _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        _buffer = ArrayPool<byte>.Shared.Rent(ahead);
    }

    public string Path { get; }

    /// <summary>Where the next frame begins.</summary>
    public long Offset { get; set; }

    public long Length => RandomAccess.GetLength(_handle);

    /// <param name="limit">Bytes at and beyond this place do not exist yet for the reader.</param>
    public ReadAs Next(long limit, out Frame frame)
    {
        var read = Look(limit, out frame);
        if (read == ReadAs.Good)
        {
            Offset += frame.Bytes;
        }

        return read;
    }

    /// <summary>Steps over frames that end before <paramref name="sequence"/>, by their headers alone.</summary>
    public void SkipTo(long sequence, long limit)
    {
        while (limit - Offset >= Frame.HeaderBytes)
        {
            var header = Bytes(Offset, Frame.HeaderBytes).Span;
            var length = Frame.PayloadLength(header);
            var (first, count) = Frame.Numbers(header);
            var isGroup = length >= 0 && header[8] == (byte)FrameKind.Group;
            if (length < 0 || Offset + Frame.HeaderBytes + length > limit || (isGroup && first + count > sequence))
            {
                return;
            }

            Offset += Frame.HeaderBytes + length;
        }
    }

    /// <summary>The place of the next whole frame at or behind <paramref name="from"/>; -1 when there is none.</summary>
    public long FindGood(long from, long limit)
    {
        var keep = Offset;
        try
        {
            for (var at = from; at + Frame.HeaderBytes <= limit;)
            {
                var window = Bytes(at, (int)Math.Min(Ahead, limit - at)).Span;
                var found = window.IndexOf(Frame.Magic);
                if (found < 0)
                {
                    at += Math.Max(1, window.Length - Frame.Magic.Length + 1);
                    continue;
                }

                Offset = at + found;
                if (Look(limit, out _) == ReadAs.Good)
                {
                    return at + found;
                }

                at += found + 1;
            }

            return -1;
        }
        finally
        {
            Offset = keep;
        }
    }

    public void Dispose()
    {
        _handle.Dispose();
        Rent(0);
    }

    private ReadAs Look(long limit, out Frame frame)
    {
        frame = default;
        if (Offset == limit)
        {
            return ReadAs.End;
        }

        if (limit - Offset < Frame.HeaderBytes)
        {
            return ReadAs.Bad;
        }

        var length = Frame.PayloadLength(Bytes(Offset, Frame.HeaderBytes).Span);
        if (length < 0 || Offset + Frame.HeaderBytes + length > limit)
        {
            return ReadAs.Bad;
        }

        var whole = Bytes(Offset, Frame.HeaderBytes + length);
        return whole.Length == Frame.HeaderBytes + length && Frame.TryRead(whole, out frame) ? ReadAs.Good : ReadAs.Bad;
    }

    private ReadOnlyMemory<byte> Bytes(long at, int count)
    {
        if (at < _bufferAt || at + count > _bufferAt + _buffered)
        {
            if (_buffer.Length < count)
            {
                Rent(Math.Max(count, _buffer.Length * 2));
            }

            _bufferAt = at;
            _buffered = 0;
            while (_buffered < count)
            {
                var read = RandomAccess.Read(_handle, _buffer.AsSpan(_buffered), at + _buffered);
                if (read == 0)
                {
                    break;
                }

                _buffered += read;
            }
        }

        var start = (int)(at - _bufferAt);
        return _buffer.AsMemory(start, Math.Min(count, Math.Max(0, _buffered - start)));
    }

    /// <summary>Gives the buffer back for another of that many bytes; 0 = for none.</summary>
    private void Rent(int bytes)
    {
        var old = _buffer;
        _buffer = bytes == 0 ? [] : ArrayPool<byte>.Shared.Rent(bytes);
        _buffered = 0;
        if (old.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(old);
        }
    }
}
