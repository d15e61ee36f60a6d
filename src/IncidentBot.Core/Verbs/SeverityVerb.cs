using IncidentBot.Core.Alerts;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Forms;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Verbs;

/// <summary>It is worse, or better, than was thought. Raising is open to everybody; lowering is the commander's.</summary>
public sealed class SeverityVerb : IncidentVerb
{
    public override string Name => "severity";

    public override IReadOnlyList<string> Synonyms => ["raise", "lower", "confirm"];

    public override string Usage => "severity [INC-7] p1|p2|p3|p4 <reason>";

    public override string Help => "change the severity, or confirm the one that an alert proposed";

    public override bool TakesNoMoreThan(string words) => CommandLine.SeverityOf(words) is not null;

    public override string PermissionFor(Incident incident, string text) => IsRaise(incident, text) ? Permissions.Raise : CommandLine.SeverityOf(text.Split(' ')[0]) is { } to && incident.IsProposedAbove(to) ? Permissions.Confirm : Name;

    public override FormKind? Asks(Incident incident, VerbCall call)
    {
        var words = call.Text.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries);
        return incident.HasEnded ? null
            : words.Length == 0 ? new SeverityForm()
            : words.Length == 1 && CommandLine.SeverityOf(words[0]) is { } to && to != incident.Severity ? new WordsForm("severity", $"Why is it a {to}?", "Change")
            : null;
    }

    public override Decision Decide(Incident incident, VerbCall call)
    {
        var words = call.Text.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries);
        if (incident.HasEnded && !(incident is { IsClosed: true, Proposed: true } && words.Length > 0 && CommandLine.SeverityOf(words[0]) == incident.Severity))
        {
            return Decision.Refuse($"{incident.Id} is over; its severity stays as it is.", Reasons.NoteInstead(incident));
        }

        if (words.Length == 0 || CommandLine.SeverityOf(words[0]) is not { } to)
        {
            return Decision.Refuse("Which severity?", $"`severity {incident.Id} p1|p2|p3|p4 <reason>`");
        }

        if (incident.IsTask && to >= incident.Severity)
        {
            return Decision.Refuse($"{incident.Id} is a task; it is promoted to a P2 or a P1.", $"`severity {incident.Id} p2 <reason>`, or `close {incident.Id} {string.Join('|', TaskProcedure.Reasons)}`.");
        }

        if (to == incident.Severity && incident.Proposed)
        {
            return Decision.Accept($"{incident.Id} is confirmed as a {to}.", [new SeverityConfirmed(to), .. incident.HasEnded ? [] : Owing(incident, to, call)]);
        }

        if (to == incident.Severity)
        {
            return Decision.Refuse($"{incident.Id} is a {to} already.", $"`status {incident.Id}` shows where it stands.");
        }

        if (Contradicts(call.Word, incident.Severity, to))
        {
            return Decision.Refuse($"{incident.Id} is a {incident.Severity}; to a {to} it would be {(to < incident.Severity ? "raised, not lowered" : "lowered, not raised")}.", $"`severity {incident.Id} {words[0].ToLowerInvariant()} <reason>` if that is meant.");
        }

        if (words.Length < 2 && !incident.Proposed)
        {
            return Decision.Refuse("Please say why.", $"`severity {incident.Id} {words[0].ToLowerInvariant()} <reason>`");
        }

        return Change(incident, to, words.Length < 2 ? "confirmed" : words[1], call);
    }

    internal static Decision Change(Incident incident, Severity to, string reason, VerbCall call)
    {
        var procedure = Renumbered(incident, call.Procedures.For(to));
        var step = Stages.Counterpart(incident.Procedure, incident.State, procedure, incident.AcknowledgedAt is not null);
        List<IEvent> events = [new SeverityChanged(incident.Severity, to, reason, step.Name, procedure, OpensRoom(incident, to)), .. Joining(incident, call, to), .. Owing(incident, to, call)];
        var after = events.Aggregate(incident, (so, happened) => so.Evolve(happened, call.By, call.Now));
        return Decision.Accept($"{incident.Id} is a {to} now and in {step.Name}.{Calling(incident, after, to, call)}", events);
    }

    /// <summary>Whoever raises sees whom that calls, like whoever declares.</summary>
    internal static string Calling(Incident before, Incident after, Severity to, VerbCall call) =>
        !before.IsOpen || to > before.Severity || to > Severity.P2 ? ""
        : after.AwaitsAcknowledgement ? CallWords.Of(after, call.Roster, call.Now)
        : CallWords.OfRaise(before, call.By, call.Roster);

    /// <summary>A P1 and a P2 have a room of their own; whatever has one keeps it (product page, "Words").</summary>
    private static bool OpensRoom(Incident incident, Severity to) => to <= Severity.P2 && !incident.HasOwnRoom;

    /// <summary>P1 is the highest although its number is the lowest: a slip must neither start nor end a procedure.</summary>
    private static bool Contradicts(string word, Severity from, Severity to) =>
        (to < from && string.Equals(word, "lower", StringComparison.OrdinalIgnoreCase)) || (to > from && string.Equals(word, "raise", StringComparison.OrdinalIgnoreCase));

    /// <summary>Only raising needs no commander; who names no severity yet is asked, not turned away.</summary>
    private static bool IsRaise(Incident incident, string text) => text.Length == 0 || (CommandLine.SeverityOf(text.Split(' ')[0]) is { } to && to < incident.Severity);

    /// <summary>Tasks are numbered once per incident: those of the new procedure go on counting, and one that means the same as any it ever had keeps its number.</summary>
    private static Procedure Renumbered(Incident incident, Procedure to)
    {
        var beside = incident.Playbooks.SelectMany(playbook => playbook.Tasks).Select(task => task.Number).Concat(incident.ByHand.Select(task => task.Number)).ToHashSet();
        var known = incident.EveryTask.Values.Where(task => !beside.Contains(task.Number)).ToList();
        var next = incident.NextTask;
        List<Step> steps = [];
        foreach (var step in to.Steps)
        {
            List<ProcedureTask> tasks = [];
            foreach (var task in step.Tasks)
            {
                var same = known.FirstOrDefault(old => task.TicksItself is { } ticks ? string.Equals(old.TicksItself, ticks, StringComparison.Ordinal) : string.Equals(old.Words, task.Words, StringComparison.Ordinal));
                if (same is not null)
                {
                    known.Remove(same);
                }

                tasks.Add(task with { Number = same?.Number ?? next++ });
            }

            steps.Add(step with { Tasks = tasks });
        }

        return to with { Steps = steps };
    }

    /// <summary>Found to have been a P1 after the resolve: people learn from it in writing.</summary>
    private static IEnumerable<IEvent> Owing(Incident incident, Severity to, VerbCall call) =>
        incident is { ResolvedAt: not null, Drill: false, NeedsPostMortem: false } && to == Severity.P1
            ? incident.WriteUp is { Person: { } person, Name: { } name } owed ? [new WriteUpOwned(person, name, owed.Zone)] : PostmortemVerb.Begin(incident, call.Roster)
            : [];

    /// <summary>Whoever takes an incident without an alert step (P4) further up is on it.</summary>
    private static IEnumerable<IEvent> Joining(Incident incident, VerbCall call, Severity to) =>
        incident.IsOpen && incident.Procedure.FirstOf(StepPhase.Alert) is null && to < Severity.P4 && !incident.Responders.ContainsKey(call.By.Id) ? [new Joined()] : [];
}
