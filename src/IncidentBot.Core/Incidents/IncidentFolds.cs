using System.Collections.Concurrent;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Incidents;

/// <summary>
/// Remembers how far an incident was folded, so that a long timeline is not read again from its start for every command. Only a shortcut: the
/// chain proves that what was folded is what the history begins with, else it is folded anew.
/// </summary>
public sealed class IncidentFolds
{
    /// <summary>Live incidents are far fewer; when it is full it begins anew.</summary>
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<StreamId, Folded> _known = new();
    private int _count;

    /// <inheritdoc cref="Incident.Fold"/>
    public Incident Fold(History history)
    {
        var incident = _known.TryGetValue(history.Stream, out var known) && BeginsWith(history, known)
            ? known.Incident.Continue(history)
            : Incident.Fold(history);
        Remember(incident, history.Head);
        return incident;
    }

    /// <summary>What a change will make of the incident, if it is saved: then the next one need not fold it again.</summary>
    /// <param name="head">Of the timeline with the change's entries: a history that does not have them is folded anew.</param>
    public void Expect(Incident after, Chain head) => Remember(after, head);

    private void Remember(Incident incident, Chain head)
    {
        var folded = new Folded(incident, head);
        if (_known.TryAdd(incident.Stream, folded))
        {
            // Counting the dictionary itself takes all its locks.
            if (Interlocked.Increment(ref _count) > Most)
            {
                _known.Clear();
                Interlocked.Exchange(ref _count, 0);
            }
        }
        else
        {
            _known[incident.Stream] = folded;
        }
    }

    private static bool BeginsWith(History history, Folded known) =>
        known.Incident.Version is var version and > 0
        && version <= history.Events.Count
        && history.Events.Count == history.Version
        && history.Events[(int)version - 1].Chain == known.Head;

    private sealed record Folded(Incident Incident, Chain Head);
}
