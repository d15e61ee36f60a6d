using IncidentBot.Core.Actions;
using IncidentBot.Core.Alerts;
using IncidentBot.Core.PostMortems;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Incidents;

/// <summary>What happened, as one sentence for people: the same in every chat, page and report.</summary>
public static class TimelineWords
{
    /// <summary>Worth reading; the rest only proves that somebody was there, or that a card was drawn anew.</summary>
    public static bool Tells(Recorded entry) => entry.Event is not (Spoke or CardRenewed);

    public static string Of(Recorded entry) => entry.Event switch
    {
        Declared e when entry.By.IsAlert => $"An alert of {entry.By.Name} opened {(e.Procedure.IsTask ? "a task" : $"a provisional {e.Severity}")}: {e.Title}{(e.RecurrenceOf is { } before ? $" (recurrence of {before})" : "")}",
        Declared e => $"{entry.By.Name} declared {(e.Drill ? "a drill, " : "")}{e.Severity}: {e.Title}{(e.RecurrenceOf is { } before ? $" (recurrence of {before})" : "")}",
        Renamed e => $"{entry.By.Name} renamed it: {e.Title}",
        Acknowledged { Name: { } name } => $"The acknowledgement of {name} counts here",
        Acknowledged => $"{entry.By.Name} acknowledged",
        Joined => $"{entry.By.Name} takes part",
        CommanderNamed e => $"{e.Name} is commander",
        StepEntered e => $"Step: {e.Step}",
        TaskTicked e => $"Task {e.Task} done by {entry.By.Name}",
        TaskUnticked e => $"Task {e.Task} reopened by {entry.By.Name}",
        Noted e => $"{entry.By.Name}: {e.Text}",
        LessonLearnt e => $"Lesson {e.Number}, says {entry.By.Name}: {e.Text}",
        LessonWithdrawn e => $"{entry.By.Name} took lesson {e.Number} back",
        Spoke => $"{entry.By.Name} wrote in the room",
        Mitigated => $"{entry.By.Name} put the fix in",
        WatchCompleted => "The watch after the fix ended quietly",
        Resolved e => $"{entry.By.Name} resolved it{HowEarly(e)}{Because(e.Reason)}",
        Reopened e => $"{entry.By.Name} reopened it{Because(e.Reason)}",
        Cancelled e => $"{entry.By.Name} cancelled it{Because(e.Reason)}",
        Closed e => $"{entry.By.Name} closed it{Because(e.Reason)}",
        Merged e => $"{entry.By.Name} merged it into {e.Into}",
        MergedIn e => $"{entry.By.Name} merged {e.From} into this: {e.Title}{(e.Alerts is { } alerts ? $" (its alerts are linked here now, {alerts.Marks.Count(mark => mark.Firing)} firing)" : "")}{(e.Public is { } stage ? $"; the public reads of it {PublicWords.Of(stage)}" : "")}",
        ClockAtRisk e => $"{Name(e.Clock)} clock at risk: 80 % used",
        ClockBreached e => $"{Name(e.Clock)} target missed",
        RoomWanted => $"{entry.By.Name} asked for a room",
        CardRenewed => "The card was drawn anew as time passed",
        RoomsRetired => "The room is archived",
        RoomOpened { Instead: { } why } e => $"A thread in {e.Target} is the room. {why}",
        RoomOpened { IsThread: true } e => $"The thread of the card in {e.Target} is the room",
        RoomOpened { Moved: true } e => $"Room {e.Name} has another id in {e.Target}",
        RoomOpened e => $"Room {e.Name} opened in {e.Target}{(e.FromThread ? "; it goes on there" : "")}",
        DeliveryFailed e => $"Not delivered to {e.Target}: {e.What}. {e.Why}{(e.Directly is { } names ? $" Told directly instead: {string.Join(", ", names)}." : "")}",
        SeverityChanged e => $"{entry.By.Name} {(e.To < e.From ? "raised" : "lowered")} it from {e.From} to {e.To}{Because(e.Reason)}",
        ClockPaused e => $"{entry.By.Name} paused the resolution clock{Because(e.Reason)}",
        ClockResumed => entry.By.IsBot ? "The pause lapsed; the resolution clock goes on" : $"{entry.By.Name} let the resolution clock go on",
        Escalated e => $"Called: {string.Join(", ", e.Who.Select(Place))}{(e.Why is null ? "" : $" ({e.Why})")}{(e.Spared is { Count: > 0 } spared ? $"; called minutes ago already: {string.Join(", ", spared.Select(one => one.Name))}" : "")}",
        Paged e => $"{entry.By.Name} called {string.Join(", ", e.Names ?? e.People)}",
        Declined => $"{entry.By.Name} cannot take it",
        CommandLeft => $"{entry.By.Name} gave up the command",
        CommandClaimed => $"{entry.By.Name} wants to take the command",
        ClaimRejected => $"{entry.By.Name} keeps the command",
        CommandOffered e => $"{entry.By.Name} offered the command to {e.Name}",
        RoleGiven e => $"{e.Name} is {e.Role}",
        CommanderSought e => e.Lead ? "Still no commander; the Lead was called" : "No commander; the room was asked",
        Nagged e => $"Reminder: {string.Join(", ", e.Of.Select(Reminder))}",
        Snoozed e => $"{entry.By.Name} put reminders off for {Math.Ceiling((e.Until - entry.At).TotalMinutes):0} min",
        NagsStopped e => $"{entry.By.Name} stopped the reminders{Because(e.Reason)}",
        UpdateWritten e => e.Audience == Audience.Internal ? $"Update by {entry.By.Name}: {e.Text}" : $"{(e.Drafted ? Actor.Bot.Name : entry.By.Name)} drafted update {e.Number} for {For(e.Audience)}: {e.Text}",
        UpdatePublished e => $"{entry.By.Name} published update {e.Number}",
        ApprovalSought e => $"Nobody has approved the first public text; {(e.Level == 1 ? "whoever speaks for the team" : e.Level == 2 ? "the commander" : "the Lead")} was asked",
        CauseNamed e => $"Cause: {e.Text}",
        TicketNamed e => $"{entry.By.Name} named the ticket: {e.Number}",
        ImpactDescribed e => $"Impact: {e.Text}",
        ComponentRated e => $"{e.Name}: {ComponentWords.Of(e.Status)}",
        TaskSkipped e => $"Task {e.Task} skipped by {entry.By.Name}{Because(e.Reason)}",
        WriteUpOwned e => $"{e.Name} writes it up",
        PostMortemMoved e => $"{entry.By.Name} {Moved(e.To)}{Because(e.Reason)}",
        ActionAdded e => $"Action {e.Number} for {e.Name}, due {DueDate.Show(e.Due)}: {e.Text}",
        ActionDone e => $"Action {e.Number} done, says {entry.By.Name}",
        FollowedUp e => $"Reminder: {string.Join(", ", (e.WriteUp ? new[] { "the write-up" } : []).Concat(e.PublicStatus ? ["what people outside are told"] : []).Concat(e.Actions.Select(number => $"action {number}")))}",
        PlaybookStarted e => $"{entry.By.Name} runs the playbook {e.Title}",
        AlertsArrived e => Alerts(e),
        AlertsCounted e => $"{e.Total} {(e.Total == 1 ? "alert" : "alerts")} so far, {e.Firing} firing",
        SeverityConfirmed e => $"{entry.By.Name} confirmed {e.Severity}",
        AlertUnrelated e => $"{entry.By.Name} says the alert is unrelated; the verification goes on{Because(e.Reason)}",
        AlertRouted e => $"Alerts of {e.Group} opened {e.Incident}",
        AlertsNoted e => $"{e.Count} {(e.Count == 1 ? "alert" : "alerts")} noted: {string.Join(", ", e.Shown.Select(alert => alert.Title))}",
        GlassBroken e => $"{entry.By.Name} used {e.Verb} without an active commander (break-glass)",
        DeclarationSeen e => $"{e.Incident} was declared",
        _ => EventBook.KindOf(entry.Event).Name,
    };

