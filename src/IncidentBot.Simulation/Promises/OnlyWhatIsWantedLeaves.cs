using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Sla;
using IncidentBot.Simulation.Chat;
using IncidentBot.Simulation.Record;

namespace IncidentBot.Simulation.Promises;

/// <summary>
/// Promise 4, judged twice: by the condition a row carries, at the instant its request left; and by what the row says, without looking at
/// conditions: nobody is told of an unanswered incident that was answered long before.
/// </summary>
internal static class OnlyWhatIsWantedLeaves
{
    /// <summary>Between a request's leaving and its effect a chat may take this long; an answer that comes meanwhile is nobody's fault.</summary>
    private static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(30);

    public static IEnumerable<string> Broken(RunRecord record) => [.. record.Calls.Select(call => call.Unwanted).OfType<string>(), .. Stale(record)];

    private static IEnumerable<string> Stale(RunRecord record)
    {
        var answered = Stride.All(record).ToDictionary(
            life => life.Stream,
            life => life.Strides.FirstOrDefault(stride => stride.Entry.Event is Acknowledged or Cancelled)?.Entry.At);
        return record.Effects
            .Where(effect => effect.Before == 0 && CallsForAnAnswer(record, effect) && answered.GetValueOrDefault(effect.Row.Stream) is { } at && effect.At > at + OnItsWay)
            .Select(effect => $"{effect.Row.Id} called for an answer at {effect.At:O}; {effect.Row.Stream} had one since {answered[effect.Row.Stream]:O}");
    }

    /// <summary>The message was caused by a clock that runs until somebody answers.</summary>
    private static bool CallsForAnAnswer(RunRecord record, Effect effect) =>
        effect.Row.Operation is Operation.Post { Body: Body.Fixed }
        && RowCause.Of(record, effect.Row)?.Event is ClockAtRisk { Clock: ClockKind.Response } or ClockBreached { Clock: ClockKind.Response };
}
