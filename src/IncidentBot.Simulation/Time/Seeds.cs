namespace IncidentBot.Simulation.Time;

/// <summary>
/// One number in, any number of independent random sequences out, each under a name: what people do does not change because a chat fails
/// once more.
/// </summary>
internal static class Seeds
{
    public static Random Of(int seed, string purpose)
    {
        // FNV-1a: the run must be the same in every process, which string.GetHashCode is not.
        var hash = 14695981039346656037UL ^ (uint)seed;
        foreach (var letter in purpose)
        {
            hash = unchecked((hash ^ letter) * 1099511628211UL);
        }

        return new Random(unchecked((int)(hash ^ (hash >> 32))));
    }

    public static bool Chance(this Random random, double share) => random.NextDouble() < share;

    public static T Pick<T>(this Random random, IReadOnlyList<T> among) => among[random.Next(among.Count)];

    /// <summary>Between the two, each second as likely as any other.</summary>
    public static TimeSpan Between(this Random random, TimeSpan least, TimeSpan most) =>
        least + TimeSpan.FromMilliseconds((long)(random.NextDouble() * (most - least).TotalMilliseconds));
}
