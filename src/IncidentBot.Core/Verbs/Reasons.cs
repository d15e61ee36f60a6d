using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Verbs;

/// <summary>Why the workflow said no, in words that help: one sentence for each thing that can stand in the way.</summary>
internal static class Reasons
{
    public static Decision Refuse(Incident incident, Trigger trigger, Move move) =>
        Decision.Refuse(move.Unmet.Count > 0 ? Unmet(incident, trigger, move.Unmet[0]) : NoSuchMove(incident, trigger));

    /// <summary>The hint where an ended incident refuses a change: what is worth saying can still be said.</summary>
    public static string NoteInstead(Incident incident) => $"`note {incident.Id} <text>` is always possible.";

    /// <summary>Nothing goes to stakeholders or the public until a person confirms what an alert proposed (product page, "Alert-born incidents").</summary>
    public static Decision NotConfirmed(Incident incident, Audience audience) => incident.IsTask
        ? Decision.Refuse($"{incident.Id} is a task; nobody outside is told of it.", $"`severity {incident.Id} p2 <reason>` promotes it.")
        : Decision.Refuse($"Nobody has confirmed {incident.Id}; until then nothing goes to {TimelineWords.For(audience)}.", $"`severity {incident.Id} {incident.Severity.ToString().ToLowerInvariant()} confirmed`, then again.");

    private static Refusal Unmet(Incident incident, Trigger trigger, string guard) => guard switch
    {
        IncidentWorkflow.NotConfirmed =>
            new Refusal($"An alert opened {incident.Id}, and nobody has said yet what it was.", $"Say so, then `{Word(trigger)} {incident.Id}` again: `severity {incident.Id} {incident.Severity.ToString().ToLowerInvariant()} confirmed`{(incident.IsOpen ? $", or `cancel {incident.Id} false alarm`" : "")}.")
            {
                Choices = new Card($"What was {incident.Id}?", $"What was {incident.Id}?") { Buttons = [.. AlertCards.Confirming(incident)] },
            },
        IncidentWorkflow.WatchRunning when incident.WatchEnds is { } ends =>
            new Refusal($"The watch after the fix runs until {Spoken.At(ends, incident.Office.Clock(ends))}.", $"Wait for it, or end it early with `resolve {incident.Id} <reason>`."),
        IncidentWorkflow.WatchRunning when incident is { Procedure.Watch: null, Alerts.RedFiring: > 0 } =>
            new Refusal("A red alert still fires.", $"Wait until it has cleared, or say why it is over: `resolve {incident.Id} <reason>`."),
        IncidentWorkflow.WatchRunning when incident.WatchWaits =>
            new Refusal("A red alert still fires; the watch begins when it has cleared.", $"End it early with `resolve {incident.Id} <reason>`."),
        IncidentWorkflow.TasksOpen =>
            new Refusal(
                $"Still open: {string.Join(", ", incident.TasksOwed.Select(task => $"{task.Number} {task.Words}").Concat(incident.OwesPostMortem ? ["the post-mortem is not shared"] : []))}.",
                $"Tick them with `done {incident.Id} <no>`, or give a reason: `{Word(trigger)} {incident.Id} <reason>`."),
        IncidentWorkflow.NoReason => new Refusal($"Please say why {incident.Id} ends here.", $"`cancel {incident.Id} <reason>`, for example `cancel {incident.Id} false alarm`."),
        IncidentWorkflow.TooLate =>
            new Refusal($"{incident.Id} was resolved more than 60 minutes ago and stays as it is.", "If it is back, declare it again: `p1 <what is wrong>`.")
            {
                Choices = new Card($"{incident.Id} is back?", $"{incident.Id} is back?") { Buttons = [new Button("Declare it again", Recurrence.Line(incident), Primary: true)] },
            },
        _ => new Refusal($"{incident.Id} cannot do that now: {guard}."),
    };

