namespace IncidentBot.Storage.Embedded.Files;

/// <summary>Room left on the disk under a folder.</summary>
internal static class FreeSpace
{
    public static long Of(string folder)
    {
        try
        {
            return new DriveInfo(System.IO.Path.GetFullPath(folder)).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A disk that does not say is not a reason to refuse work: a real lack of room shows in the write itself.
            return long.MaxValue;
        }
    }
}
