using IncidentBot.Simulation.Runs;

namespace IncidentBot.Cli;

/// <summary>What came of a simulation, in a few lines.</summary>
internal static class SimulationText
{
    public static string Of(SimulationSummary summary, string folder, TimeSpan took) => string.Join('\n',
        [
            $"{summary.Days} days, seed {summary.Seed}, in {took.TotalSeconds:0.0} s",
            Incidents(summary.Incidents),
            $"Alerts     {summary.Alerts.TakenIn} taken in by {summary.Alerts.Calls} calls, {summary.Alerts.KnownBefore} known before; {summary.Alerts.Incidents} incidents and {summary.Alerts.Tasks} tasks opened",
            Messages(summary.Messages),
            $"Timers     {summary.Timers.Fired} fired, {summary.Timers.Missed} missed; while running {summary.Timers.WhileUp.Median:0.##} s late in the median, {summary.Timers.WhileUp.Longest:0.##} s at most",
            $"People     {summary.People.Requests} requests, {summary.People.AskedAgain} of them asked again, {summary.People.Refused} refused, {summary.People.Unanswered} unanswered because of a kill",
            $"Restarts   {summary.Restarts.Total}: killed {summary.Restarts.Kills} times at any moment, {summary.Restarts.InTheMiddleOfAWrite} in the middle of a write, {summary.Restarts.RightAfterAMessage} right after a message, {summary.Restarts.WhileStarting} while starting; {summary.Restarts.CleanStops} clean stops",
            string.Empty,
            .. summary.Promises.SelectMany(Promise),
            string.Empty,
            $"{summary.Lost} lost, {summary.Duplicated} duplicated, {summary.Missed} missed. {(summary.Kept ? "Every promise was kept." : "A promise was broken.")}",
            $"Transcripts, timelines and summary.json are in {folder}",
        ]);

    private static string Incidents(IncidentFigures figures)
    {
        var severities = string.Join(", ", figures.BySeverity.Select(severity => $"{severity.Value} {severity.Key}"));
        return $"Incidents  {figures.Declared}: {severities}; {figures.Drills} drills, {figures.Private} private; {figures.Resolved} resolved, {figures.Closed} closed, {figures.Cancelled} cancelled";
    }

    private static string Messages(MessageFigures figures) =>
        $"Messages   {figures.Sent} sent, {figures.Late} late, {figures.Duplicated} duplicated, {figures.Lost} lost; {figures.MarkedRepeats} marked \"may repeat\", {figures.Dead} undelivered and shown";

    private static IEnumerable<string> Promise(PromiseSummary promise)
    {
        yield return $"{(promise.Kept ? "kept  " : "BROKEN")}  {promise.Number,2}  {promise.Sentence}";
        foreach (var broken in promise.Broken.Take(5))
        {
            yield return $"            {broken}";
        }
    }
}