    /// <summary>What was left out by a resolve that did not wait: " before the watch had ended"; empty where nothing was.</summary>
    public static string HowEarly(Resolved resolved) => resolved switch
    {
        { Firing: 1 } => " while a red alert still fired",
        { Firing: > 1 } => $" while {resolved.Firing} red alerts still fired",
        { Early: true } => " before the watch had ended",
        _ => "",
    };

    private static string Alerts(AlertsArrived arrived) => arrived.Marks.Count == 1 && arrived.Shown is [var one]
        ? $"{(one.Firing ? "Alert" : "Signal cleared")}: {one.Title}"
        : $"{arrived.Marks.Count(mark => mark.Firing)} alerts, {arrived.Marks.Count(mark => !mark.Firing)} cleared: {string.Join(", ", arrived.Shown.Take(3).Select(alert => alert.Title))}{(arrived.Marks.Count > 3 ? " …" : "")}";

    private static string Moved(PostMortemState state) => state switch
    {
        PostMortemState.InReview => "gave the post-mortem out for review",
        PostMortemState.Reviewed => "finished the review of the post-mortem",
        PostMortemState.Published => "shared the post-mortem",
        _ => "took the post-mortem back to a draft",
    };

    private static string Because(string? reason) => string.IsNullOrWhiteSpace(reason) ? "" : $": {reason}";

    /// <summary>An audience in a sentence: "for the stakeholders".</summary>
    public static string For(Audience audience) => audience switch
    {
        Audience.Public => "the public",
        Audience.Stakeholders => "the stakeholders",
        _ => "the team",
    };

    internal static string Place(Procedures.Called place) => place switch
    {
        Procedures.Called.Primary => "primary",
        Procedures.Called.Secondary => "secondary",
        Procedures.Called.Lead => "the Lead",
        _ => "the P1 list",
    };

    private static string Reminder(NagKind kind) => kind == NagKind.Update ? "the next update is due" : "nobody has done anything here for a while";

    private static string Name(ClockKind clock) => clock == ClockKind.Response ? "Response" : "Resolution";
}
