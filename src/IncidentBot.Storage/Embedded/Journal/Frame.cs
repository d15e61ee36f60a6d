using System.Buffers.Binary;

namespace IncidentBot.Storage.Embedded.Journal;

/// <summary>What a frame holds.</summary>
internal enum FrameKind : byte
{
    /// <summary>Who wrote the segment and what came before it. The first frame of a file.</summary>
    Segment = 1,

    /// <summary>A piece of the hot state before the segment's first change.</summary>
    Base = 2,

    /// <summary>The base above is whole.</summary>
    BaseEnd = 3,

    /// <summary>Changes that became durable together.</summary>
    Group = 4,
}

/// <summary>One checksummed piece of a segment. <paramref name="Payload"/> is valid until the reader moves on.</summary>
internal readonly record struct Frame(FrameKind Kind, long FirstSequence, int Count, ReadOnlyMemory<byte> Payload)
{
    /// <summary>magic 8 · kind 1 · unused 3 · payload length 4 · first sequence 8 · count 4 · CRC-32C 4 of all that and the payload; little-endian.</summary>
    public const int HeaderBytes = 32;

    /// <summary>No frame comes near this; a longer one is a damaged length.</summary>
    public const int MaxPayload = 256 * 1024 * 1024;

    private const int LengthAt = 12;
    private const int CrcAt = 28;

    public long LastSequence => FirstSequence + Count - 1;

    public int Bytes => HeaderBytes + Payload.Length;

    /// <summary>Holds a zero byte, which no JSON can, so a payload never looks like the start of a frame.</summary>
    public static ReadOnlySpan<byte> Magic => [0x89, (byte)'I', (byte)'B', (byte)'J', 0x00, 0x0D, 0x0A, 0x1A];

    /// <summary>Fills in the header in front of a payload that already stands in <paramref name="frame"/>.</summary>
    public static void WriteHeader(Span<byte> frame, FrameKind kind, long firstSequence, int count)
    {
        Magic.CopyTo(frame);
        frame[8] = (byte)kind;
        frame[9..LengthAt].Clear();
        BinaryPrimitives.WriteInt32LittleEndian(frame[LengthAt..], frame.Length - HeaderBytes);
        BinaryPrimitives.WriteInt64LittleEndian(frame[16..], firstSequence);
        BinaryPrimitives.WriteInt32LittleEndian(frame[24..], count);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[CrcAt..], Checksum(frame));
    }

    /// <summary>The payload length a header claims, or -1 when these bytes begin no frame.</summary>
    public static int PayloadLength(ReadOnlySpan<byte> header)
    {
        if (!header.StartsWith(Magic))
        {
            return -1;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(header[LengthAt..]);
        return length is < 0 or > MaxPayload ? -1 : length;
    }

    /// <summary>First sequence and count as a header claims them, unchecked.</summary>
    public static (long First, int Count) Numbers(ReadOnlySpan<byte> header) =>
        (BinaryPrimitives.ReadInt64LittleEndian(header[16..]), BinaryPrimitives.ReadInt32LittleEndian(header[24..]));

    public static bool TryRead(ReadOnlyMemory<byte> bytes, out Frame frame)
    {
        frame = default;
        var span = bytes.Span;
        if (BinaryPrimitives.ReadUInt32LittleEndian(span[CrcAt..]) != Checksum(span))
        {
            return false;
        }

        var (first, count) = Numbers(span);
        frame = new Frame((FrameKind)span[8], first, count, bytes[HeaderBytes..]);
        return true;
    }

    private static uint Checksum(ReadOnlySpan<byte> frame) => Crc.End(Crc.Add(Crc.Add(Crc.Start, frame[..CrcAt]), frame[HeaderBytes..]));
}
