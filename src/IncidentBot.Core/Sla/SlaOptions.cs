namespace IncidentBot.Core.Sla;

/// <summary>Section <c>Sla</c>: the targets of each severity. What is not set stays as the guide has it.</summary>
public sealed class SlaOptions
{
    public const string Section = "Sla";

    public SlaTargets P1 { get; init; } = new();

    public SlaTargets P2 { get; init; } = new();

    public SlaTargets P3 { get; init; } = new();

    /// <summary>What stops the resolution clock: <c>Fixed</c> (if the watch completes) or <c>Resolved</c>.</summary>
    public ResolutionStop ResolutionStopsAt { get; set; }

    /// <summary>Every problem at once; empty when all is well.</summary>
    public IEnumerable<string> Problems() =>
        new[] { ("P1", P1), ("P2", P2), ("P3", P3) }.SelectMany(entry => entry.Item2.Problems($"{Section}:{entry.Item1}"));
}

/// <summary>One severity's targets, as durations (<c>00:15:00</c>).</summary>
public sealed class SlaTargets
{
    /// <summary>From declaration to the first acknowledgement. Guide: P1 15 min, P2 1 h, P3 4 h.</summary>
    public TimeSpan? Response { get; set; }

    /// <summary>From declaration to the fix. Guide: P1 1 h, P2 4 h, P3 24 h.</summary>
    public TimeSpan? Resolution { get; set; }

    /// <summary>How long after the fix nothing may happen. Guide: P1 15 min, the others none.</summary>
    public TimeSpan? Watch { get; set; }

    internal IEnumerable<string> Problems(string at)
    {
        foreach (var (name, value) in new[] { (nameof(Response), Response), (nameof(Resolution), Resolution), (nameof(Watch), Watch) })
        {
            if (value is { } span && (span < TimeSpan.FromSeconds(1) || span > TimeSpan.FromDays(30)))
            {
                yield return $"{at}:{name} must be between 1 second and 30 days, written as 00:15:00.";
            }
        }

        if (Response is { } response && Resolution is { } resolution && response > resolution)
        {
            yield return $"{at}:Response must not be longer than {at}:Resolution.";
        }
    }
}
