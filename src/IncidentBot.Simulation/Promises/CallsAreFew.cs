using IncidentBot.Core.Alerts;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Simulation.Record;

namespace IncidentBot.Simulation.Promises;

/// <summary>
/// Part of promise 7: "after acknowledgement at most 4 pinging messages an hour (pages and red alerts excepted)". Counted in what stood in the
/// chats, per chat and incident, by the moment of its cause: a chat that was down delivers late, and that is not the bot's noise.
/// </summary>
internal static class CallsAreFew
{
    private const int AnHour = 4;

    public static IEnumerable<string> Broken(RunRecord record)
    {
        foreach (var room in record.Effects.Where(effect => effect.Before == 0 && Calls(effect.Card) && !IsPage(effect.Card!) && RowCause.Of(record, effect.Row)?.Entry.Event is not AlertsArrived).GroupBy(effect => (effect.Target, effect.Row.Stream)))
        {
            if (record.Streams.GetValueOrDefault(room.Key.Stream)?.FirstOrDefault(entry => entry.Event is Acknowledged) is not { At: var answered })
            {
                continue;
            }

            var calls = room.Select(effect => effect.Row.At).Where(at => at >= answered).Order().ToList();
            for (var i = AnHour; i < calls.Count; i++)
            {
                if (calls[i] - calls[i - AnHour] < TimeSpan.FromHours(1))
                {
                    yield return $"{room.Key.Stream} called people in {room.Key.Target} a fifth time in the hour before {calls[i]:O}";
                }
            }
        }
    }

    private static bool Calls(Card? card) => card is not null && card.Blocks.Any(block => block is Block.Text text && text.Spans.Any(span => span is Span.Mention));

    /// <summary>"Without a pager every page says: chat only, nobody was phoned".</summary>
    private static bool IsPage(Card card) =>
        card.Blocks.OfType<Block.Text>().SelectMany(block => block.Spans).OfType<Span.Words>().Any(words => words.Value.Contains("nobody was phoned", StringComparison.Ordinal));
}
