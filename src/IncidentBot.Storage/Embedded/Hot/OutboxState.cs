using System.Collections.Immutable;

namespace IncidentBot.Storage.Embedded.Hot;

/// <summary>The unsettled messages.</summary>
/// <param name="Rows">By row id.</param>
/// <param name="Lanes">Each lane in its order.</param>
/// <param name="Heads">Per target, the first message of every lane whose first message is not on its way.</param>
internal sealed record OutboxState(
    ImmutableDictionary<string, OutboxEntry> Rows,
    ImmutableDictionary<string, ImmutableList<OutboxEntry>> Lanes,
    ImmutableDictionary<string, ImmutableSortedSet<OutboxEntry>> Heads)
{
    public static readonly OutboxState Empty = new(
        ImmutableDictionary<string, OutboxEntry>.Empty,
        ImmutableDictionary<string, ImmutableList<OutboxEntry>>.Empty,
        ImmutableDictionary<string, ImmutableSortedSet<OutboxEntry>>.Empty);

    public static readonly ImmutableSortedSet<OutboxEntry> NoHeads = ImmutableSortedSet.Create<OutboxEntry>(HeadOrder.Instance);

    /// <summary>Messages that may leave now, most urgent first, then oldest.</summary>
    public static IEnumerable<OutboxEntry> Claimable(ImmutableSortedSet<OutboxEntry> heads, DateTimeOffset now, Func<string, bool> exists) =>
        heads.Where(entry => entry.NotBefore <= now && entry.Row.Needs.All(exists));

    public ImmutableSortedSet<OutboxEntry> HeadsOf(string target) => Heads.GetValueOrDefault(target) ?? NoHeads;
}
