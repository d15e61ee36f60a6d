using IncidentBot.Core.Desk;
using IncidentBot.Core.Forms;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Verbs;

/// <summary>Says what it is really about: an incident is declared in a hurry, often without a title.</summary>
public sealed class TitleVerb : IncidentVerb
{
    public override string Name => "title";

    public override IReadOnlyList<string> Synonyms => ["rename"];

    public override string Usage => "title [INC-7] <text>";

    public override string Help => "call it something else";

    public override bool IsFreeText => true;

    public override FormKind? Asks(Incident incident, VerbCall call) =>
        call.Text.Length == 0 && !incident.HasEnded ? new WordsForm("title", "What is it about?", "Rename") { MaxLength = Words.TitleLength } : null;

    public override Decision Decide(Incident incident, VerbCall call)
    {
        if (incident.HasEnded)
        {
            return Decision.Refuse($"{incident.Id} has ended; its title stays as it is.", Reasons.NoteInstead(incident));
        }

        if (call.Text.Length == 0)
        {
            return Decision.Refuse($"What should {incident.Id} be called?", $"`title {incident.Id} <text>`");
        }

        var title = Words.Cut(call.Text, Words.TitleLength);
        return string.Equals(title, incident.Title, StringComparison.Ordinal)
            ? Decision.Refuse($"{incident.Id} is called that already.", $"`status {incident.Id}` shows where it stands.")
            : Decision.Accept($"{incident.Id} is now: {title}", Facts(title, call.Text));
    }

    /// <summary>What does not fit a title is not lost.</summary>
    private static IReadOnlyList<IEvent> Facts(string title, string words) => title.Length < words.Length ? [new Renamed(title), new Noted(words)] : [new Renamed(title)];
}
