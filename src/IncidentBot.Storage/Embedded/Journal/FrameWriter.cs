using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace IncidentBot.Storage.Embedded.Journal;

/// <summary>Puts one frame together in memory. Reused from frame to frame.</summary>
internal sealed class FrameWriter
{
    private ArrayBufferWriter<byte> _buffer = new(256 * 1024);

    public int Count { get; private set; }

    public int Bytes => _buffer.WrittenCount;

    public void Begin()
    {
        // One huge change must not pin its memory for the life of the process.
        if (_buffer.Capacity > 8 * 1024 * 1024)
        {
            _buffer = new ArrayBufferWriter<byte>(256 * 1024);
        }

        _buffer.ResetWrittenCount();
        _buffer.GetSpan(Frame.HeaderBytes)[..Frame.HeaderBytes].Clear();
        _buffer.Advance(Frame.HeaderBytes);
        Count = 0;
    }

    public void Add(ReadOnlySpan<byte> record)
    {
        _buffer.Write(record);
        _buffer.Write("\n"u8);
        Count++;
    }

    public void Add<T>(T record, JsonTypeInfo<T> type)
    {
        using (var json = new Utf8JsonWriter(_buffer))
        {
            JsonSerializer.Serialize(json, record, type);
        }

        _buffer.Write("\n"u8);
        Count++;
    }

    /// <param name="count">When it does not count the frame's own records.</param>
    public ReadOnlySpan<byte> End(FrameKind kind, long firstSequence, int? count = null)
    {
        var frame = System.Runtime.InteropServices.MemoryMarshal.AsMemory(_buffer.WrittenMemory).Span;
        Frame.WriteHeader(frame, kind, firstSequence, count ?? Count);
        return frame;
    }
}
