using IncidentBot.Core.Messages;

namespace IncidentBot.Core.Forms;

/// <summary>Asks for the words that a verb needs and a button cannot hold: a reason, a note, a cause.</summary>
/// <param name="what">Behind the incident's id in the title.</param>
/// <param name="label">The question.</param>
/// <param name="submit">The word on the button.</param>
internal sealed class WordsForm(string what, string label, string submit) : FormKind
{
    private const string Text = "text";

    public int MaxLength { get; init; } = Form.TextLength;

    public string? Hint { get; init; }

    public override Form Draw(FormCall call) => new(call.Key, TitleOf(call, what), submit)
    {
        Fields = [new Field.Text(Text, label, MaxLength) { Long = true, Hint = Hint }],
    };

    public override IReadOnlyList<FormLine> Lines(FormCall call, IReadOnlyDictionary<string, string> filled) => [new FormLine($"{call.Key} {filled[Text]}", Text)];
}
