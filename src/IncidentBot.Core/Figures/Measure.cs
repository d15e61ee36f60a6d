namespace IncidentBot.Core.Figures;

/// <summary>One time to something over several incidents: mean, median and N, always together. Whole minutes, rounded up.</summary>
/// <param name="Unfinished">How many of them have not got there and count up to the end of the window.</param>
/// <param name="Each">Below five incidents a mean says little: the list itself.</param>
public sealed record Measure(string Name, long? MeanMinutes, long? MedianMinutes, int N, int Unfinished, IReadOnlyList<Measured>? Each)
{
    /// <summary>Integrations page, section 17: with fewer, the list instead of a trend.</summary>
    public const int FewerAreListed = 5;

    public static Measure Of(string name, IReadOnlyList<(string Incident, TimeSpan Took, bool Unfinished)> all)
    {
        var sorted = all.Select(one => one.Took).Order().ToList();
        return new Measure(
            name,
            sorted.Count == 0 ? null : Minutes(TimeSpan.FromTicks((long)sorted.Average(took => took.Ticks))),
            sorted.Count == 0 ? null : Minutes((sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2),
            sorted.Count,
            all.Count(one => one.Unfinished),
            sorted.Count is 0 or >= FewerAreListed ? null : [.. all.Select(one => new Measured(one.Incident, Minutes(one.Took), one.Unfinished))]);
    }

    internal static long Minutes(TimeSpan took) => (long)Math.Ceiling(Math.Max(0, took.TotalMinutes));
}

/// <param name="Unfinished">It has not got there; counted up to the end of the window.</param>
public sealed record Measured(string Incident, long Minutes, bool Unfinished);

/// <summary>How many of how many.</summary>
public sealed record Share(int Met, int Of);
