using System.Collections.Immutable;
using IncidentBot.Core.Store;

namespace IncidentBot.Storage.Embedded.Hot;

/// <summary>Everything a command needs, as one immutable value: what is true after change number <see cref="Sequence"/>.</summary>
internal sealed record HotState
{
    public static readonly HotState Empty = new();

    public long Sequence { get; init; }

    public ImmutableDictionary<string, LiveStream> Live { get; init; } = ImmutableDictionary<string, LiveStream>.Empty;

    public ImmutableDictionary<string, LeftStream> Left { get; init; } = ImmutableDictionary<string, LeftStream>.Empty;

    public ImmutableSortedSet<Leaving> Leaving { get; init; } = [];

    public ImmutableSortedSet<TimerRef> Timers { get; init; } = ImmutableSortedSet.Create<TimerRef>(TimerOrder.Instance);

    public OutboxState Outbox { get; init; } = OutboxState.Empty;

    public DeliveryState Deliveries { get; init; } = DeliveryState.Empty;

    /// <summary>Documents of no live stream: owners of places, and what came before its stream.</summary>
    public ImmutableDictionary<string, byte[]> Documents { get; init; } = ImmutableDictionary<string, byte[]>.Empty;

    public int HighestIncident { get; init; }

    public byte[]? FindDocument(string key) => DocumentHome.Find(key, Live.GetValueOrDefault, Documents.GetValueOrDefault);

    /// <summary>When the next message of this target may be tried that only waits for its time; null when none does.</summary>
    public DateTimeOffset? NextTry(string target)
    {
        DateTimeOffset? next = null;
        foreach (var entry in Outbox.HeadsOf(target))
        {
            if ((next is null || entry.NotBefore < next) && entry.Row.Needs.All(key => FindDocument(key) is not null))
            {
                next = entry.NotBefore;
            }
        }

        return next;
    }
}
