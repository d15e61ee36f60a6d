namespace IncidentBot.Core.Incidents;

/// <summary>Messages of a private incident that its people got one by one, because no room takes them: how many, who, and why the newest did.</summary>
public sealed record ToldDirectly(string Target, int Count, IReadOnlyList<string> Names, string Why, string Mend)
{
    public static ToldDirectly Nothing { get; } = new("", 0, [], "", "");

    public ToldDirectly And(DeliveryFailed failed) => new(failed.Target, Count + 1, [.. Names.Concat(failed.Directly ?? []).Distinct(StringComparer.Ordinal)], failed.Why, failed.Mend);
}
