using IncidentBot.Storage.Embedded.Files;

namespace IncidentBot.Storage.Tests.Faults;

/// <summary>The power goes off at a chosen call; no IOException, because nobody is there to catch one.</summary>
internal sealed class PowerCutException() : Exception("The power went off.");

/// <summary>Counts the calls that change the disk and ends the world at one of them, before it or in its middle.</summary>
internal sealed class FailingFiles(IJournalFiles inner) : IJournalFiles
{
    /// <summary>Called before every change of the disk with its name; throws to fail it.</summary>
    public Action<string> Before { get; set; } = static _ => { };

    public IJournalFile Create(string path)
    {
        Before("create");
        return new Failing(this, inner.Create(path));
    }

    public IJournalFile Open(string path) => new Failing(this, inner.Open(path));

    public void Rename(string from, string to)
    {
        Before("rename");
        inner.Rename(from, to);
    }

    public void FlushFolder(string path)
    {
        Before("folder");
        inner.FlushFolder(path);
    }

    private sealed class Failing(FailingFiles owner, IJournalFile file) : IJournalFile
    {
        public long Length => file.Length;

        public void Append(ReadOnlySpan<byte> bytes)
        {
            try
            {
                owner.Before("append");
            }
            catch
            {
                // Some of it arrived.
                file.Append(bytes[..(bytes.Length / 2)]);
                throw;
            }

            file.Append(bytes);
        }

        public void Flush()
        {
            owner.Before("flush");
            file.Flush();
        }

        public void Cut(long length)
        {
            owner.Before("cut");
            file.Cut(length);
        }

        public void Dispose() => file.Dispose();
    }
}
