using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;

namespace IncidentBot.Core.Forms;

/// <summary>Declaring with questions, for whoever does not remember the line. <c>p1 &lt;title&gt;</c> is faster, and the form says so.</summary>
internal sealed class DeclareForm : FormKind
{
    public const string Title = "title";
    public const string Details = "details";
    private const string Severity = "severity";
    private const string Kind = "kind";

    private static readonly Option[] Severities =
    [
        new("p1", "P1 critical: users cannot work"),
        new("p2", "P2 high: users are hindered"),
        new("p3", "P3 medium: has a way around"),
        new("p4", "P4 low: no procedure, nobody is called"),
    ];

    private static readonly Option[] Kinds =
    [
        new("real", "An incident, seen by everybody"),
        new("private", "Private: only the people concerned"),
        new("test", "A drill: nobody is paged or told outside"),
        new("test private", "A private drill"),
    ];

    public override Form Draw(FormCall call) => new(call.Key, "Declare an incident", "Declare")
    {
        Intro = [Block.Text.Of("Faster: `p1 checkout is down`. `list` shows what is open, `help` the rest.")],
        Fields =
        [
            new Field.Text(Title, "What is wrong?", Words.TitleLength) { Hint = "In a few words; it names the room." },
            new Field.Text(Details, "What else is known?", Form.TextLength) { Long = true, Optional = true, Hint = "It becomes the first note." },
            new Field.Choice(Severity, "How bad is it?", Severities),
            new Field.Choice(Kind, "What is it?", Kinds) { Initial = Kinds.FirstOrDefault(kind => string.Equals(kind.Value, call.Key, StringComparison.Ordinal))?.Value ?? Kinds[0].Value },
        ],
    };

    public override IReadOnlyList<FormLine> Lines(FormCall call, IReadOnlyDictionary<string, string> filled)
    {
        var before = filled[Kind] is "real" ? "" : $"{filled[Kind]} ";
        var declare = new FormLine($"{before}{filled[Severity]} {filled[Title]}", Title);
        return filled.TryGetValue(Details, out var details) ? [declare, new FormLine($"note {FormLine.Declared} {details}", Details)] : [declare];
    }
}
