using System.Globalization;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;
using IncidentBot.Core.Timers;
using IncidentBot.Core.Verbs;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Core.Alerts;

/// <summary>
/// Takes alerts in: finds out where they belong, decides, commits one change for the whole call, answers. In a storm calls wait up to a few
/// seconds and share a change, so that a timeline has a bound while every alert is counted.
/// </summary>
public sealed partial class AlertDesk : IAlertDesk
{
    private const int Attempts = 10;

    /// <summary>A change opens at most so many incidents: it has a bound on the messages it carries.</summary>
    internal const int MostGroups = 100;

    private static readonly AlertAnswer Busy = new(0, 0, null, "Too much is happening at once; nothing was saved.");

    private readonly IStore _store;
    private readonly IncidentWriter _writer;
    private readonly DeskSettings _settings;
    private readonly AlertSettings _alerts;
    private readonly TimeProvider _time;
    private readonly ILogger<AlertDesk> _log;
    private readonly AlertStorm _storm;

    public AlertDesk(IStore store, IncidentWriter writer, DeskSettings settings, AlertSettings alerts, TimeProvider time, ILogger<AlertDesk> log)
    {
        (_store, _writer, _settings, _alerts, _time, _log) = (store, writer, settings, alerts, time, log);
        _storm = new AlertStorm(time, calls => CommitAsync(calls, null, CancellationToken.None));
    }

    /// <inheritdoc/>
    public async ValueTask<AlertAnswer> HandleAsync(AlertCall call, CancellationToken cancellationToken)
    {
        var groups = call.Alerts.GroupBy(AlertKey.GroupOf, StringComparer.Ordinal).Chunk(MostGroups).Select(some => some.SelectMany(group => group).ToList()).ToList();
        if (groups.Count <= 1)
        {
            return await OneAsync(call, cancellationToken);
        }

        // So many services at once are several changes; what of them was saved is known as a repetition when the call comes again.
        List<AlertAnswer> answers = [];
        foreach (var (place, some) in groups.Index())
        {
            answers.Add(await OneAsync(new AlertCall(call.Source, some, call.Delivery is { } named ? new DeliveryId($"{named}/{place}") : null), cancellationToken));
        }

        return new AlertAnswer(
            answers.Sum(answer => answer.Accepted), answers.Sum(answer => answer.Duplicates), answers.Select(answer => answer.Incident).FirstOrDefault(id => id is not null), answers.Select(answer => answer.NotSaved).FirstOrDefault(reason => reason is not null));
    }

    private async ValueTask<AlertAnswer> OneAsync(AlertCall call, CancellationToken cancellationToken)
    {
        if (call.Delivery is { } delivery && await _store.FindReplyAsync(delivery, cancellationToken) is { } first)
        {
            return Repeated(first);
        }

        var now = _time.GetUtcNow();
        var routes = AlertRouting.Of(Judge([call], now), await LiveAsync(cancellationToken), _alerts, now);
        if (routes.Joins.FirstOrDefault(route => route.Incident?.Alerts?.Entries >= AlertStorm.MostEntries) is { Incident: { } full })
        {
            Log.Full(_log, full.Id, call.Alerts.Count);
            return new AlertAnswer(0, 0, full.Id, $"{full.Id} has {AlertStorm.MostEntries} entries of alerts and takes no more.");
        }

        var wait = routes.Joins.Select(route => AlertStorm.Wait(route.Incident?.Alerts, now)).DefaultIfEmpty().Max();
        return wait > TimeSpan.Zero
            ? await _storm.TogetherAsync(call, wait) ?? Busy
            : (await CommitAsync([call], call.Delivery, cancellationToken))[0];
    }

    /// <summary>Routes, locks what they name, and decides again under the locks; when the world has moved meanwhile, once more.</summary>
    private async Task<AlertAnswer[]> CommitAsync(IReadOnlyList<AlertCall> calls, DeliveryId? delivery, CancellationToken cancellationToken)
    {
        var judged = Judge(calls, _time.GetUtcNow());
        for (var i = 0; i < Attempts; i++)
        {
            var now = _time.GetUtcNow();
            var streams = AlertRouting.Of(judged, await LiveAsync(cancellationToken), _alerts, now).Streams;
            if (await _writer.UnderLockAsync(streams, () => AttemptAsync(calls, judged, delivery, streams, cancellationToken), cancellationToken) is { Length: > 0 } answers)
            {
                return answers;
            }
        }

        return [.. calls.Select(_ => Busy)];
    }

