using System.Text.Json;
using IncidentBot.Storage.Embedded.Hot;
using IncidentBot.Storage.Embedded.Journal;

namespace IncidentBot.Storage.Embedded.Writing;

/// <summary>The changes that will be durable together: the frame that will say so, and the state that will then be true.</summary>
internal sealed class Group(HotState state, FrameWriter frame, DiskGuard disk, DateTimeOffset now)
{
    /// <summary>Streams that were added to.</summary>
    private readonly List<string> _changed = [];

    public HotBuilder Next { get; } = new(state);

    public DiskGuard Disk { get; } = disk;

    public DateTimeOffset Now { get; } = now;

    public IReadOnlyList<string> Changed => _changed;

    public long Add(JournalRecord record) => Add(record, JsonSerializer.SerializeToUtf8Bytes(record, JournalJson.Default.JournalRecord));

    /// <summary>Its number.</summary>
    public long Add(JournalRecord record, byte[] bytes)
    {
        frame.Add(bytes);
        Next.Apply(record);
        foreach (var append in record.Appends ?? [])
        {
            _changed.Add(append.Stream);
        }

        return Next.Sequence;
    }
}
