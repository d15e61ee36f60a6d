namespace IncidentBot.Doctor;

/// <summary>Whether a process holds the data folder. Asking takes the lock for a moment and gives it back.</summary>
internal static class FolderLock
{
    public static bool IsHeld(string folder)
    {
        var path = Path.Combine(folder, "lock");
        if (!File.Exists(path))
        {
            return false;
        }

        try
        {
            using var mine = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
