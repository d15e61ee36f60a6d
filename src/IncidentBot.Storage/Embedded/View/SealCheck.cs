using IncidentBot.Storage.Embedded.Journal;

namespace IncidentBot.Storage.Embedded.View;

/// <summary>
/// Compares the view's file with what a clean stop said of it. LiteDB has no checksums of its own pages: a damaged index would simply leave
/// incidents out of a list.
/// </summary>
internal sealed class SealCheck : IDisposable
{
    private const int StepBytes = 8 * 1024 * 1024;

    private readonly ViewSeal _seal;
    private readonly FileStream? _file;
    private readonly byte[] _buffer = new byte[128 * 1024];
    private uint _crc = Crc.Start;

    public SealCheck(StorePaths paths, int number, ViewSeal seal)
    {
        _seal = seal;
        var file = new FileInfo(paths.View(number));
        var log = new FileInfo(paths.ViewLog(number));
        if (file.Exists && file.Length == seal.Length && (!log.Exists || log.Length == 0))
        {
            _file = file.OpenRead();
        }
    }

    /// <summary>True when the file is the one that was left. Known when <see cref="Step"/> is false.</summary>
    public bool Holds => _file is not null && Crc.End(_crc) == _seal.Crc;

    /// <summary>False when the end is reached.</summary>
    public bool Step()
    {
        for (var done = 0; _file is not null && done < StepBytes;)
        {
            var read = _file.Read(_buffer);
            if (read == 0)
            {
                return false;
            }

            _crc = Crc.Add(_crc, _buffer.AsSpan(0, read));
            done += read;
        }

        return _file is not null;
    }

    public void Dispose() => _file?.Dispose();
}
