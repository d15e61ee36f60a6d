using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Incidents;

/// <summary>What happened, as one sentence for people: the same in every chat, page and report.</summary>
public static class TimelineWords
{
    public static string Of(Recorded entry) => entry.Event switch
    {
        Declared e => $"{entry.By.Name} declared {(e.Drill ? "a drill, " : "")}{e.Severity}: {e.Title}",
        Renamed e => $"{entry.By.Name} renamed it: {e.Title}",
        Acknowledged => $"{entry.By.Name} acknowledged",
        Joined => $"{entry.By.Name} takes part",
        CommanderNamed e => $"{e.Name} is commander",
        StepEntered e => $"Step: {e.Step}",
        TaskTicked e => $"Task {e.Task} done by {entry.By.Name}",
        TaskUnticked e => $"Task {e.Task} reopened by {entry.By.Name}",
        Noted e => $"{entry.By.Name}: {e.Text}",
        Mitigated => $"{entry.By.Name} put the fix in",
        WatchCompleted => "The watch after the fix ended quietly",
        Resolved e => $"{entry.By.Name} resolved it{(e.Early ? " before the watch had ended" : "")}{Because(e.Reason)}",
        Reopened e => $"{entry.By.Name} reopened it{Because(e.Reason)}",
        Cancelled e => $"{entry.By.Name} cancelled it{Because(e.Reason)}",
        Closed e => $"{entry.By.Name} closed it{Because(e.Reason)}",
        ClockAtRisk e => $"{Name(e.Clock)} clock at risk: 80 % used",
        ClockBreached e => $"{Name(e.Clock)} target missed",
        RoomOpened e => $"Room {e.Name} opened in {e.Target}",
        DeliveryFailed e => $"Not delivered to {e.Target}: {e.What}. {e.Why}",
        GlassBroken e => $"{entry.By.Name} used {e.Verb} without an active commander (break-glass)",
        DeclarationSeen e => $"{e.Incident} was declared",
        _ => EventBook.KindOf(entry.Event).Name,
    };

    private static string Because(string? reason) => string.IsNullOrWhiteSpace(reason) ? "" : $": {reason}";

    private static string Name(ClockKind clock) => clock == ClockKind.Response ? "Response" : "Resolution";
}
