namespace IncidentBot.Storage.Embedded.Files;

/// <summary>The disk, with every flush waited for.</summary>
public sealed class RealFiles : IJournalFiles
{
    public IJournalFile Create(string path) => RealFile.Create(path, flushes: true);

    public IJournalFile Open(string path) => RealFile.Open(path, flushes: true);

    public void Rename(string from, string to) => File.Move(from, to);

    public void FlushFolder(string path) => Folders.Flush(path);
}
