using System.Globalization;

namespace IncidentBot.Storage.Embedded.Journal;

/// <summary>
/// Reads the sealed segments again, a piece at a time so that answers do not wait for it. A start reads only the newest segment, and what
/// nobody reads loses its bits in silence.
/// </summary>
/// <param name="newest">The segment being written; those before it are sealed.</param>
/// <param name="found">Told each damage, in a sentence.</param>
internal sealed class HistoryCheck(StorePaths paths, int newest, Action<string> found) : IDisposable
{
    private const int StepBytes = 4 * 1024 * 1024;

    private FrameReader? _reader;
    private int _segment = 1;
    private bool _inBase;
    private long? _sequence = 0;

    /// <summary>Segments read so far.</summary>
    public int Checked => _segment - 1;

    /// <summary>False when all is read.</summary>
    public bool Step()
    {
        if (_segment >= newest)
        {
            return false;
        }

        try
        {
            _reader ??= Begin();
            if (Read(_reader))
            {
                return true;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Found($"cannot be read: {e.Message}");
        }

        Dispose();
        _segment++;
        return true;
    }

    public void Dispose()
    {
        _reader?.Dispose();
        _reader = null;
    }

    private FrameReader Begin()
    {
        var reader = new FrameReader(paths.Segment(_segment));
        _inBase = true;
        var following = paths.Segment(_segment + 1);
        if (File.Exists(following) && SegmentFile.ReadHeader(following).Header is { } next && next.PreviousLength != reader.Length)
        {
            Found(string.Create(CultureInfo.InvariantCulture, $"has {reader.Length} bytes and must have {next.PreviousLength}"));
        }

        return reader;
    }

    /// <summary>False at the segment's end.</summary>
    private bool Read(FrameReader reader)
    {
        var length = reader.Length;
        for (var stop = reader.Offset + StepBytes; reader.Offset < stop;)
        {
            var at = reader.Offset;
            switch (reader.Next(length, out var frame))
            {
                case ReadAs.End:
                    return false;
                case ReadAs.Good:
                    Follow(frame, at);
                    break;
                default:
                    // A piece of a base repeats what the changes say; the start reads those instead, and a change that went with it shows in the numbers.
                    var next = reader.FindGood(at + 1, length);
                    if (!_inBase || at == 0 || next < 0)
                    {
                        Found(string.Create(CultureInfo.InvariantCulture, $"byte {at}: the frame is not whole"));
                    }

                    if (next < 0)
                    {
                        return false;
                    }

                    reader.Offset = next;
                    break;
            }
        }

        return true;
    }

    private void Follow(Frame frame, long at)
    {
        if (frame.Kind is FrameKind.Segment or FrameKind.Group && _sequence is { } before && frame.FirstSequence != before + 1)
        {
            Found(string.Create(CultureInfo.InvariantCulture, $"byte {at}: change {before + 1} is missing"));
        }

        switch (frame.Kind)
        {
            case FrameKind.Group:
                _inBase = false;
                _sequence = frame.LastSequence;
                break;
            case FrameKind.BaseEnd:
                _inBase = false;
                break;
        }
    }

    private void Found(string what)
    {
        // What comes behind cannot be numbered until a whole frame says where it is.
        _sequence = null;
        found(string.Create(CultureInfo.InvariantCulture, $"Segment {_segment}, {what}."));
    }
}
