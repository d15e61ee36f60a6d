using IncidentBot.Core.Desk;
using IncidentBot.Core.Forms;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.PostMortems;

namespace IncidentBot.Core.Verbs;

/// <summary>A line for the timeline; possible at any time, also after the end.</summary>
public sealed class NoteVerb : IncidentVerb
{
    public override string Name => "note";

    public override IReadOnlyList<string> Synonyms => ["comment"];

    public override string Usage => "note [INC-7] <text>";

    public override string Help => "add a line to the timeline (trigger:, went well:, went badly: or lucky: before it puts it into the post-mortem too)";

    public override bool IsFreeText => true;

    public override FormKind? Asks(Incident incident, VerbCall call) =>
        call.Text.Length == 0 ? new WordsForm("note", "What should the timeline say?", "Note") : null;

    public override Decision Decide(Incident incident, VerbCall call)
    {
        return call.Text.Length == 0 ? Decision.Refuse("What should the note say?", $"`note {incident.Id} <text>`")
            : ReviewNotes.Unsaid(call.Text) is { } unsaid ? Decision.Refuse($"What should the post-mortem say under '{unsaid.Title}'? {unsaid.Question}", $"`note {incident.Id} {unsaid.Label}: <text>`")
            : Decision.Accept(ReviewNotes.Of(call.Text) is { } about ? $"Noted on {incident.Id}; its post-mortem says it under '{about.Title}'." : $"Noted on {incident.Id}.", new Noted(call.Text));
    }
}
