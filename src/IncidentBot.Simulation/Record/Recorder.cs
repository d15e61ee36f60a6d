using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;

namespace IncidentBot.Simulation.Record;

/// <summary>Collects what happens while a world runs. It stands outside of the process and outlives its kills.</summary>
internal sealed class Recorder
{
    private readonly Dictionary<StreamId, Incident> _incidents = [];

    public List<CommitSeen> Commits { get; } = [];

    public List<AskSeen> Asks { get; } = [];

    public List<AlertSeen> Alerts { get; } = [];

    public List<CallSeen> Calls { get; } = [];

    public List<LifeSeen> Lives { get; } = [];

    public List<Recovery> Recoveries { get; } = [];

    public List<LogSeen> Logs { get; } = [];

    /// <summary>How many incidents there are, by what was acknowledged.</summary>
    public int Incidents => _incidents.Count;

    /// <summary>The incident by everything that was acknowledged so far; null when nothing was.</summary>
    public Incident? StateOf(StreamId stream) => _incidents.GetValueOrDefault(stream);

    /// <summary>Notes a change before the store has it, so that a kill leaves the trace of what was under way.</summary>
    public int Begin(int life, DateTimeOffset at, Change change)
    {
        Commits.Add(new CommitSeen(life, at, change, Result: null));
        return Commits.Count - 1;
    }

    public void End(int commit, CommitResult result)
    {
        Commits[commit] = Commits[commit] with { Result = result };
        if (result is CommitResult.Saved)
        {
            foreach (var append in Commits[commit].Change.Appends)
            {
                Fold(append.Stream, append.ExpectedVersion, append.Events);
            }
        }
    }

    /// <summary>After a kill: what the store really holds may be more than was acknowledged.</summary>
    public void Found(Recovery recovery)
    {
        Recoveries.Add(recovery);
        foreach (var (stream, events) in recovery.Streams)
        {
            Fold(stream, 0, events);
        }
    }

    private void Fold(StreamId stream, long from, IReadOnlyList<Recorded> events)
    {
        if (!stream.TryGetIncident(out var id))
        {
            return;
        }

        var incident = _incidents.GetValueOrDefault(stream);
        for (var at = 0; at < events.Count; at++)
        {
            if (from + at < (incident?.Version ?? 0))
            {
                continue;
            }

            var entry = events[at];
            incident = incident is null ? Incident.Begin(id, (Declared)entry.Event, entry.By, entry.At) : incident.Evolve(entry.Event, entry.By, entry.At);
        }

        if (incident is not null)
        {
            _incidents[stream] = incident;
        }
    }
}
