using System.Globalization;
using System.Text.Json;
using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded.Hot;

namespace IncidentBot.Storage.Embedded.Journal;

/// <summary>What a start found in the journal.</summary>
/// <param name="End">Bytes of the newest segment that are whole; what is behind them was never acknowledged.</param>
/// <param name="BaseBytes">Header and base of the newest segment.</param>
/// <param name="LastChange">When the newest change was made; null where none stands behind the base.</param>
internal sealed record Replayed(HotState State, int Segment, long End, long BaseBytes, bool TornEnd, bool CleanStop, bool BaseWasDamaged, DateTimeOffset? LastChange, IReadOnlyList<string> Repairs);

/// <summary>
/// Reads the hot state back: the newest segment's base and the changes behind it. It never decides anything; what it cannot prove to be
/// whole it refuses, except a last frame that a kill cut short and a base that an older one can replace.
/// </summary>
internal sealed class JournalReplay(StorePaths paths, Identity identity, IProgress<StoreProgress>? progress)
{
    private readonly List<string> _repairs = [];
    private Mark? _last;
    private DateTimeOffset? _lastChange;

    /// <exception cref="StoreException">The journal is not whole.</exception>
    public Replayed Run()
    {
        var newest = CheckLinks();
        var start = newest;
        HotBuilder? state;
        long offset;
        while ((state = TryLoadBase(start, out offset)) is null)
        {
            _repairs.Add(string.Create(CultureInfo.InvariantCulture, $"The base of segment {start} is damaged; the changes since an older one were read again."));
            if (start == 1)
            {
                // Before the first change there was nothing.
                state = new HotBuilder(HotState.Empty);
                offset = FindChanges(1);
                break;
            }

            start--;
        }

        var baseBytes = offset;
        var end = offset;
        for (var segment = start; segment <= newest; segment++)
        {
            if (segment != start)
            {
                offset = FindChanges(segment);
                baseBytes = offset;
            }

            end = Replay(segment, offset, state, isNewest: segment == newest);
        }

        var replayed = state.ToState();
        RefuseUnknownEvents(replayed);
        var torn = end < new FileInfo(paths.Segment(newest)).Length;
        if (torn)
        {
            _repairs.Add("The last frame was cut short before it was acknowledged, and was removed.");
        }

        return new Replayed(replayed, newest, end, baseBytes, torn, _last is Mark.Stopped, start != newest || _repairs.Count > (torn ? 1 : 0), _lastChange, _repairs);
    }

    /// <summary>Every segment is there and as long as the next one says. Their contents are the view's and the verifier's to read.</summary>
    private int CheckLinks()
    {
        var numbers = paths.Segments();
        if (numbers.Count == 0)
        {
            throw Damage.Is($"The store in {paths.Folder} has a store.json but no segments.");
        }

        for (var i = 0; i < numbers.Count; i++)
        {
            if (numbers[i] != i + 1)
            {
                throw Damage.Is(string.Create(CultureInfo.InvariantCulture, $"Segment {i + 1} is missing."));
            }

            CheckLink(numbers[i], isNewest: i == numbers.Count - 1);
        }

        return numbers.Count;
    }

