namespace IncidentBot.Storage.Embedded.Files;

/// <summary>
/// A disk whose power can be cut: it knows what was flushed, and <see cref="Forget"/> drops a seeded part of the rest as a real one would —
/// the end is lost, or single sectors of it, or a rename nobody flushed. What was flushed always stays.
/// </summary>
public sealed class ForgettingFiles(IJournalFiles inner, int seed) : IJournalFiles
{
    private const int Sector = 512;

    private readonly Dictionary<string, Tracked> _files = new(StringComparer.Ordinal);
    private readonly List<(string From, string To)> _renames = [];
    private readonly Random _random = new(seed);

    public IJournalFile Create(string path) => Track(path, inner.Create(path), flushed: 0);

    public IJournalFile Open(string path)
    {
        var file = inner.Open(path);
        return Track(path, file, _files.TryGetValue(path, out var known) ? known.Flushed : file.Length);
    }

    public void Rename(string from, string to)
    {
        inner.Rename(from, to);
        _renames.Add((from, to));
        if (_files.Remove(from, out var file))
        {
            _files[to] = file;
        }
    }

    public void FlushFolder(string path)
    {
        inner.FlushFolder(path);
        _renames.RemoveAll(rename => string.Equals(System.IO.Path.GetDirectoryName(rename.To), path, StringComparison.Ordinal));
    }

    /// <summary>The power cut. Call it when every file of the store is closed.</summary>
    public void Forget()
    {
        foreach (var (path, file) in _files.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (File.Exists(path))
            {
                Damage(path, file);
            }
        }

        // The names go newest first: an older rename cannot be lost while a newer one of the same folder stays.
        for (var i = _renames.Count - 1; i >= 0 && _random.Next(2) == 0; i--)
        {
            if (File.Exists(_renames[i].To))
            {
                File.Move(_renames[i].To, _renames[i].From, overwrite: true);
            }
        }

        _renames.Clear();
        _files.Clear();
    }

    private Tracked Track(string path, IJournalFile file, long flushed)
    {
        var tracked = new Tracked(file, flushed);
        _files[path] = tracked;
        return tracked;
    }

    private void Damage(string path, Tracked file)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        var length = RandomAccess.GetLength(handle);
        if (length <= file.Flushed)
        {
            return;
        }

        switch (_random.Next(4))
        {
            case 0:
                return;
            case 1:
                RandomAccess.SetLength(handle, file.Flushed);
                return;
            case 2:
                RandomAccess.SetLength(handle, file.Flushed + _random.NextInt64(length - file.Flushed));
                return;
            default:
                // The length arrived before the data: some sectors are still empty.
                for (var at = file.Flushed; at < length; at = (at / Sector * Sector) + Sector)
                {
                    if (_random.Next(2) == 0)
                    {
                        var end = Math.Min(length, (at / Sector * Sector) + Sector);
                        RandomAccess.Write(handle, new byte[end - at], at);
                    }
                }

                return;
        }
    }

    private sealed class Tracked(IJournalFile file, long flushed) : IJournalFile
    {
        public long Flushed { get; private set; } = flushed;

        public long Length => file.Length;

        public void Append(ReadOnlySpan<byte> bytes) => file.Append(bytes);

        public void Flush()
        {
            file.Flush();
            Flushed = file.Length;
        }

        public void Cut(long length)
        {
            file.Cut(length);
            Flushed = Math.Min(Flushed, length);
        }

        public void Dispose() => file.Dispose();
    }
}
