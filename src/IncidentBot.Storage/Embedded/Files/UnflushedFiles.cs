namespace IncidentBot.Storage.Embedded.Files;

/// <summary>Real files without waiting for the disk: survives a kill of the process, not a power cut. For simulations and tests.</summary>
public sealed class UnflushedFiles : IJournalFiles
{
    public IJournalFile Create(string path) => RealFile.Create(path, flushes: false);

    public IJournalFile Open(string path) => RealFile.Open(path, flushes: false);

    public void Rename(string from, string to) => File.Move(from, to);

    public void FlushFolder(string path)
    {
    }
}
