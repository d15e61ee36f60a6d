using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Sla;
using IncidentBot.Simulation.Chat;
using IncidentBot.Simulation.Promises;
using IncidentBot.Simulation.Record;
using IncidentBot.Simulation.Worlds;

namespace IncidentBot.Simulation.Runs;

/// <summary>Counts a record.</summary>
internal static class Figures
{
    private static readonly TimeSpan CountedLateAfter = TimeSpan.FromMinutes(2);

    public static SimulationSummary Of(SimulationOptions options, World world, RunRecord record, RestartPlan restarts, IReadOnlyList<BrokenPromise> broken)
    {
        var missed = TimersTakeEffectOnce.Missed(record).Count();
        var (duplicated, lost) = (EffectsHaveRows.Duplicated(record).Count(), EffectsHaveRows.Lost(record).Count());
        return new SimulationSummary(
            options.Seed,
            options.Days,
            record.Lives[0].From,
            record.End,
            broken.Count == 0,
            lost + AcknowledgedIsKept.Lost(record).Count(),
            duplicated,
            missed,
            Incidents(record),
            Alerts(record),
            Messages(record, duplicated, lost),
            Timers(record, missed),
            People(record),
            new RestartFigures(restarts.Total, restarts.Kills, restarts.InTheMiddleOfAWrite, restarts.RightAfterAMessage, restarts.WhileStarting, restarts.CleanStops),
            Verbs(record),
            [.. world.Chats.Select(chat => Chat(chat, record.End))],
            [.. PromiseChecker.All.Select(promise => Promise(promise, broken))]);
    }

    private static SortedDictionary<string, int> Verbs(RunRecord record)
    {
        var used = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var ask in record.Asks.Where(ask => ask.Answer is { Kind: AnswerKind.Done or AnswerKind.Shown }))
        {
            var line = ask.Inbound.Input switch { Input.Line typed => typed.Text, Input.Press pressed => pressed.Text, _ => "" };
            if (CommandLine.Read(line) is Reading.Call call)
            {
                used[call.Verb.Name] = used.GetValueOrDefault(call.Verb.Name) + 1;
            }
        }

        return used;
    }

    private static AlertFigures Alerts(RunRecord record)
    {
        var answers = record.Alerts.Select(call => call.Answer).Where(answer => answer is { NotSaved: null }).ToList();
        return new AlertFigures(
            answers.Count,
            answers.Sum(answer => answer!.Accepted),
            answers.Sum(answer => answer!.Duplicates),
            AlertsAreCounted.Opened(record, tasks: false),
            AlertsAreCounted.Opened(record, tasks: true));
    }

    private static IncidentFigures Incidents(RunRecord record)
    {
        var lives = Stride.All(record).Select(life => life.Strides).ToList();
        var all = lives.Select(strides => strides[^1].After).ToList();
        var severities = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var severity in Enum.GetValues<Severity>())
        {
            severities[severity.ToString()] = all.Count(incident => incident.Severity == severity);
        }

        return new IncidentFigures(
            all.Count,
            severities,
            all.Count(incident => incident.Drill),
            all.Count(incident => incident.Private),
            all.Count(incident => incident.AcknowledgedAt is not null),
            all.Count(incident => incident.EverBreached.Contains(ClockKind.Response)),
            all.Count(incident => incident.ResolvedAt is not null),
            all.Count(incident => incident.IsClosed),
            all.Count(incident => incident.IsCancelled),
            lives.Count(strides => strides.Any(stride => stride.Entry.Event is Reopened)),
            lives.Sum(strides => strides.Count));
    }

    private static MessageFigures Messages(RunRecord record, int duplicated, int lost)
    {
        var first = record.Effects.Where(effect => effect.Before == 0).ToList();
        var late = first.Select(effect => effect.At - effect.Row.At).ToList();
        var outcomes = record.Commits.Where(commit => commit.IsSaved).SelectMany(commit => commit.Change.Settled).Select(settled => settled.Outcome).ToList();
        var settledRows = record.Commits.Where(commit => commit.IsSaved).SelectMany(commit => commit.Change.Settled).Where(settled => settled.Outcome.IsFinal).Select(settled => settled.Row).ToHashSet();
        var replaced = record.Commits.Where(commit => commit.IsSaved).SelectMany(commit => commit.Change.Outbox).Count(row => row.Coalesce is not null && !settledRows.Contains(row.Id));
        return new MessageFigures(
            first.Count,
            first.Count(effect => effect.Row.Operation is Operation.Post or Operation.Whisper),
            first.Count(effect => effect.Row.Operation is Operation.Edit),
            late.Count(time => time > CountedLateAfter),
            duplicated,
            lost,
            record.Effects.Count(effect => effect.IsMarkedRepeat),
            outcomes.OfType<Outcome.Dropped>().Count(),
            replaced,
            outcomes.OfType<Outcome.Dead>().Count(),
            Lateness.Of(late));
    }

    private static TimerFigures Timers(RunRecord record, int missed)
    {
        var up = new UpTime(record.Lives);
        var fired = TimersTakeEffectOnce.Fired(record).ToList();
        return new TimerFigures(
            fired.Count,
            missed,
            Lateness.Of(fired.Select(timer => timer.Late)),
            Lateness.Of(fired.Select(timer => up.Between(timer.Due, timer.Due + timer.Late))));
    }

    private static PeopleFigures People(RunRecord record)
    {
        var answers = record.Asks.Select(ask => ask.Answer).ToList();
        return new PeopleFigures(
            record.Asks.Count,
            record.Asks.Count - record.Asks.DistinctBy(ask => ask.Inbound.Id).Count(),
            answers.Count(answer => answer is { Kind: AnswerKind.Done, Repeated: false }),
            answers.Count(answer => answer?.Kind == AnswerKind.Shown),
            answers.Count(answer => answer?.Kind == AnswerKind.Refused),
            answers.Count(answer => answer is null));
    }

    private static ChatSummary Chat(SimulatedChat chat, DateTimeOffset end) => new(
        chat.Name, chat.Traits.CanTell, chat.Figures.Requests, chat.Figures.Throttled, chat.Figures.Errors, chat.Figures.Unclear, chat.Figures.Asked, chat.Sky.Outages(end), chat.Rooms.Count);

    private static PromiseSummary Promise(Promise promise, IReadOnlyList<BrokenPromise> broken)
    {
        var own = broken.Where(found => found.Number == promise.Number).Select(found => found.What).ToList();
        return new PromiseSummary(promise.Number, promise.Name, promise.Sentence, own.Count == 0, own);
    }
}
