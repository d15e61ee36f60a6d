using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded.Hot;
using IncidentBot.Storage.Embedded.Writing;
using LiteDB;

namespace IncidentBot.Storage.Embedded.View;

/// <summary>Proves the view against the index of the hot state, a piece at a time so that answers do not wait for it.</summary>
internal sealed class ViewScan(ViewDatabase database, Func<Published> published)
{
    private const int DocumentsAtOnce = 500;

    private readonly List<string> _streams = [.. published().State.Live.Keys.Concat(published().State.Left.Keys).Order(StringComparer.Ordinal)];
    private readonly HashSet<int> _listed = [];
    private BsonValue? _documents = "";

    public int Checked { get; private set; }

    /// <summary>False when all is checked.</summary>
    /// <exception cref="ViewDamagedException">The view says something else than the index.</exception>
    public bool Step()
    {
        if (Checked < _streams.Count)
        {
            Check(new StreamId(_streams[Checked]));
            Checked++;
            return true;
        }

        if (_documents is { } after)
        {
            _documents = database.CheckDocuments(after, DocumentsAtOnce);
            return true;
        }

        database.DeadLetters(int.MaxValue);
        CheckLists();
        return false;
    }

    /// <summary>An index that leads past an incident would leave it out of every list, although looking it up by its number works.</summary>
    private void CheckLists()
    {
        var all = database.Incidents(new IncidentQuery(IncludePrivate: true), int.MaxValue);
        var open = database.Incidents(new IncidentQuery(OpenOnly: true, IncludePrivate: true), int.MaxValue);
        if (all.Count < _listed.Count || open.Count != all.Count(summary => summary.IsOpen) || _listed.Except(all.Select(summary => summary.Number)).Any())
        {
            throw new ViewDamagedException("a list is not whole");
        }
    }

    private void Check(StreamId stream)
    {
        var state = published().State;
        var expected = state.Live.GetValueOrDefault(stream.Value) is { } live ? new LeftStream(live.Version, live.LastSequence, live.Head)
            : state.Left.GetValueOrDefault(stream.Value);
        if (expected is null || expected.Version == 0 || expected.LastSequence > database.Cursor)
        {
            // It is not in the view yet; what comes later is checked another time.
            return;
        }

        if (database.FindStream(stream) is not { } found || found.Version != expected.Version || found.Head != expected.Head)
        {
            throw new ViewDamagedException($"{stream} is not what the index says");
        }

        Walk(stream, expected);
    }

    private void Walk(StreamId stream, LeftStream expected)
    {
        var head = Chain.Start;
        IncidentSummary? summary = null;
        long count = 0;
        foreach (var entry in database.Entries(stream, 0, int.MaxValue))
        {
            if (!entry.Follows(head))
            {
                throw new ViewDamagedException($"the timeline of {stream} is broken at entry {count + 1}");
            }

            head = entry.Chain;
            count++;
            summary = ViewBatch.Apply(stream, summary, entry);
        }

        if (count != expected.Version || head != expected.Head)
        {
            throw new ViewDamagedException($"the timeline of {stream} is not whole");
        }

        if (summary is null)
        {
            return;
        }

        _listed.Add(summary.Number);
        if (database.FindIncident(summary.Number) != summary)
        {
            throw new ViewDamagedException($"{stream} is listed wrongly");
        }
    }
}
