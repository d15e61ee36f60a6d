namespace IncidentBot.Cli;

/// <summary>What the process says when it ends; the numbers are those of sysexits.h where it has one.</summary>
internal static class ExitCode
{
    public const int Good = 0;

    /// <summary>A promise was broken, the doctor found a problem, a check failed.</summary>
    public const int Found = 1;

    /// <summary>What was asked for cannot be done.</summary>
    public const int Usage = 64;

    /// <summary>The server's address cannot be used.</summary>
    public const int Unavailable = 69;

    /// <summary>The machine lacks something, such as its time zones.</summary>
    public const int Machine = 72;

    /// <summary>The data cannot be opened, read or copied; the store itself leaves with it after a failed flush.</summary>
    public const int Store = 74;

    /// <summary>The settings are wrong.</summary>
    public const int Settings = 78;

    public const int Interrupted = 130;
}
