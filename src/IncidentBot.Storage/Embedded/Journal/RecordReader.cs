using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace IncidentBot.Storage.Embedded.Journal;

/// <summary>The records of one frame, one to a line.</summary>
internal static class RecordReader
{
    /// <exception cref="StoreException">A shape of a newer version.</exception>
    public static void Read<T>(Frame frame, JsonTypeInfo<T> type, int segment, long offset, Action<T> each)
    {
        try
        {
            var rest = frame.Payload.Span;
            while (!rest.IsEmpty)
            {
                var end = rest.IndexOf((byte)'\n');
                each(JsonSerializer.Deserialize(rest[..(end < 0 ? rest.Length : end)], type)!);
                rest = end < 0 ? [] : rest[(end + 1)..];
            }
        }
        catch (Exception e) when (e is JsonException or FormatException or KeyNotFoundException)
        {
            throw Damage.Newer(segment, offset, e);
        }
    }

    public static SegmentHeader? Header(Frame frame)
    {
        SegmentHeader? header = null;
        Read(frame, JournalJson.Default.SegmentHeader, 0, 0, one => header = one);
        return header;
    }
}
