using IncidentBot.Core.Desk;
using IncidentBot.Core.Forms;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;

namespace IncidentBot.Core.Verbs;

/// <summary>Takes a tick back.</summary>
public sealed class UndoVerb : IncidentVerb
{
    public override string Name => "undo";

    public override string Usage => "undo [INC-7] <task no>";

    public override string Help => "take a tick back";

    public override bool TakesNoMoreThan(string words) => words.All(c => char.IsAsciiDigit(c) || c is '#' or ',' or ' ');

    public override FormKind? Asks(Incident incident, VerbCall call) =>
        call.Text.Length == 0 && !incident.HasEnded && Undoable(incident).Any() ? new LineForm("tasks", "Take it back", LineForm.Task("What is open again?", Undoable(incident))) : null;

    public override Decision Decide(Incident incident, VerbCall call) => DoneVerb.Tick(incident, call, Name, "Done", Undoable(incident), task =>
        !incident.Done.Contains(task.Number)
            ? Decision.Refuse($"Task {task.Number} ({task.Words}) is not done yet.", $"`done {incident.Id} {task.Number}` ticks it.")
            : task.IsMove
                ? Decision.Refuse($"Task {task.Number} ({task.Words}) ticks itself; it cannot be taken back.", $"`status {incident.Id}` shows where it stands.")
                : Decision.Accept($"Task {task.Number} is open again: {task.Words}.", new TaskUnticked(task.Number)));

    /// <summary>Ticked by a person; what the workflow ticked goes back with it.</summary>
    internal static IEnumerable<ProcedureTask> Undoable(Incident incident) => incident.Tasks.Where(task => incident.Done.Contains(task.Number) && !task.IsMove);
}
