using IncidentBot.Core.Messages;

namespace IncidentBot.Core.Forms;

/// <summary>Asks for the words of a line one by one, in the order in which they are typed.</summary>
/// <param name="what">Behind the incident's id in the title.</param>
/// <param name="submit">The word on the button.</param>
/// <param name="fields">At least one; those that are optional come last.</param>
internal sealed class LineForm(string what, string submit, params IReadOnlyList<Field> fields) : FormKind
{
    public override Form Draw(FormCall call) => new(call.Key, TitleOf(call, what), submit) { Fields = fields };

    /// <summary>The verb, the incident and the answers; what else stood in the line only opened the form.</summary>
    public override IReadOnlyList<FormLine> Lines(FormCall call, IReadOnlyDictionary<string, string> filled) =>
        [new FormLine($"{call.Key.Split(' ')[0]} {call.Incident!.Id} {string.Join(' ', fields.Where(field => filled.ContainsKey(field.Id)).Select(field => filled[field.Id]))}", fields[0].Id)];

    /// <summary>A task, by its number.</summary>
    public static Field.Choice Task(string label, IEnumerable<Procedures.ProcedureTask> tasks) =>
        new("task", label, [.. tasks.Take(Field.Choice.Most).Select(task => new Option(task.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), Incidents.Words.Cut($"{task.Number} {task.Words}", Option.MaxLength)))]);

    public static Field.Person Person(string label) => new("who", label);
}
