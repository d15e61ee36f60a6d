using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;

namespace IncidentBot.Core.Forms;

/// <summary>It is worse or better than was thought: to which severity, and why.</summary>
internal sealed class SeverityForm : FormKind
{
    private const string To = "to";
    private const string Reason = "reason";

    public override Form Draw(FormCall call) => new(call.Key, TitleOf(call, "severity"), "Change")
    {
        Intro = [Block.Text.Of($"It is a {call.Incident!.Severity} now. Raising is open to everybody; lowering is the commander's.")],
        Fields =
        [
            new Field.Choice(To, "What is it?", [.. Enum.GetValues<Severity>().Where(severity => severity != call.Incident.Severity).Select(severity => new Option(severity.ToString().ToLowerInvariant(), Words(severity, call.Incident)))]),
            new Field.Text(Reason, "Why?", 500),
        ],
    };

    public override IReadOnlyList<FormLine> Lines(FormCall call, IReadOnlyDictionary<string, string> filled) =>
        [new FormLine($"severity {call.Incident!.Id} {filled[To]} {filled[Reason]}", Reason)];

    private static string Words(Severity severity, Incident incident) => severity < incident.Severity ? $"{severity}: worse than {incident.Severity}" : $"{severity}: less bad than {incident.Severity}";
}
