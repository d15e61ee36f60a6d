using IncidentBot.Core.Desk;
using IncidentBot.Core.Forms;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Roster;

namespace IncidentBot.Core.Verbs;

/// <summary>Calls somebody by name or by their place on the rota.</summary>
public sealed class PageVerb : IncidentVerb
{
    /// <summary>In place of a name: asks who.</summary>
    public const string Somebody = "somebody";

    public override string Name => "page";

    public override string Usage => "page [INC-7] [@who|primary|secondary|lead]";

    public override string Help => "call somebody to this incident";

    public override bool TakesNoMoreThan(string words) => !words.Contains(' ', StringComparison.Ordinal);

    public override bool NamesPerson => true;

    public override FormKind? Asks(Incident incident, VerbCall call) =>
        string.Equals(call.Text, Somebody, StringComparison.OrdinalIgnoreCase) && incident is { IsOpen: true, Drill: false } ? new LineForm("call somebody", "Call", LineForm.Person("Who is called?")) : null;

    public override Decision Decide(Incident incident, VerbCall call)
    {
        if (!incident.IsOpen)
        {
            return Decision.Refuse($"{incident.Id} is over; nobody is called.", Reasons.NoteInstead(incident));
        }

        if (incident.Drill)
        {
            return Decision.Refuse("In a drill nobody is called.", $"`note {incident.Id} <text>` says whom you would have called.");
        }

        var word = call.Text.Split(' ')[0];
        var person = word.ToLowerInvariant() switch
        {
            "" or "primary" => call.Roster.Primary ?? call.Roster.Lead,
            "secondary" => call.Roster.Secondary,
            "lead" => call.Roster.Lead,
            _ => call.Roster.FindNamed(word, incident),
        };
        return person is null
            ? Decision.Refuse(
                word.ToLowerInvariant() switch
                {
                    "" or "primary" => "Nobody is on call.",
                    "secondary" => "There is no secondary.",
                    "lead" => "There is no Lead.",
                    _ => $"I do not know '{Words.Cut(word, 40)}'.",
                },
                $"`page {incident.Id} @who|primary|secondary|lead`; `contacts` shows everybody of the team; other members are named by a mention, guests not at all.")
            : Decision.Accept(Told(person), new Paged([person.Id], [person.Name]));
    }

    private static string Told(Person person) => $"{person.Name} is called in chat only, nobody was phoned{(person.Phone is { } phone ? $": {phone}" : "")}.";
}
