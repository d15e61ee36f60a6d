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

    /// <inheritdoc cref="Incident.Fold"/>
    public Incident Fold(History history)
    {
        var incident = _known.TryGetValue(history.Stream, out var known) && BeginsWith(history, known)
            ? known.Incident.Continue(history)
            : Incident.Fold(history);
        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        _known[history.Stream] = new Folded(incident, history.Head);
        return incident;
    }

    /// <summary>What a change will make of the incident, if it is saved: then the next one need not fold it again.</summary>
    /// <param name="head">Of the timeline with the change's entries: a history that does not have them is folded anew.</param>
    public void Expect(Incident after, Chain head) => _known[after.Stream] = new Folded(after, head);

    private static bool BeginsWith(History history, Folded known) =>
        known.Incident.Version is var version and > 0
        && version <= history.Events.Count
        && history.Events.Count == history.Version
        && history.Events[(int)version - 1].Chain == known.Head;

    private sealed record Folded(Incident Incident, Chain Head);
}
