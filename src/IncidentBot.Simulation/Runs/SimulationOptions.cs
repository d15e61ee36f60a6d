namespace IncidentBot.Simulation.Runs;

/// <summary>What <c>incidentbot simulate</c> is asked for.</summary>
public sealed record SimulationOptions
{
    /// <summary>Where the run writes; made when absent, emptied when it holds an earlier run, refused when it holds anything else.</summary>
    public required string Out { get; init; }

    /// <value>Default 30.</value>
    public int Days { get; init; } = 30;

    /// <summary>How many incidents people set out to declare.</summary>
    /// <value>Default 200.</value>
    public int Incidents { get; init; } = 200;

    /// <summary>The same number gives the same files.</summary>
    /// <value>Default 7.</value>
    public int Seed { get; init; } = 7;

    /// <summary>How often the process is killed or redeployed.</summary>
    /// <value>Default 20.</value>
    public int Restarts { get; init; } = 20;

    /// <summary>Wait for the disk at every flush: slower, with the same outcome.</summary>
    public bool Flush { get; init; }

    /// <summary>Zone of the transcripts' times.</summary>
    /// <value>Default Europe/Berlin.</value>
    public string Zone { get; init; } = "Europe/Berlin";

    /// <summary>Off only to prove that the checker notices: messages are sent again without asking whether they arrived.</summary>
    internal bool Reconcile { get; init; } = true;

    /// <summary>Every problem at once, as sentences; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (Days is < 1 or > 365)
        {
            yield return "--days must be from 1 to 365.";
        }

        if (Incidents is < 1 or > 100_000)
        {
            yield return "--incidents must be from 1 to 100000.";
        }

        if (Restarts is < 0 or > 10_000)
        {
            yield return "--restarts must be from 0 to 10000.";
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out _))
        {
            yield return $"The zone '{Zone}' is not known; use an IANA name such as Europe/Berlin.";
        }
    }
}

/// <summary>How far a run has come.</summary>
/// <param name="Day">The day that has passed, from 1.</param>
public readonly record struct SimulationProgress(int Day, int Days, DateTimeOffset Now, int Incidents, int Starts, int Messages);

/// <summary>The run cannot begin or be judged. Says what is wrong and what a person can do about it.</summary>
public sealed class SimulationException(string sentence, string mend, Exception? inner = null) : Exception($"{sentence} {mend}", inner)
{
    public string Sentence { get; } = sentence;

    public string Mend { get; } = mend;
}
