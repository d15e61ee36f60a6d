using Microsoft.Win32.SafeHandles;

namespace IncidentBot.Storage.Embedded.Files;

/// <summary>A file written at its end through its handle, without a buffer of its own.</summary>
internal sealed class RealFile : IJournalFile
{
    private readonly SafeFileHandle _handle;
    private readonly bool _flushes;

    private RealFile(SafeFileHandle handle, bool flushes)
    {
        _handle = handle;
        _flushes = flushes;
        Length = RandomAccess.GetLength(handle);
    }

    public long Length { get; private set; }

    public static RealFile Create(string path, bool flushes) => new(Handle(path, FileMode.Create), flushes);

    public static RealFile Open(string path, bool flushes) => new(Handle(path, FileMode.Open), flushes);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(_handle, bytes, Length);
        Length += bytes.Length;
    }

    public void Flush()
    {
        if (_flushes)
        {
            RandomAccess.FlushToDisk(_handle);
        }
    }

    public void Cut(long length)
    {
        RandomAccess.SetLength(_handle, length);
        Length = length;
    }

    public void Dispose() => _handle.Dispose();

    // Readers (the view, a backup from another process) open the same file while it grows.
    private static SafeFileHandle Handle(string path, FileMode mode) =>
        File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
}