    private static Refusal NoSuchMove(Incident incident, Trigger trigger) => (incident.Status, trigger) switch
    {
        (IncidentStatus.Closed, _) when incident.IsTask => new Refusal($"{incident.Id} is closed.", "If it is back: `p2 <what is wrong>`; its next alert opens a task by itself."),
        (IncidentStatus.Open, not Trigger.Acknowledge) when incident.IsTask => new Refusal($"{incident.Id} is a task: it is claimed, and closed with a reason.", $"`close {incident.Id} {string.Join('|', Alerts.TaskProcedure.Reasons)}`, or `severity {incident.Id} p2 <reason>`."),
        (IncidentStatus.Cancelled, _) => new Refusal($"{incident.Id} was cancelled.", "If it is real after all, declare it again: `p1 <what is wrong>`."),
        (IncidentStatus.Merged, _) => new Refusal($"{incident.Id} was merged into {incident.MergedInto}.", $"`status {incident.MergedInto}` shows where it stands."),
        (IncidentStatus.Resolved, Trigger.Merge) => new Refusal($"{incident.Id} is resolved; only open incidents are merged.", Closing(incident)),
        (IncidentStatus.Closed, Trigger.Close) => new Refusal($"{incident.Id} is closed already.", Reopening(incident)),
        (IncidentStatus.Closed, _) => new Refusal($"{incident.Id} is closed.", Reopening(incident)),
        (IncidentStatus.Resolved, Trigger.Resolve) => new Refusal($"{incident.Id} is resolved already.", Closing(incident)),
        (IncidentStatus.Resolved, Trigger.Cancel) => new Refusal($"{incident.Id} is resolved; a resolved incident is closed, not cancelled.", Closing(incident)),
        (IncidentStatus.Resolved, _) => new Refusal($"{incident.Id} is resolved and in {incident.State}.", Closing(incident)),
        (_, Trigger.Close) => NotResolved(incident),
        (_, Trigger.Reopen) => new Refusal($"{incident.Id} is still open; there is nothing to reopen.", $"`status {incident.Id}` shows what is next."),
        _ => ByPhase(incident, trigger),
    };

    private static Refusal ByPhase(Incident incident, Trigger trigger) => (incident.Step!.Phase, trigger) switch
    {
        (StepPhase.Alert, _) => new Refusal($"Nobody has acknowledged {incident.Id} yet.", $"`ack {incident.Id}` comes first."),
        (StepPhase.Work, Trigger.Next) when incident.Procedure.FirstOf(StepPhase.Verify) is not null =>
            new Refusal($"{incident.State} ends when the fix is in.", $"Say `fixed {incident.Id}` then."),
        (StepPhase.Work, Trigger.Next) => new Refusal($"{incident.Id} has no further step.", $"`resolve {incident.Id}` when it is over."),
        (StepPhase.Work, Trigger.Resolve) => new Refusal($"The fix for {incident.Id} is not in yet.", $"Say `fixed {incident.Id}` first; then it is verified and resolved.") { Choices = new Card("Is the fix in?", "Is the fix in?") { Buttons = [FixIsIn(incident)] } },
        (StepPhase.Work, Trigger.Fix) => new Refusal($"A {incident.Severity} has no verification.", $"`resolve {incident.Id}` when it is over."),
        (StepPhase.Verify, Trigger.Fix) => new Refusal($"The fix for {incident.Id} is in already; it is being verified.", $"`resolve {incident.Id}` ends it, `reopen {incident.Id} <reason>` goes back to fixing."),
        (StepPhase.Verify, Trigger.Next) => new Refusal($"After {incident.State} comes the resolve.", $"`resolve {incident.Id}`"),
        _ => new Refusal($"{incident.Id} is in {incident.State}; that is not possible now.", $"`status {incident.Id}` shows what is."),
    };

    /// <summary>What has to come before the resolve comes first.</summary>
    private static Refusal NotResolved(Incident incident)
    {
        var sentence = $"{incident.Id} is not resolved yet.";
        return incident.Step!.Phase switch
        {
            StepPhase.Alert => new Refusal(sentence, $"`ack {incident.Id}` comes first.") { Choices = Way(incident, new Button("Acknowledge", $"ack {incident.Id}", Primary: true)) },
            StepPhase.Work when incident.Procedure.FirstOf(StepPhase.Verify) is not null => new Refusal(sentence, $"Say `fixed {incident.Id}` when the fix is in; then it is verified and resolved.") { Choices = Way(incident, FixIsIn(incident)) },
            _ => new Refusal(sentence, $"`resolve {incident.Id}` comes first.")
            {
                Choices = Way(incident),
            },
        };
    }

    /// <summary>"`close` before Resolved offers Resolve" (product page, "Chat vocabulary"), behind what has to come before it.</summary>
    private static Card Way(Incident incident, params IReadOnlyList<Button> before) =>
        new($"Resolve {incident.Id}?", $"Resolve {incident.Id}?") { Buttons = [.. before, IncidentButtons.Resolve(incident)] };

    private static Button FixIsIn(Incident incident) => new("Fix is in", $"fixed {incident.Id}", Primary: true);

    private static string Reopening(Incident incident) => $"Within 60 minutes of the resolve `reopen {incident.Id} <reason>` brings it back.";

    private static string Closing(Incident incident) => $"`close {incident.Id}` when {incident.State} is done.";

    private static string Word(Trigger trigger) => trigger == Trigger.Close ? "close" : "resolve";
}
