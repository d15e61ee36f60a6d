using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Simulation.Record;

namespace IncidentBot.Simulation.Promises;

/// <summary>
/// Promise 12, with what there is: a message that ended dead is listed, and told in its incident's timeline within 60 s; what belongs to a
/// private incident stands in private conversations only. There is no public page yet.
/// </summary>
internal static class FailuresAreShown
{
    private static readonly TimeSpan ShownWithin = TimeSpan.FromSeconds(60);

    public static IEnumerable<string> Broken(RunRecord record) => [.. Hidden(record), .. Leaked(record)];

    private static IEnumerable<string> Hidden(RunRecord record)
    {
        var listed = record.DeadLetters.Select(letter => letter.Row).ToHashSet(StringComparer.Ordinal);
        var rows = new Dictionary<RowId, OutboxRow>();
        foreach (var commit in record.Commits.Where(commit => commit.IsSaved))
        {
            foreach (var row in commit.Change.Outbox)
            {
                rows[row.Id] = row;
            }

            foreach (var settlement in commit.Change.Settled.Where(settlement => settlement.Outcome is Outcome.Dead))
            {
                if (!listed.Contains(settlement.Row.Value))
                {
                    yield return $"{settlement.Row} ended dead and is not among the dead letters";
                }

                if (rows.GetValueOrDefault(settlement.Row) is { Operation: not Operation.Edit } row && !row.Lane.EndsWith("/failures", StringComparison.Ordinal) && !IsTold(record, row, commit.At))
                {
                    yield return $"{settlement.Row} ended dead and the timeline of {row.Stream} does not say so";
                }
            }
        }
    }

    private static bool IsTold(RunRecord record, OutboxRow row, DateTimeOffset at) =>
        record.Streams.GetValueOrDefault(row.Stream)?.Any(entry => entry.Event is DeliveryFailed failed
            && string.Equals(failed.Target, row.Target, StringComparison.Ordinal) && (entry.At - at).Duration() <= ShownWithin) ?? false;

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
