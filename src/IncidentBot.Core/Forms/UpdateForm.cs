using System.Globalization;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Forms;

/// <summary>An update: for whom, what, and when the next one comes. What leaves the team is shown once more before anything is sent.</summary>
internal sealed class UpdateForm : FormKind
{
    private const string Audience = "audience";
    private const string Text = "text";
    private const string Next = "next";
    private const string AsUsual = "usual";

    private static readonly Option[] Audiences =
    [
        new("internal", "The team, in the room"),
        new("stakeholders", "Stakeholders (you see it first)"),
        new("public", "The public (you see it first)"),
    ];

    public override Form Draw(FormCall call)
    {
        var incident = call.Incident!;
        var fields = new List<Field>();
        if (!incident.Drill && !incident.Private)
        {
            fields.Add(new Field.Choice(Audience, "For whom?", Audiences) { Initial = Audiences[0].Value });
        }

        fields.Add(new Field.Text(Text, "What is new?", Form.TextLength) { Long = true, Hint = "What users notice, what is being done. \"No news\" is one too." });
        if (incident.IsOpen && incident.UpdatesEvery(call.Now) is { } cadence)
        {
            var usual = (int)cadence.TotalMinutes;
            fields.Add(new Field.Choice(Next, "When is the next one due?", [new Option(AsUsual, $"As usual, in {usual} minutes"), .. Later(incident, usual)]) { Initial = AsUsual });
        }

        return new Form(call.Key, TitleOf(call, "update"), "Send") { Fields = fields };
    }

    public override IReadOnlyList<FormLine> Lines(FormCall call, IReadOnlyDictionary<string, string> filled)
    {
        var update = new FormLine($"update {call.Incident!.Id} {filled.GetValueOrDefault(Audience, Audiences[0].Value)}: {filled[Text]}", Text);
        return filled.GetValueOrDefault(Next, AsUsual) is var next and not AsUsual
            ? [new FormLine($"snooze {call.Incident.Id} {next}", Next), update]
            : [update];
    }

    /// <summary>A draft is shown with its destination; sending the form again publishes it.</summary>
    public override Form? Then(FormCall call, Answer answer) =>
        answer.Card is { Buttons: [{ Line: var line } button, ..] } draft && line.StartsWith("publish ", StringComparison.Ordinal)
            ? new Form(line, TitleOf(call, "preview"), button.Label) { Intro = [Block.Text.Of(new Span.Strong(draft.Title)), .. draft.Blocks, Block.Text.Of("Not sent yet. Closing this keeps it as a draft.")] }
            : null;

    /// <summary>Later than usual is what <c>snooze</c> allows.</summary>
    private static IEnumerable<Option> Later(Incident incident, int usual) =>
        SnoozeVerb.ChoicesFor(incident).Where(minutes => minutes > usual).Select(minutes => new Option(minutes.ToString(CultureInfo.InvariantCulture), $"In {minutes} minutes"));
}