    private void CheckLink(int number, bool isNewest)
    {
        var (header, _) = SegmentFile.ReadHeader(paths.Segment(number));
        if (header is null)
        {
            if (isNewest)
            {
                return;
            }

            throw Damage.At(number, 0, "the header is not whole");
        }

        if (header.Format != SegmentHeader.NewestFormat)
        {
            throw Damage.Newer(number, 0, new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"Format {header.Format}.")));
        }

        if (!string.Equals(header.Store, identity.Store, StringComparison.Ordinal) || header.Number != number)
        {
            throw Damage.Is(string.Create(CultureInfo.InvariantCulture, $"Segment {number} belongs to another store, or store.json was changed."));
        }

        if (number > 1 && new FileInfo(paths.Segment(number - 1)).Length is var length && length != header.PreviousLength)
        {
            throw Damage.Is(string.Create(CultureInfo.InvariantCulture, $"Segment {number - 1} has {length} bytes and must have {header.PreviousLength}."));
        }
    }

    /// <summary>Null when the base is not whole.</summary>
    private HotBuilder? TryLoadBase(int segment, out long changes)
    {
        changes = 0;
        var builder = new HotBuilder(HotState.Empty);
        var timers = new List<TimerRef>();
        using var reader = new FrameReader(paths.Segment(segment));
        var length = reader.Length;
        var pieces = 0;
        while (true)
        {
            var at = reader.Offset;
            if (reader.Next(length, out var frame) != ReadAs.Good)
            {
                return null;
            }

            Report("reading the base of segment", segment, reader.Offset, length);
            switch (frame.Kind)
            {
                case FrameKind.Segment when at == 0:
                    continue;
                case FrameKind.Base:
                    pieces++;
                    RecordReader.Read(frame, JournalJson.Default.BaseRecord, segment, at, record => builder.Load(record, timers));
                    continue;
                case FrameKind.BaseEnd when frame.Count == pieces:
                    builder.EndLoad(timers, frame.FirstSequence - 1);
                    changes = reader.Offset;
                    return builder;
                default:
                    return null;
            }
        }
    }

    /// <summary>Where the changes of a segment begin whose base is not needed, or not whole.</summary>
    private long FindChanges(int segment)
    {
        using var reader = new FrameReader(paths.Segment(segment));
        var length = reader.Length;
        while (true)
        {
            var at = reader.Offset;
            switch (reader.Next(length, out var frame))
            {
                case ReadAs.Good when frame.Kind == FrameKind.BaseEnd:
                    return reader.Offset;
                case ReadAs.Good when frame.Kind == FrameKind.Group:
                    return at;
                case ReadAs.Good:
                    break;
                default:
                    // A segment gets its name when its base is whole, so this was not cut short; and what stood behind it cannot be known.
                    reader.Offset = reader.FindGood(at + 1, length);
                    if (reader.Offset < 0)
                    {
                        throw Damage.At(segment, at, "nothing whole is behind the damaged base");
                    }

                    break;
            }
        }
    }

    private long Replay(int segment, long offset, HotBuilder state, bool isNewest)
    {
        using var reader = new FrameReader(paths.Segment(segment), offset);
        var length = reader.Length;
        while (true)
        {
            var at = reader.Offset;
            switch (reader.Next(length, out var frame))
            {
                case ReadAs.End:
                    return at;
                case ReadAs.Good:
                    if (frame.Kind != FrameKind.Group || frame.FirstSequence != state.Sequence + 1)
                    {
                        throw Damage.At(segment, at, string.Create(CultureInfo.InvariantCulture, $"change {state.Sequence + 1} is missing"));
                    }

                    Apply(frame, segment, at, state);
                    Report("reading segment", segment, reader.Offset, length);
                    break;
                default:
                    // Frames are written one after the other, each after the one before was flushed: only the last can be cut short,
                    // and after a clean stop not even that one.
                    if (!isNewest || _last is Mark.Stopped || reader.FindGood(at + 1, length) >= 0)
                    {
                        throw Damage.At(segment, at, "the frame is not whole");
                    }

                    return at;
            }
        }
    }

    private void Apply(Frame frame, int segment, long at, HotBuilder state)
    {
        RecordReader.Read(frame, JournalJson.Default.JournalRecord, segment, at, record =>
        {
            try
            {
                state.Apply(record);
            }
            catch (Exception e) when (e is KeyNotFoundException or ArgumentException or InvalidOperationException)
            {
                throw Damage.At(segment, at, $"change {state.Sequence.ToString(CultureInfo.InvariantCulture)} does not fit what came before it ({e.GetType().Name})");
            }

            _last = record.Mark;
            _lastChange = Ticks.Time(record.At);
        });
        if (frame.LastSequence != state.Sequence)
        {
            throw Damage.At(segment, at, "the frame counts its changes wrongly");
        }
    }

    private static void RefuseUnknownEvents(HotState state)
    {
        try
        {
            foreach (var stream in state.Live.Values)
            {
                foreach (var entry in stream.Events)
                {
                    entry.ReadKind();
                }
            }
        }
        catch (Exception e) when (e is UnknownEventException or JsonException or InvalidOperationException)
        {
            throw new StoreException(
                "The journal holds an event this version does not know.",
                "It was written by a newer version of IncidentBot: start that one, or restore a backup made before the upgrade (incidentbot restore).",
                e);
        }
    }

    private void Report(string what, int segment, long done, long total) =>
        progress?.Report(new StoreProgress(string.Create(CultureInfo.InvariantCulture, $"{what} {segment}"), done, total));
}
