using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Verbs;

/// <summary>A line for the timeline; possible at any time, also after the end.</summary>
public sealed class NoteVerb : IncidentVerb
{
    /// <summary>A timeline is bounded; notes stop here, so that what moves the incident always fits.</summary>
    public const int MaxEntries = 10_000;

    public override string Name => "note";

    public override IReadOnlyList<string> Synonyms => ["comment"];

    public override string Usage => "note [INC-7] <text>";

    public override string Help => "add a line to the timeline";

    public override Decision Decide(Incident incident, VerbCall call)
    {
        if (call.Text.Length == 0)
        {
            return Decision.Refuse("What should the note say?", $"`note {incident.Id} <text>`");
        }

        return incident.Version >= MaxEntries
            ? Decision.Refuse($"{incident.Id} has {MaxEntries} timeline entries and takes no more notes.", "Steps, tasks and ends still work.")
            : Decision.Accept($"Noted on {incident.Id}.", new Noted(call.Text));
    }
}
