using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.People;
using IncidentBot.Simulation.Promises;
using IncidentBot.Simulation.Record;
using IncidentBot.Simulation.Worlds;

namespace IncidentBot.Simulation.Tests.Promises;

/// <summary>The record of a short, true story, and the ways in which it can be made to lie.</summary>
internal static class TamperedRecord
{
    /// <summary>INC-1: a P1 that breached and was answered then, across a kill. INC-2: a private P2, answered at once.</summary>
    public static RunRecord True(string folder)
    {
        using var world = World.Begin(folder);
        world.Say(Cast.Emil, "p1 checkout is down for everybody");
        world.Pass(TimeSpan.FromMinutes(5));
        world.Restart();
        world.Pass(TimeSpan.FromMinutes(11));
        world.Say(Cast.Anna, "ack INC-1");
        world.Say(Cast.Anna, "note looking at the dashboards");
        world.Say(Cast.Ben, "private p2 a leak of something");
        world.Pass(TimeSpan.FromMinutes(5));
        return world.End();
    }

    /// <summary>What the record shows of this promise being broken.</summary>
    public static IReadOnlyList<string> Broken(this RunRecord record, int number) => [.. PromiseChecker.All.Single(promise => promise.Number == number).Broken(record)];

    /// <summary>Somebody types a line at the end, and this comes of it.</summary>
    public static RunRecord Acting(this RunRecord record, string stream, Actor who, string line, params IEvent[] events)
    {
        var (id, at) = (new StreamId(stream), record.End);
        var before = record.Streams[id];
        var entries = new List<Recorded>(before);
        foreach (var happened in events)
        {
            entries.Add(Recorded.Of(happened, who, at, entries[^1].Chain));
        }

        var request = Asking(who, line);
        var change = new Change { Delivery = request.Id, Reply = new Reply("done", stream), Appends = [new Append(id, before.Count, [.. entries.Skip(before.Count)], [])] };
        return (record with
        {
            Commits = [.. record.Commits, new CommitSeen(record.Lives[^1].Number, at, change, new CommitResult.Saved(0))],
            Asks = [.. record.Asks, new AskSeen(record.Lives[^1].Number, at, at, request, new Answer(AnswerKind.Done, Visibility.OnlyYou, "done"))],
        }).Stored(stream, entries);
    }

    /// <summary>Somebody types a line at the end, and this is answered.</summary>
    public static RunRecord Answering(this RunRecord record, Inbound request, Answer answer) =>
        record with { Asks = [.. record.Asks, new AskSeen(record.Lives[^1].Number, record.End, record.End, request, answer)] };

    public static Inbound Asking(Actor who, string line) => new(new DeliveryId($"test/{line}"), who, new PlaceRef("slack", $"D-{who.Id}"), new Input.Line(line));

    /// <summary>Tells a stream's events differently, with a chain that fits.</summary>
    public static RunRecord Retold(this RunRecord record, string stream, Func<IReadOnlyList<Recorded>, IEnumerable<(IEvent Event, Actor By, DateTimeOffset At)>> tell)
    {
        var entries = new List<Recorded>();
        foreach (var (happened, by, at) in tell(record.Streams[new StreamId(stream)]))
        {
            entries.Add(Recorded.Of(happened, by, at, entries.Count == 0 ? Chain.Start : entries[^1].Chain));
        }

        return record.Stored(stream, entries);
    }

    /// <summary>What the store holds at the end, exchanged.</summary>
    public static RunRecord Stored(this RunRecord record, string stream, IReadOnlyList<Recorded> entries)
    {
        var last = record.Recoveries[^1];
        var streams = new SortedDictionary<StreamId, IReadOnlyList<Recorded>>(last.Streams.ToDictionary()) { [new StreamId(stream)] = entries };
        return record with { Recoveries = [.. record.Recoveries.SkipLast(1), last with { Streams = streams }] };
    }

    public static (IEvent Event, Actor By, DateTimeOffset At) AsTold(this Recorded entry) => (entry.Event, entry.By, entry.At);

    public static RunRecord WithCard(this RunRecord record, Card card) =>
        record with { Effects = [.. record.Effects.Select((effect, at) => at == 0 ? effect with { Card = card } : effect)] };
}
