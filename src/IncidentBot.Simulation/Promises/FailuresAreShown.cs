using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.Record;

namespace IncidentBot.Simulation.Promises;

/// <summary>
/// Promise 12, with what there is: a message that ended dead is listed, and told in its incident's timeline within 60 s; what belongs to a
/// private incident stands in private conversations only, and in answers to those who may see it; what was raised out of a thread is seen in a
/// room of its own. There is no public page yet.
/// </summary>
internal static class FailuresAreShown
{
    private static readonly TimeSpan ShownWithin = TimeSpan.FromSeconds(60);

    public static IEnumerable<string> Broken(RunRecord record) => [.. Hidden(record), .. Leaked(record), .. PrivateAnswers.Broken(record), .. RaisedGoesOn.Broken(record)];

    /// <summary>Each death with its own entry, and each entry with its own death.</summary>
    private static IEnumerable<string> Hidden(RunRecord record)
    {
        var listed = record.DeadLetters.Select(letter => letter.Row).ToHashSet(StringComparer.Ordinal);
        var told = Told(record);
        var rows = new Dictionary<RowId, OutboxRow>();
        foreach (var commit in record.Commits.Where(commit => commit.MayBeThere))
        {
            foreach (var row in commit.Change.Outbox)
            {
                rows[row.Id] = row;
            }

            foreach (var settlement in commit.Change.Settled)
            {
                if (settlement.Outcome is not Outcome.Dead dead)
                {
                    continue;
                }

                if (commit.IsSaved && !listed.Contains(settlement.Row.Value))
                {
                    yield return $"{settlement.Row} ended dead and is not among the dead letters";
                }

                if (rows.GetValueOrDefault(settlement.Row) is { } row && MustBeTold(row) && !Take(told, row, dead, commit.At) && commit.IsSaved)
                {
                    yield return $"{settlement.Row} ended dead and the timeline of {row.Stream} does not say so";
                }
            }
        }

        foreach (var (stream, entry) in told.SelectMany(stream => stream.Value.Select(entry => (stream.Key, entry))))
        {
            yield return $"{stream} tells at {entry.At:O} of a message that could not be delivered, and there is none";
        }
    }

    /// <summary>A redrawn card is followed by the next one; news of a failure that fail are not told in turn.</summary>
    private static bool MustBeTold(OutboxRow row) => row.Operation is not Operation.Edit && !row.Lane.EndsWith("/failures", StringComparison.Ordinal);

    private static Dictionary<StreamId, List<Recorded>> Told(RunRecord record)
    {
        var told = new Dictionary<StreamId, List<Recorded>>();
        foreach (var (stream, entries) in record.Streams)
        {
            foreach (var entry in entries)
            {
                if (entry.Event is not DeliveryFailed)
                {
                    continue;
                }

                if (!told.TryGetValue(stream, out var own))
                {
                    told.Add(stream, own = []);
                }

                own.Add(entry);
            }
        }

        return told;
    }

    /// <summary>Finds the entry that tells of this row, by what and why and when, and uses it up.</summary>
    private static bool Take(Dictionary<StreamId, List<Recorded>> told, OutboxRow row, Outcome.Dead dead, DateTimeOffset at)
    {
        var own = told.GetValueOrDefault(row.Stream);
        var found = own?.FindIndex(entry => entry.Event is DeliveryFailed failed
            && string.Equals(failed.Target, row.Target, StringComparison.Ordinal)
            && string.Equals(failed.Why, dead.Why, StringComparison.Ordinal)
            && string.Equals(failed.Mend, dead.Mend, StringComparison.Ordinal)
            && Names(failed.What, row.Operation)
            && (entry.At - at).Duration() <= ShownWithin) ?? -1;
        if (found < 0)
        {
            return false;
        }

        own!.RemoveAt(found);
        return true;
    }

    /// <summary>The reader must know what is missing: the very words of a message, or what kind of thing it was.</summary>
    private static bool Names(string what, Operation operation) => operation switch
    {
        Operation.Post { Body: Body.Fixed said } => string.Equals(what, said.Card.Summary, StringComparison.Ordinal),
        Operation.Post => what.Contains("card", StringComparison.Ordinal),
        Operation.OpenRoom => what.EndsWith("room", StringComparison.Ordinal),
        Operation.Invite => what.Contains("invitation", StringComparison.Ordinal),
        Operation.Topic => what.Contains("topic", StringComparison.Ordinal),
        _ => what.Length > 0,
    };

    private static IEnumerable<string> Leaked(RunRecord record)
    {
        var hidden = record.Streams
            .Where(stream => stream.Value is [{ Event: Declared { Private: true } }, ..])
            .Select(stream => stream.Key)
            .ToHashSet();
        var open = record.Rooms.Where(room => !room.Private).Select(room => (room.Target, room.Id)).ToHashSet();
        return record.Effects
            .Where(effect => hidden.Contains(effect.Row.Stream) && open.Contains((effect.Target, effect.Place)))
            .Select(effect => $"{effect.Row.Id} of the private {effect.Row.Stream} stands in {effect.Target} {effect.Place}");
    }
}
