using System.Globalization;
using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded.Journal;

namespace IncidentBot.Storage.Embedded.Tools;

/// <summary>Where a timeline ends.</summary>
internal sealed record TimelineEnd(long Version, long LastSequence, Chain Head);

/// <summary>Follows the journal from its first frame to its last and names everything that is not as it was written.</summary>
internal sealed class JournalAudit(StorePaths paths, Identity identity, bool isServed, IProgress<StoreProgress>? progress, CancellationToken cancellationToken)
{
    private const string BaseMend = "Nothing is lost: the changes are whole, and a start reads them instead.";

    private readonly SortedDictionary<string, TimelineEnd> _timelines = new(StringComparer.Ordinal);
    private readonly List<StoreFinding> _findings = [];
    private int _segments;
    private long _frames;
    private long _entries;
    private Mark? _last;

    public long Sequence { get; private set; }

    public IReadOnlyDictionary<string, TimelineEnd> Timelines => _timelines;

    public void Run()
    {
        var numbers = paths.Segments();
        _segments = numbers.Count;
        if (numbers.Count == 0)
        {
            Lost($"The store in {paths.Folder} has no segments");
        }

        for (var i = 0; i < numbers.Count; i++)
        {
            var expected = i == 0 ? 1 : numbers[i - 1] + 1;
            if (numbers[i] != expected)
            {
                Lost(string.Create(CultureInfo.InvariantCulture, $"Segment {expected} is missing"));
            }

            Read(numbers[i], isNewest: i == numbers.Count - 1);
        }
    }

    public VerifyReport Report(bool viewChecked) => new(_segments, _frames, Sequence, _timelines.Count, _entries, viewChecked, [.. _findings]);

    public void Found(StoreFinding finding) => _findings.Add(finding);

    private void Read(int number, bool isNewest)
    {
        using var reader = new FrameReader(paths.Segment(number));
        var length = reader.Length;
        var baseIsWhole = false;
        var pieces = 0;
        var ended = false;
        while (!ended)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var at = reader.Offset;
            switch (reader.Next(length, out var frame))
            {
                case ReadAs.End:
                    ended = true;
                    break;
                case ReadAs.Good:
                    _frames++;
                    Read(frame, number, at, ref baseIsWhole, ref pieces);
                    break;
                default:
                    var next = reader.FindGood(at + 1, length);
                    Bad(number, at, next, isNewest, inBase: !baseIsWhole);
                    ended = next < 0;
                    reader.Offset = next;
                    break;
            }

            progress?.Report(new StoreProgress(string.Create(CultureInfo.InvariantCulture, $"checking segment {number}"), Math.Max(0, reader.Offset), length));
        }
    }

    private void Read(Frame frame, int number, long at, ref bool baseIsWhole, ref int pieces)
    {
        switch (frame.Kind)
        {
            case FrameKind.Segment:
                CheckLink(RecordReader.Header(frame)!, number, frame.FirstSequence);
                break;
            case FrameKind.Base:
                pieces++;
                RecordReader.Read(frame, JournalJson.Default.BaseRecord, number, at, record => CheckBase(record, number));
                break;
            case FrameKind.BaseEnd:
                baseIsWhole = true;
                if (frame.Count != pieces)
                {
                    Harmless(string.Create(CultureInfo.InvariantCulture, $"The base of segment {number} is not whole"), BaseMend);
                }

                break;
            default:
                baseIsWhole = true;
                ReadGroup(frame, number, at);
                break;
        }
    }

    private void ReadGroup(Frame frame, int number, long at)
    {
        if (frame.FirstSequence != Sequence + 1)
        {
            Lost(string.Create(CultureInfo.InvariantCulture, $"Segment {number}, byte {at}: changes {Sequence + 1} to {frame.FirstSequence - 1} are missing"));
        }

        Sequence = frame.FirstSequence - 1;
        RecordReader.Read(frame, JournalJson.Default.JournalRecord, number, at, record =>
        {
            Sequence++;
            _last = record.Mark;
            foreach (var append in record.Appends ?? [])
            {
                Follow(append);
            }
        });
    }

    private void Follow(AppendRecord append)
    {
        if (append.Events.Length == 0)
        {
            return;
        }

        var end = _timelines.GetValueOrDefault(append.Stream) ?? new TimelineEnd(0, 0, Chain.Start);
        var head = end.Head;
        var follows = end.Version == append.Version;
        foreach (var entry in append.Events)
        {
            follows &= entry.Follows(head);
            head = entry.Chain;
            _entries++;
        }

        if (!follows)
        {
            Lost(string.Create(CultureInfo.InvariantCulture, $"The timeline of {append.Stream} is broken after entry {end.Version}"));
        }

        _timelines[append.Stream] = new TimelineEnd(append.Version + append.Events.Length, Sequence, head);
    }

    private void CheckLink(SegmentHeader header, int number, long first)
    {
        if (!string.Equals(header.Store, identity.Store, StringComparison.Ordinal) || header.Number != number)
        {
            Lost(string.Create(CultureInfo.InvariantCulture, $"Segment {number} belongs to another store, or store.json was changed"));
        }

        if (first != Sequence + 1)
        {
            Lost(string.Create(CultureInfo.InvariantCulture, $"Segment {number} begins at change {first}, the one before ends at {Sequence}"));
        }

        var previous = paths.Segment(number - 1);
        if (number == 1 || !File.Exists(previous))
        {
            return;
        }

        var length = new FileInfo(previous).Length;
        if (length != header.PreviousLength || Crc.End(SegmentFile.RunningCrc(previous, length)) != header.PreviousCrc)
        {
            // What exactly is wrong there was named when it was read, except when whole frames were lost at its end.
            Harmless(
                string.Create(CultureInfo.InvariantCulture, $"Segment {number - 1} is not what segment {number} says of it"),
                "Look at the other findings; without one it is a spot that holds nothing.");
        }
    }

    private void CheckBase(BaseRecord record, int number)
    {
        var claims = (record.Left ?? []).Select(left => (left.Stream, left.Version, Head: Chain.Parse(left.Chain)));
        if (record.Stream is { Events.Length: > 0 } stream)
        {
            claims = claims.Append((stream.Stream, stream.Version, stream.Events[^1].Chain));
        }

        foreach (var (name, version, head) in claims)
        {
            if (_timelines.GetValueOrDefault(name) is not { } end || end.Version != version || end.Head != head)
            {
                Lost(string.Create(CultureInfo.InvariantCulture, $"The base of segment {number} and the changes before it disagree about {name}"));
            }
        }
    }

    private void Bad(int number, long at, long next, bool isNewest, bool inBase)
    {
        var where = string.Create(CultureInfo.InvariantCulture, $"Segment {number}, byte {at}");
        if (inBase && next >= 0)
        {
            // If a change went with it, the numbers show it.
            Harmless($"{where}: a frame of the base is not whole", BaseMend);
        }
        else if (isNewest && next < 0 && !inBase && isServed)
        {
            // The server is writing it just now.
        }
        else if (isNewest && next < 0 && !inBase && _last is not Mark.Stopped)
        {
            Harmless($"{where}: the last frame was cut short before it was acknowledged", "The next start removes it.");
        }
        else
        {
            Lost($"{where}: the frame is not whole");
        }
    }

    private void Lost(string what) => _findings.Add(new StoreFinding(what, Damage.Mend, Harmless: false));

    private void Harmless(string what, string mend) => _findings.Add(new StoreFinding(what, mend, Harmless: true));
}
