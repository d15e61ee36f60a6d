using System.Runtime.InteropServices;

namespace IncidentBot.Storage.Embedded;

/// <summary>Ends the process without running anything more of it: a shutdown hook might flush, or wait for a store that can no longer answer.</summary>
internal static partial class LeaveProcess
{
    public static void Now(int code)
    {
        if (OperatingSystem.IsWindows())
        {
            Environment.Exit(code);
        }

        ExitNow(code);
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void ExitNow(int code);
}
