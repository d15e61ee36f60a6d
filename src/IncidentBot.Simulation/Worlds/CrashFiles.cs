using IncidentBot.Storage.Embedded.Files;

namespace IncidentBot.Simulation.Worlds;

/// <summary>Where in the writing of the journal the process dies.</summary>
internal enum CrashPoint
{
    /// <summary>In the middle of a frame: a part of its bytes is written.</summary>
    Append,

    /// <summary>The frame is written and not flushed.</summary>
    Flush,
}

/// <summary>
/// A disk during whose next write the process dies, once armed. Everything after that moment fails too: a dead process writes nothing.
/// </summary>
internal sealed class CrashFiles(IJournalFiles inner, Random random, Action died) : IJournalFiles
{
    private readonly Random _random = random;
    private CrashPoint? _armed;
    private bool _dead;

    public void Arm(CrashPoint point) => _armed = point;

    /// <summary>A new process has the disk.</summary>
    public void Revive()
    {
        _armed = null;
        _dead = false;
    }

    public IJournalFile Create(string path) => Alive(() => new CrashFile(this, inner.Create(path)));

    public IJournalFile Open(string path) => Alive(() => new CrashFile(this, inner.Open(path)));

    public void Rename(string from, string to) => Alive(() =>
    {
        inner.Rename(from, to);
        return true;
    });

    public void FlushFolder(string path) => Alive(() =>
    {
        inner.FlushFolder(path);
        return true;
    });

    private T Alive<T>(Func<T> work) => _dead ? throw new ProcessDiedException() : work();

    private ProcessDiedException Die()
    {
        _dead = true;
        _armed = null;
        died();
        return new ProcessDiedException();
    }

    private sealed class CrashFile(CrashFiles disk, IJournalFile file) : IJournalFile
    {
        public long Length => file.Length;

        public void Append(ReadOnlySpan<byte> bytes)
        {
            if (disk._dead)
            {
                throw new ProcessDiedException();
            }

            if (disk._armed == CrashPoint.Append)
            {
                file.Append(bytes[..disk._random.Next(bytes.Length)]);
                throw disk.Die();
            }

            file.Append(bytes);
        }

        public void Flush()
        {
            if (disk._dead)
            {
                throw new ProcessDiedException();
            }

            if (disk._armed == CrashPoint.Flush)
            {
                throw disk.Die();
            }

            file.Flush();
        }

        public void Cut(long length)
        {
            if (disk._dead)
            {
                throw new ProcessDiedException();
            }

            file.Cut(length);
        }

        public void Dispose() => file.Dispose();
    }
}

/// <summary>The simulated process is gone; whoever catches this belongs to it and must not go on.</summary>
public sealed class ProcessDiedException() : IOException("The simulated process died at this write.");