    /// <summary>Null for a conflict with another instance; empty when the alerts belong elsewhere by now.</summary>
    private async Task<AlertAnswer[]?> AttemptAsync(IReadOnlyList<AlertCall> calls, List<Judged> judged, DeliveryId? delivery, IReadOnlyCollection<StreamId> locked, CancellationToken cancellationToken)
    {
        if (delivery is { } id && await _store.FindReplyAsync(id, cancellationToken) is { } first)
        {
            return [Repeated(first)];
        }

        var now = _time.GetUtcNow();
        var routes = AlertRouting.Of(judged, await LiveAsync(cancellationToken), _alerts, now);
        if (routes.Streams.Any(stream => !locked.Contains(stream)))
        {
            return [];
        }

        if (judged.Any(one => one.Alert is { Firing: true, StartsAt: not null }) && await _store.LoadAsync(StreamId.Alerts, cancellationToken) is { } notes)
        {
            routes.Clear(new EarlyClearings(notes, now));
        }

        var tally = new AlertTally(judged);
        List<Consequences> all = [];
        List<Append> fences = [];
        foreach (var route in routes.Joins)
        {
            await JoinAsync(route, tally, all, now, cancellationToken);
        }

        await OpenAsync(routes, tally, all, fences, now, cancellationToken);
        if (routes.Notes.Count > 0)
        {
            fences.Add(await NotedAsync(routes.Notes, now, cancellationToken));
        }

        var answers = tally.Answers(calls);
        var changed = all.Where(one => one.Append.Events.Count > 0).ToList();
        if (changed.Count == 0 && fences.Count == 0)
        {
            return answers;
        }

        var change = new Change
        {
            Delivery = delivery,
            Reply = delivery is null ? null : new Reply(string.Create(CultureInfo.InvariantCulture, $"{answers[0].Accepted} {answers[0].Duplicates}"), answers[0].Incident?.ToString()),
            Appends = [.. changed.Select(one => one.Append), .. fences],
            Outbox = [.. changed.SelectMany(one => one.Outbox)],
        };
        return await _writer.CommitAsync(change) switch
        {
            CommitResult.Saved => Said(answers, changed.Count),
            CommitResult.Repeated repeated => [Repeated(repeated.Reply)],
            CommitResult.NotSaved not => [.. calls.Select(_ => new AlertAnswer(0, 0, null, not.Reason))],
            _ => null,
        };
    }

    private async Task JoinAsync(AlertRoute route, AlertTally tally, List<Consequences> all, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var history = (await _store.LoadAsync(route.Incident!.Stream, cancellationToken))!;
        var stored = _writer.Fold(history);
        var incident = TimerPlan.CatchUp(stored, now).Incident;
        var by = Actor.OfAlerts(route.Alerts[0].Alert.Source);
        var (events, fresh) = AlertRules.For(incident, route.Alerts, new VerbCall(by, "", now, _settings.Roster, _settings.Procedures));
        tally.Count(route.Alerts, fresh, incident.Id);
        if (events.Count > 0)
        {
            all.Add(_writer.Append(history, stored, events, by, now));
        }
    }

    private async Task OpenAsync(AlertRoutes routes, AlertTally tally, List<Consequences> all, List<Append> fences, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<IEvent> routed = [];
        foreach (var route in routes.Opens)
        {
            var id = await _store.NextIncidentIdAsync(cancellationToken);
            var (arrived, fresh) = AlertRules.Arrived(null, route.Alerts, now);
            var by = Actor.OfAlerts(route.Alerts[0].Alert.Source);
            var declared = AlertRules.Opening(route.Alerts, route.Recurring, _alerts, _settings.Procedures, _settings.Targets);
            all.Add(_writer.Append(History.Empty(StreamId.Of(id)), null, [declared, arrived!], by, now));
            tally.Count(route.Alerts, fresh, id);
            routed.Add(new AlertRouted(id.ToString(), route.Alerts[0].Group));
        }

        if (routed.Count > 0)
        {
            fences.Add(IncidentWriter.Fence(await _store.LoadAsync(StreamId.Intake, cancellationToken) ?? History.Empty(StreamId.Intake), Actor.Bot, now, routed));
        }
    }

    private async Task<Append> NotedAsync(IReadOnlyList<Judged> notes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var history = await _store.LoadAsync(StreamId.Alerts, cancellationToken) ?? History.Empty(StreamId.Alerts);
        var shown = notes.Take(AlertRecord.MostShown).Select(judged => judged.AsLinked(judged.Alert.StartsAt ?? now, whole: true)).ToList();
        var cleared = notes.Skip(AlertRecord.MostShown).Where(judged => !judged.Alert.Firing).Select(judged => new AlertMark(judged.Key, judged.Alert.StartsAt ?? now, false, judged.Class)).ToList();
        return IncidentWriter.Fence(history, Actor.OfAlerts(notes[0].Alert.Source), now, [new AlertsNoted(notes.Count, shown, cleared.Count > 0 ? cleared : null)]);
    }

    private List<Judged> Judge(IReadOnlyList<AlertCall> calls, DateTimeOffset now) => [.. calls.SelectMany(call => call.Alerts).Select(alert => Judged.Of(alert, _alerts, now))];

    private async Task<List<Incident>> LiveAsync(CancellationToken cancellationToken) =>
        [.. (await _store.LoadLiveAsync(cancellationToken)).Where(history => history.Stream.IsIncident && history.Events.Count > 0).Select(_writer.Fold)];

    private AlertAnswer[] Said(AlertAnswer[] answers, int incidents)
    {
        Log.Taken(_log, answers.Sum(answer => answer.Accepted), answers.Sum(answer => answer.Duplicates), incidents);
        return answers;
    }

    private static AlertAnswer Repeated(Reply reply)
    {
        var counts = reply.Text.Split(' ');
        return new AlertAnswer(int.Parse(counts[0], CultureInfo.InvariantCulture), int.Parse(counts[^1], CultureInfo.InvariantCulture), IncidentId.TryParse(reply.Stream, out var id) ? id : null);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Took in {Accepted} alerts, {Duplicates} were here before; {Incidents} incidents changed")]
        public static partial void Taken(ILogger logger, int accepted, int duplicates, int incidents);

        [LoggerMessage(2, LogLevel.Warning, "{Incident} takes no more alerts; {Alerts} were turned away")]
        public static partial void Full(ILogger logger, IncidentId incident, int alerts);
    }
}
