namespace IncidentBot.Storage.Embedded.Files;

/// <summary>The disk as the journal uses it: the few calls whose order and failures decide what survives.</summary>
public interface IJournalFiles
{
    /// <summary>A new file; one of that name is replaced.</summary>
    IJournalFile Create(string path);

    /// <summary>An existing file, to be continued at its end.</summary>
    IJournalFile Open(string path);

    /// <summary>Both in the same folder; durable only after <see cref="FlushFolder"/>.</summary>
    void Rename(string from, string to);

    void FlushFolder(string path);
}

/// <summary>A file that only grows, except when its unfinished end is cut. One thread at a time.</summary>
public interface IJournalFile : IDisposable
{
    long Length { get; }

    void Append(ReadOnlySpan<byte> bytes);

    /// <summary>Returns when everything appended so far would survive a power cut.</summary>
    void Flush();

    void Cut(long length);
}
