using System.Collections.Immutable;
using IncidentBot.Core.Store;

namespace IncidentBot.Storage.Embedded.Hot;

/// <summary>A stream in memory. Its documents go where it goes.</summary>
internal sealed record LiveStream(StreamId Id)
{
    public long Version { get; init; }

    /// <summary>Number of the newest change that added to it.</summary>
    public long LastSequence { get; init; }

    public EntryList Events { get; init; } = EntryList.Empty;

    /// <summary>By due time, then name. The same instances stand in <see cref="HotState.Timers"/>.</summary>
    public TimerRef[] Timers { get; init; } = [];

    public ImmutableSortedDictionary<string, byte[]> Documents { get; init; } = NoDocuments;

    public DateTimeOffset? LeavesAt { get; init; }

    public static ImmutableSortedDictionary<string, byte[]> NoDocuments { get; } = ImmutableSortedDictionary.Create<string, byte[]>(StringComparer.Ordinal);

    public Chain Head => Events.Count == 0 ? Chain.Start : Events[Events.Count - 1].Chain;

    public History ToHistory() => new(Id, Version, Events, Array.ConvertAll(Timers, timer => new PlannedTimer(timer.Name, timer.Due)));
}

/// <summary>A stream that left memory.</summary>
internal sealed record LeftStream(long Version, long LastSequence, Chain Head);

/// <summary>A stream that may leave once the view has it.</summary>
internal readonly record struct Leaving(DateTimeOffset At, string Stream) : IComparable<Leaving>
{
    public int CompareTo(Leaving other) => At.CompareTo(other.At) is not 0 and var order ? order : string.CompareOrdinal(Stream, other.Stream);
}
