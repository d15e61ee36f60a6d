using System.Globalization;
using IncidentBot.Storage.Embedded.Journal;
using IncidentBot.Storage.Embedded.Writing;

namespace IncidentBot.Storage.Embedded.View;

/// <summary>Reads the changes after a given one from the segment files, up to what is durable. Catching up, rebuilding and keeping up are the same to it.</summary>
internal sealed class SegmentCursor(StorePaths paths) : IDisposable
{
    private FrameReader? _reader;
    private int _segment;
    private long _sequence = -1;

    /// <summary>Hands over whole frames behind change <paramref name="after"/>, about <paramref name="atMost"/> changes.</summary>
    /// <exception cref="StoreException">A segment is damaged.</exception>
    public void Read(long after, Published published, int atMost, Action<ViewRecord> each)
    {
        if (_sequence != after || _reader is null)
        {
            Find(after + 1, published);
        }

        for (var read = 0; read < atMost && _sequence < published.State.Sequence;)
        {
            var limit = _segment == published.Segment ? published.End : _reader!.Length;
            var at = _reader!.Offset;
            switch (_reader.Next(limit, out var frame))
            {
                case ReadAs.Good when frame.Kind == FrameKind.Group:
                    if (frame.FirstSequence != _sequence + 1)
                    {
                        throw Damage.At(_segment, at, string.Create(CultureInfo.InvariantCulture, $"change {_sequence + 1} is missing"));
                    }

                    RecordReader.Read(frame, JournalJson.Default.ViewRecord, _segment, at, each);
                    _sequence = frame.LastSequence;
                    read += frame.Count;
                    break;
                case ReadAs.Good:
                    break;
                case ReadAs.End when _segment < published.Segment:
                    Go(_segment + 1);
                    break;
                case ReadAs.End:
                    throw Damage.At(_segment, at, string.Create(CultureInfo.InvariantCulture, $"change {_sequence + 1} is missing"));
                default:
                    SkipBaseDamage(at, limit);
                    break;
            }
        }
    }

    public void Dispose() => _reader?.Dispose();

    private void Find(long sequence, Published published)
    {
        var segment = published.Segment;
        while (segment > 1 && SegmentFile.ReadHeader(paths.Segment(segment)) is var (header, first) && (header is null || first > sequence))
        {
            segment--;
        }

        Go(segment);
        _reader!.SkipTo(sequence, segment == published.Segment ? published.End : _reader.Length);
        _sequence = sequence - 1;
    }

    private void Go(int segment)
    {
        _reader?.Dispose();
        _reader = new FrameReader(paths.Segment(segment));
        _segment = segment;
    }

    /// <summary>A base is not the view's concern, so a damaged one is stepped over; a missing change shows in the numbers.</summary>
    private void SkipBaseDamage(long at, long limit)
    {
        var next = _reader!.FindGood(at + 1, limit);
        if (next < 0)
        {
            throw Damage.At(_segment, at, "the frame is not whole");
        }

        _reader.Offset = next;
    }
}
