using System.ComponentModel;
using System.Runtime.InteropServices;

namespace IncidentBot.Storage.Embedded.Files;

/// <summary>Makes names durable. A new or renamed file survives a power cut only when its folder was flushed, which .NET has no call for.</summary>
internal static partial class Folders
{
    private const int ReadOnly = 0;

    /// <exception cref="IOException">The folder could not be flushed.</exception>
    public static void Flush(string path)
    {
        // Windows has no such call and orders names itself.
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var folder = Open(path, ReadOnly);
        if (folder < 0)
        {
            throw Failed(path);
        }

        try
        {
            if (Sync(folder) != 0)
            {
                throw Failed(path);
            }
        }
        finally
        {
            _ = Close(folder);
        }
    }

    private static IOException Failed(string path)
    {
        var why = new Win32Exception(Marshal.GetLastPInvokeError());
        return new IOException($"The folder {path} could not be flushed: {why.Message}", why);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(int folder);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int folder);
}
