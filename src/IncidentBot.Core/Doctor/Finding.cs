namespace IncidentBot.Core.Doctor;

/// <summary>How bad a finding is.</summary>
public enum Level
{
    Good,

    /// <summary>It works, and somebody should look before it does not.</summary>
    Warning,

    /// <summary>Something does not work; the doctor's exit code is 1.</summary>
    Problem,
}

/// <summary>One thing that was looked at. What is not good says how to mend it.</summary>
public sealed record Finding(string Area, Level Level, string What, string? Mend = null)
{
    public static Finding Good(string area, string what) => new(area, Level.Good, what);

    public static Finding Warning(string area, string what, string mend) => new(area, Level.Warning, what, mend);

    public static Finding Problem(string area, string what, string mend) => new(area, Level.Problem, what, mend);
}
