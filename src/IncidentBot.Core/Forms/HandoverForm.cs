using IncidentBot.Core.Messages;

namespace IncidentBot.Core.Forms;

/// <summary>To whom the command is offered.</summary>
internal sealed class HandoverForm : FormKind
{
    private const string Who = "who";

    public override Form Draw(FormCall call) => new(call.Key, TitleOf(call, "hand-over"), "Offer")
    {
        Intro = [Block.Text.Of(call.Incident!.CommanderName is { } holder ? $"{holder} commands until the other one has taken it." : "Nobody commands just now.")],
        Fields = [new Field.Person(Who, "Who takes the command?")],
    };

    public override IReadOnlyList<FormLine> Lines(FormCall call, IReadOnlyDictionary<string, string> filled) => [new FormLine($"handover {call.Incident!.Id} {filled[Who]}", Who)];
}
