using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.Record;

namespace IncidentBot.Simulation.Promises;

/// <summary>
/// Promise 10: behind every entry of a person stands a request of that person; what was typed asks for it, of this incident; and the
/// checker's own table (<see cref="Expected"/>) allows it in the state of the moment. That nothing is parsed before the caller is known
/// belongs to the edges, which are not in the simulation.
/// </summary>
internal static class OnlyThePermittedAct
{
    public static IEnumerable<string> Broken(RunRecord record)
    {
        var causes = Causes(record);
        var (team, rooms) = (new Team(record.Surroundings.People), new OwnRooms(record));
        foreach (var (stream, entries) in record.Streams)
        {
            if (!stream.IsIncident || entries.Count == 0 || entries[0].Event is not Declared)
            {
                continue;
            }

            var involved = new Involved(entries[0], team);
            for (int from = 0, to; from < entries.Count; from = to)
            {
                // What one request caused is judged at once, in the state it met.
                var cause = causes.GetValueOrDefault(entries[from].Chain);
                to = from + 1;
                while (cause.Commit is not null && to < entries.Count && ReferenceEquals(causes.GetValueOrDefault(entries[to].Chain).Commit, cause.Commit))
                {
                    to++;
                }

                var change = new Acted(stream, from, [.. entries.Skip(from).Take(to - from)], cause.Request, from == 0 ? null : involved, entries);
                foreach (var why in Wrong(change, team, rooms))
                {
                    yield return $"{stream} entry {from + 1}: {why}";
                }

                change.Entries.ForEach(involved.Take);
            }
        }
    }

    private static Dictionary<Chain, (CommitSeen? Commit, Inbound? Request)> Causes(RunRecord record)
    {
        var requests = new Dictionary<DeliveryId, Inbound>();
        foreach (var ask in record.Asks)
        {
            requests.TryAdd(ask.Inbound.Id, ask.Inbound);
        }

        var causes = new Dictionary<Chain, (CommitSeen?, Inbound?)>();
        foreach (var commit in record.Commits)
        {
            if (!commit.MayBeThere)
            {
                continue;
            }

            var request = commit.Change.Delivery is { } delivery ? requests.GetValueOrDefault(delivery) : null;
            foreach (var append in commit.Change.Appends)
            {
                foreach (var entry in append.Events)
                {
                    causes[entry.Chain] = (commit, request);
                }
            }
        }

        return causes;
    }

    private static IEnumerable<string> Wrong(Acted change, Team team, OwnRooms rooms)
    {
        foreach (var entry in change.Entries.Where(entry => entry.By.IsBot && !Expected.MayDoByItself(entry)))
        {
            yield return $"{(entry.By.IsAlert ? "an alert" : "the bot")} did {entry.Event.GetType().Name} by itself";
        }

        foreach (var entry in change.Entries.Where(entry => entry.By.IsBot && entry.Event is UpdatePublished))
        {
            // "Publish a public text that no human approved": never.
            if (change.IsPublic(((UpdatePublished)entry.Event).Number))
            {
                yield return "the bot published a public text by itself";
            }
        }

        var own = change.Entries.Where(entry => !entry.By.IsBot).ToList();
        if (own.Count == 0)
        {
            yield break;
        }

        // Whoever looks something up in the room, or is refused there, is there all the same; nothing was asked for by that.
        if (change.Request is null && own.TrueForAll(entry => entry.Event is Spoke && rooms.WasSpokenIn(change.Stream, entry.By.Id, entry.At)))
        {
            yield break;
        }

        if (change.Request is not { } request)
        {
            yield return "nobody asked for it";
            yield break;
        }

        if (own.FirstOrDefault(entry => !string.Equals(request.By.Id, entry.By.Id, StringComparison.Ordinal)) is { } other)
        {
            yield return $"{request.By} asked and {other.By} is recorded";
        }

        if (request.Membership == Membership.NotVerified && own.Exists(entry => !entry.By.Name.EndsWith("(not verified)", StringComparison.Ordinal)))
        {
            yield return $"nobody could say who {request.By} is, and the entry does not say that";
        }

        var line = TypedLine.Of(request.Input);
        var verb = own.Exists(entry => entry.Event is MergedIn) ? TypedLine.MergeInto
            : own.Exists(entry => entry.Event is SeverityChanged changed && changed.To < changed.From) ? TypedLine.Raise
            : own.Exists(entry => entry.Event is UpdatePublished published && change.IsTemplate(published.Number)) && line.Verb is "publish" ? TypedLine.ApproveTemplate
            : change.Before is { Proposed: true } && line.Verb is "severity" ? TypedLine.Confirm
            : change.Before is { Provisional: true } && line.Verb is "cancel" ? TypedLine.FalseAlarm
            : change.Before is { Drill: true } && line.Verb is "publish" ? TypedLine.ApproveTemplate
            : change.Before is { Unanswered: true } mine && mine.WasDeclaredBy(request.By.Id) && line.Verb is "merge" ? TypedLine.TakeBack
            : change.Before is { IsTask: true } && line.Verb is "close" ? TypedLine.CloseTask
            : line.Verb;
        if (Expected.Of(verb) is not { } expected)
        {
            yield return $"{request.By} asked for {line.Verb ?? "nothing that can be read"}, which changes nothing, and it was changed";
            yield break;
        }

        foreach (var entry in own.Where(entry => !expected.May(entry.Event.GetType())))
        {
            yield return $"`{line.Verb}` does not cause {entry.Event.GetType().Name}";
        }

        var room = rooms.Of(request);
        if (verb is TypedLine.MergeInto)
        {
            if (!line.Text.EndsWith(change.Stream.Value, StringComparison.OrdinalIgnoreCase) && line.Named?.ToString() != change.Stream.Value)
            {
                yield return $"{request.By} merged into another incident";
            }

            yield break;
        }

        if (!IsMeant(change, line, room))
        {
            yield return $"{request.By} meant another incident";
        }

        if (Refused(change, request, line, expected, room?.Stream == change.Stream, team) is { } why)
        {
            yield return $"{request.By} may not `{line.Verb}`: {why}";
        }
    }

