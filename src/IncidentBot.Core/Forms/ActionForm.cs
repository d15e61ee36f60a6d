using System.Globalization;
using IncidentBot.Core.Actions;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;

namespace IncidentBot.Core.Forms;

/// <summary>An action item: who does what by when, and what it is good for.</summary>
/// <param name="said">What stands there already; may be empty.</param>
internal sealed class ActionForm(DateOnly today, string said) : FormKind
{
    private const string Who = "who";
    private const string Due = "due";
    private const string What = "what";
    private const string Kind = "kind";
    private const int DaysProposed = 7;
    private const int MostWords = 500;

    public override Form Draw(FormCall call) => new(call.Key, TitleOf(call, "action"), "Add")
    {
        Fields =
        [
            new Field.Text(What, "What is to be done?", MostWords) { Long = true, Initial = said.Length == 0 ? null : Words.Cut(said, MostWords) },
            new Field.Person(Who, "Who does it?"),
            new Field.Date(Due, "By when?") { Initial = today.AddDays(DaysProposed) },
            new Field.Choice(Kind, "What is it good for?", [.. Enum.GetValues<ActionKind>().Select(kind => new Option(kind.ToString().ToLowerInvariant(), Good(kind)))]) { Optional = true },
        ],
    };

    public override IReadOnlyList<FormLine> Lines(FormCall call, IReadOnlyDictionary<string, string> filled)
    {
        var kind = filled.TryGetValue(Kind, out var chosen) ? $"{chosen}: " : "";
        var due = DateOnly.ParseExact(filled[Due], "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return [new FormLine(string.Create(CultureInfo.InvariantCulture, $"action {call.Incident!.Id} add {filled[Who]} due {due:yyyy-MM-dd} {kind}{filled[What]}"), Of(call, filled))];
    }

    /// <summary>The field that is most likely wrong when it is refused.</summary>
    private static string Of(FormCall call, IReadOnlyDictionary<string, string> filled) => call.Roster.FindNamed(filled[Who], call.Incident!) is null ? Who : Due;

    private static string Good(ActionKind kind) => kind switch
    {
        ActionKind.Prevent => "Prevents it",
        ActionKind.Detect => "Shows it earlier",
        ActionKind.Mitigate => "Makes it less bad",
        _ => "Makes us work better",
    };
}
