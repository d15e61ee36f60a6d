using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Store;

namespace IncidentBot.Tests.Api;

/// <summary>Makes histories as they would stand in a store.</summary>
internal static class Histories
{
    public static readonly DateTimeOffset Noon = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static History Of(int number, bool isPrivate = false, params IEvent[] more)
    {
        var stream = StreamId.Of(new IncidentId(number));
        var chain = Chain.Start;
        List<Recorded> events = [];
        var at = Noon;
        foreach (var happened in more.Prepend(new Declared(Severity.P1, $"title {number}", Drill: false, isPrivate, [], ProcedureBook.Default().For(Severity.P1))))
        {
            var entry = Recorded.Of(happened, new Actor("anna", "Anna Ash"), at, chain);
            chain = entry.Chain;
            events.Add(entry);
            at += TimeSpan.FromMinutes(1);
        }

        return new History(stream, events.Count, events, [new PlannedTimer("response-breach", Noon.AddMinutes(15))]);
    }

    public static ApiDriver With(this ApiDriver api, params History[] histories)
    {
        foreach (var history in histories)
        {
            api.Store.Streams[history.Stream] = history;
        }

        return api;
    }
}
