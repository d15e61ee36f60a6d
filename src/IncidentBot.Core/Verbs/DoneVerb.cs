using System.Globalization;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Forms;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;

namespace IncidentBot.Core.Verbs;

/// <summary>Ticks a task of any step, in any order, as long as the incident lives.</summary>
public sealed class DoneVerb : IncidentVerb
{
    public override string Name => "done";

    public override string Usage => "done [INC-7] <task no> [<task no> …]";

    public override string Help => "tick a task";

    public override bool TakesNoMoreThan(string words) => words.All(c => char.IsAsciiDigit(c) || c is '#' or ',' or ' ');

    public override FormKind? Asks(Incident incident, VerbCall call) =>
        call.Text.Length == 0 && !incident.HasEnded && incident.OpenTasks.Any() ? new LineForm("tasks", "Tick", LineForm.Task("What is done?", incident.OpenTasks)) : null;

    public override Decision Decide(Incident incident, VerbCall call) => Tick(incident, call, Name, "Open", incident.OpenTasks, task =>
        incident.Done.Contains(task.Number)
            ? Decision.Refuse($"Task {task.Number} ({task.Words}) is done already.", $"`undo {incident.Id} {task.Number}` takes it back.")
            : Decision.Accept($"Task {task.Number} done: {task.Words}.", new TaskTicked(task.Number)));

    /// <summary>Several numbers are several tasks, all of them or none.</summary>
    private static Decision Together(IReadOnlyList<Decision> decisions) =>
        decisions.FirstOrDefault(decision => decision.Refusal is not null)
        ?? Decision.Accept(string.Join(' ', decisions.Select(decision => decision.Reply)), [.. decisions.SelectMany(decision => decision.Events)]);

    /// <summary>Finds the task that was meant, or says which there are: <paramref name="choices"/>, introduced as <paramref name="such"/>.</summary>
    internal static Decision Tick(Incident incident, VerbCall call, string verb, string such, IEnumerable<ProcedureTask> choices, Func<ProcedureTask, Decision> decide)
    {
        var words = call.Text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(one => one.TrimStart('#').TrimEnd('.')).ToList();
        var numbers = words.Select(one => int.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null).TakeWhile(number => number is not null).Distinct().ToList();
        var tasks = numbers.ConvertAll(number => incident.FindTask(number!.Value));

        // The last texts go out with the end, so whoever sends them by hand says so after it.
        if (incident.HasEnded && !(tasks.Count > 0 && tasks.TrueForAll(task => task is not null && incident.ByHand.Contains(task))))
        {
            return Decision.Refuse($"{incident.Id} has ended; its tasks stay as they are.", Reasons.NoteInstead(incident));
        }

        if (tasks.Count > 0 && tasks.TrueForAll(task => task is not null))
        {
            return Together([.. tasks.Select(task => decide(task!))]);
        }

        var word = words.Count == 0 ? "" : tasks.Count == 0 ? words[0] : words[tasks.IndexOf(null)];

        var listed = choices.Select(t => $"{t.Number} {t.Words}").ToList();
        return Decision.Refuse(
            word.Length == 0 ? "Which task?" : $"{incident.Id} has no task '{Words.Cut(word, 20)}'.",
            incident.Tasks.Any() ? $"`{verb} {incident.Id} <no>`. {such}: {(listed.Count == 0 ? "none" : string.Join(" · ", listed))}." : $"A {incident.Severity} has no tasks.");
    }
}
