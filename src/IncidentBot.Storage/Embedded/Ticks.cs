namespace IncidentBot.Storage.Embedded;

/// <summary>Instants as numbers: exact, and the same in every zone.</summary>
internal static class Ticks
{
    public static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);

    public static DateTimeOffset? Time(long? ticks) => ticks is { } some ? Time(some) : null;
}