    /// <summary>"Inside a room the room always wins; elsewhere an id counts as first word or right after the verb." Another one in a room is asked about.</summary>
    private static bool IsMeant(Acted change, TypedLine line, (StreamId Stream, DateTimeOffset Since)? room)
    {
        if (change.Before is null)
        {
            return true;
        }

        var named = line.Named is { } id ? StreamId.Of(id) : (StreamId?)null;
        return room is { } here && here.Since < change.At
            ? here.Stream == change.Stream && (named is null || named == here.Stream || line.Verb is "merge" || Expected.IsFreeText(line.Verb))
            : named == change.Stream || room?.Stream == change.Stream;
    }

    private static string? Refused(Acted change, Inbound request, TypedLine line, Expected expected, bool inItsRoom, Team team)
    {
        var who = request.By.Id;
        var broke = change.Entries.Exists(entry => entry.Event is GlassBroken);
        var known = request.Membership == Membership.Member || (request.Membership == Membership.NotVerified && Expected.NeedsNoLookUp(line.Verb));
        var standing = !known ? Standing.Guest : change.Before is { } before ? before.StandingOf(who) : Standing.Member;
        if (change.Before is { } seen && !inItsRoom && !seen.MaySee(who, change.At))
        {
            return "for them there is no such incident";
        }

        if (change.Before is { Drill: false } && team.HasRota && string.Equals(line.Verb, "ack", StringComparison.Ordinal)
            && !team.MayBePaged(who) && !team.HasRole(who) && !string.Equals(line.Text, "working", StringComparison.OrdinalIgnoreCase))
        {
            return "they are not on the rota and did not say that they work on it";
        }

        if (standing >= expected.Needs)
        {
            return broke ? "nothing had to be broken for it" : null;
        }

        return expected.Needs != Standing.Commander || standing != Standing.Responder ? $"it takes a {expected.Needs}, they are a {standing}"
            : change.Before!.CommanderWasActive(change.At) ? "the commander was there"
            : !broke ? "the broken glass is not recorded"
            : line.Insists || change.Before!.WasAsked(who) ? null
            : "they were not asked before the glass was broken";
    }

    /// <summary>The entries of one change, who asked for it, and how the incident stood before; null for a declaration.</summary>
    private sealed record Acted(StreamId Stream, int From, List<Recorded> Entries, Inbound? Request, Involved? Before, IReadOnlyList<Recorded> All)
    {
        public bool IsPublic(int update) => Written(update) is { Event: UpdateWritten { Audience: Audience.Public } };

        /// <summary>"Any responder may approve the investigating template": as the first public text, and never after one.</summary>
        public bool IsTemplate(int update) =>
            Written(update) is { By.IsBot: true, Event: UpdateWritten { Audience: Audience.Public, Stage: PublicStage.Investigating } }
            && !All.Take(From).Any(entry => entry.Event is MergedIn { Public: not null } || (entry.Event is UpdatePublished earlier && IsPublic(earlier.Number)));

        private Recorded? Written(int update) => All.FirstOrDefault(entry => entry.Event is UpdateWritten written && written.Number == update);

        public DateTimeOffset At => Entries[0].At;
    }
}
