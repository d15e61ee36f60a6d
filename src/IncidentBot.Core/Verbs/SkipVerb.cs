using System.Globalization;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Forms;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;

namespace IncidentBot.Core.Verbs;

/// <summary>Leaves a task out. A reason is asked only where leaving it out matters.</summary>
public sealed class SkipVerb : IncidentVerb
{
    public override string Name => "skip";

    public override string Usage => "skip [INC-7] <task no> <reason>";

    public override string Help => "leave a task out";

    public override FormKind? Asks(Incident incident, VerbCall call) =>
        call.Text.Length == 0 ? Choosing(incident)
        : int.TryParse(call.Text.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && incident.FindTask(number) is { NeedsReason: true, IsMove: false } && !incident.HasEnded && !incident.Done.Contains(number)
            ? new WordsForm($"skip {number}", "Why is it left out?", "Skip")
            : null;

    private static LineForm? Choosing(Incident incident) =>
        !incident.HasEnded && incident.OpenTasks.Where(task => !task.IsMove).ToList() is { Count: > 0 } open
            ? new LineForm("tasks", "Leave it out", LineForm.Task("What is left out?", open), new Field.Text("reason", "Why?", Form.TextLength) { Optional = true })
            : null;

    public override Decision Decide(Incident incident, VerbCall call)
    {
        var words = call.Text.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries);
        var reason = words.Length > 1 ? words[1] : "";
        return DoneVerb.Tick(incident, call with { Text = words.FirstOrDefault("") }, Name, "Open", incident.OpenTasks, task =>
            incident.Done.Contains(task.Number) ? Decision.Refuse($"Task {task.Number} ({task.Words}) is done already.", $"`undo {incident.Id} {task.Number}` takes it back.")
            : task.IsMove ? Decision.Refuse($"Task {task.Number} ({task.Words}) ticks itself and cannot be skipped.", $"`status {incident.Id}` shows where it stands.")
            : task.NeedsReason && reason.Length == 0 ? Decision.Refuse($"Please say why task {task.Number} ({task.Words}) is left out.", $"`skip {incident.Id} {task.Number} <reason>`")
            : Decision.Accept($"Task {task.Number} is left out: {task.Words}.", new TaskSkipped(task.Number, reason)));
    }
}
