using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded.Files;
using IncidentBot.Storage.Embedded.Hot;

namespace IncidentBot.Storage.Embedded.Journal;

/// <summary>Begins a segment: header, the hot state as records, the mark that it is whole. It gets its name when all of that is on the disk.</summary>
internal sealed class BaseWriter
{
    private const int FrameBytes = 1024 * 1024;
    private const int Batch = 500;

    private readonly FrameWriter _frame = new();
    private readonly IJournalFile _file;
    private readonly long _first;
    private uint _crc = Crc.Start;
    private int _pieces;

    private BaseWriter(IJournalFile file, long first)
    {
        _file = file;
        _first = first;
        _frame.Begin();
    }

    /// <summary>Whole and flushed, but still under its unfinished name: the caller renames it and flushes the folder.</summary>
    /// <exception cref="IOException">There is no segment; the unfinished file may be deleted.</exception>
    public static SegmentWriter WriteUnfinished(IJournalFiles files, StorePaths paths, SegmentHeader header, HotState state)
    {
        var file = files.Create(paths.Segment(header.Number) + StorePaths.Unfinished);
        try
        {
            var writer = new BaseWriter(file, state.Sequence + 1);
            writer._frame.Add(header, JournalJson.Default.SegmentHeader);
            writer.End(FrameKind.Segment);
            writer.WriteState(state);
            file.Flush();
            return new SegmentWriter(file, header.Number, file.Length, writer._crc);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Ordinal throughout: the same state gives the same bytes, whatever the hash codes of this process are.</summary>
    private void WriteState(HotState state)
    {
        Add(new BaseRecord { Counters = new CountersRecord(state.HighestIncident, state.Deliveries.Forgotten) });
        foreach (var stream in state.Live.Values.OrderBy(stream => stream.Id))
        {
            Add(new BaseRecord { Stream = Record(stream) });
        }

        foreach (var batch in state.Left.OrderBy(left => left.Key, StringComparer.Ordinal).Chunk(Batch))
        {
            Add(new BaseRecord { Left = Array.ConvertAll(batch, left => new LeftRecord(left.Key, left.Value.Version, left.Value.LastSequence, left.Value.Head.ToString())) });
        }

        foreach (var entry in state.Outbox.Rows.Values.OrderBy(entry => entry.Order))
        {
            Add(new BaseRecord { Row = entry.ToRecord() });
        }

        foreach (var batch in state.Deliveries.Oldest.Chunk(Batch))
        {
            Add(new BaseRecord { Deliveries = batch });
        }

        foreach (var batch in state.Documents.OrderBy(document => document.Key, StringComparer.Ordinal).Chunk(Batch))
        {
            Add(new BaseRecord { Documents = Array.ConvertAll(batch, document => new DocumentRecord(document.Key, document.Value)) });
        }

        if (_frame.Count > 0)
        {
            End(FrameKind.Base);
        }

        End(FrameKind.BaseEnd);
    }

    /// <summary>As it stands in a base or in a recall.</summary>
    public static StreamRecord Record(LiveStream stream) => new()
    {
        Stream = stream.Id.Value,
        Version = stream.Version,
        LastSequence = stream.LastSequence,
        Events = [.. stream.Events],
        Timers = stream.Timers.Length == 0 ? null : Array.ConvertAll(stream.Timers, timer => new PlannedTimer(timer.Name, timer.Due)),
        Documents = stream.Documents.IsEmpty ? null : [.. stream.Documents.Select(document => new DocumentRecord(document.Key, document.Value))],
        LeavesAt = stream.LeavesAt?.UtcTicks,
    };

    private void Add(BaseRecord record)
    {
        _frame.Add(record, JournalJson.Default.BaseRecord);
        if (_frame.Bytes >= FrameBytes)
        {
            End(FrameKind.Base);
        }
    }

    private void End(FrameKind kind)
    {
        // The end counts the pieces, so that a missing one is noticed.
        var frame = _frame.End(kind, _first, kind == FrameKind.BaseEnd ? _pieces : null);
        _pieces += kind == FrameKind.Base ? 1 : 0;
        _file.Append(frame);
        _crc = Crc.Add(_crc, frame);
        _frame.Begin();
    }
}
