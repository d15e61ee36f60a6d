using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentBot.Simulation.Runs;

/// <summary>What came of a run. The same seed gives the same summary; nothing in it depends on the machine.</summary>
/// <param name="Lost">Messages and acknowledged entries that are gone.</param>
/// <param name="Duplicated">Messages that stand twice without saying that they might.</param>
/// <param name="Missed">Timers that did not act although the process was up.</param>
/// <param name="Verbs">How often people used each verb of the table and got what they asked for.</param>
public sealed record SimulationSummary(
    int Seed,
    int Days,
    DateTimeOffset From,
    DateTimeOffset To,
    bool Kept,
    int Lost,
    int Duplicated,
    int Missed,
    IncidentFigures Incidents,
    AlertFigures Alerts,
    MessageFigures Messages,
    TimerFigures Timers,
    PeopleFigures People,
    RestartFigures Restarts,
    SortedDictionary<string, int> Verbs,
    IReadOnlyList<ChatSummary> Chats,
    IReadOnlyList<PromiseSummary> Promises)
{
    public string ToJson() => JsonSerializer.Serialize(this, SummaryJson.Default.SimulationSummary).ReplaceLineEndings("\n") + "\n";
}

/// <param name="BySeverity">As declared.</param>
/// <param name="BreachedResponse">Nobody answered in time, as people behave.</param>
public sealed record IncidentFigures(
    int Declared, SortedDictionary<string, int> BySeverity, int Drills, int Private, int Acknowledged, int BreachedResponse, int Resolved, int Closed, int Cancelled, int Reopened, int Entries);

/// <param name="Calls">Calls of monitors that were answered.</param>
/// <param name="TakenIn">Occurrences and clearings that were new, each once.</param>
/// <param name="KnownBefore">Sent again by monitors.</param>
/// <param name="Incidents">Opened by alerts; a person confirms them.</param>
/// <param name="Tasks">Opened by yellow ones.</param>
public sealed record AlertFigures(int Calls, int TakenIn, int KnownBefore, int Incidents, int Tasks);

/// <param name="Sent">Things that happened in a chat because of the bot: posts, edits, rooms, invitations.</param>
/// <param name="Late">More than two minutes after their cause, mostly because a chat or the process was down.</param>
/// <param name="MarkedRepeats">Stand twice in a chat that cannot tell whether the first arrived, and say "(may repeat)".</param>
/// <param name="Dropped">No longer wanted when their turn came.</param>
/// <param name="Replaced">Edits that a newer one made needless.</param>
/// <param name="Dead">Ended undelivered, and visibly so.</param>
public sealed record MessageFigures(int Sent, int Posts, int Edits, int Late, int Duplicated, int Lost, int MarkedRepeats, int Dropped, int Replaced, int Dead, Lateness Lateness);

/// <param name="WhileUp">How late, counting only the time the process was running.</param>
public sealed record TimerFigures(int Fired, int Missed, Lateness Lateness, Lateness WhileUp);

/// <summary>In seconds.</summary>
public sealed record Lateness(double Median, double P95, double Longest)
{
    internal static Lateness Of(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Select(time => Math.Round(time.TotalSeconds, 3)).Order().ToList();
        return sorted.Count == 0 ? new Lateness(0, 0, 0) : new Lateness(At(0.5), At(0.95), sorted[^1]);

        double At(double share) => sorted[(int)Math.Ceiling(share * sorted.Count) - 1];
    }
}

/// <param name="AskedAgain">Requests that came again with the same delivery id.</param>
/// <param name="Unanswered">The process died over them; each was tried again.</param>
public sealed record PeopleFigures(int Requests, int AskedAgain, int Done, int Shown, int Refused, int Unanswered);

/// <param name="InTheMiddleOfAWrite">Killed with a part of a frame written, or written and not flushed.</param>
public sealed record RestartFigures(int Total, int Kills, int InTheMiddleOfAWrite, int RightAfterAMessage, int WhileStarting, int CleanStops);

public sealed record ChatSummary(string Name, bool CanTell, long Requests, long Throttled, long Errors, long Unclear, long Asked, int Outages, int Rooms);

public sealed record PromiseSummary(int Number, string Name, string Sentence, bool Kept, IReadOnlyList<string> Broken);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(SimulationSummary))]
internal sealed partial class SummaryJson : JsonSerializerContext;
