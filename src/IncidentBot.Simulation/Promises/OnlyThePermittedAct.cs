using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.Record;

namespace IncidentBot.Simulation.Promises;

/// <summary>
/// Promise 10: behind every entry of a person stands a request of that person, and the table of permissions allows it in the state of the
/// moment. That nothing is parsed before the caller is known belongs to the edges, which are not in the simulation.
/// </summary>
internal static class OnlyThePermittedAct
{
    public static IEnumerable<string> Broken(RunRecord record)
    {
        var requests = record.Asks.DistinctBy(ask => ask.Inbound.Id).ToDictionary(ask => ask.Inbound.Id, ask => ask.Inbound);
        var causes = new Dictionary<Chain, Inbound?>();
        foreach (var commit in record.Commits.Where(commit => commit.MayBeThere))
        {
            foreach (var entry in commit.Change.Appends.SelectMany(append => append.Events))
            {
                causes[entry.Chain] = commit.Change.Delivery is { } delivery ? requests.GetValueOrDefault(delivery) : null;
            }
        }

        foreach (var (stream, strides) in Stride.All(record))
        {
            Stride? broke = null;
            foreach (var stride in strides.Where(stride => !stride.Entry.By.IsBot))
            {
                broke = stride.Entry.Event is GlassBroken ? stride : broke?.Entry.At == stride.Entry.At ? broke : null;
                if (!causes.TryGetValue(stride.Entry.Chain, out var request) || request is null)
                {
                    yield return $"{stream} entry {stride.Version}: nobody asked for it";
                }
                else if (!string.Equals(request.By.Id, stride.Entry.By.Id, StringComparison.Ordinal))
                {
                    yield return $"{stream} entry {stride.Version}: {request.By} asked and {stride.Entry.By} is recorded";
                }
                else if (Refused(stride, request, record.Surroundings.People, broke is not null))
                {
                    yield return $"{stream} entry {stride.Version}: {stride.Entry.By} may not do that";
                }
            }
        }
    }

    private static bool Refused(Stride stride, Inbound request, PeopleRoster people, bool brokeGlass)
    {
        if (VerbOf(stride.Entry.Event) is not { } verb)
        {
            return false;
        }

        var permission = Permissions.Check(verb, Permissions.StandingOf(stride.Entry.By, request.Membership, stride.Before, people), stride.Before, stride.Entry.At);

        // The glass-breaking entry itself counts as activity of nobody but its author, so the state before it is not needed again.
        return permission == Permission.Refused && !brokeGlass;
    }

    private static string? VerbOf(IEvent happened) => happened switch
    {
        Declared => "declare",
        Acknowledged => "ack",
        TaskUnticked => "undo",
        Noted => "note",
        Mitigated => "fixed",
        Resolved => "resolve",
        Reopened => "reopen",
        Cancelled => "cancel",
        Closed => "close",
        _ => null,
    };
}
