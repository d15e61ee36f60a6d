using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Timers;

namespace IncidentBot.Core.Verbs;

/// <summary>
/// What else somebody can do with an incident just now, as buttons: nobody has to know the words at 3 AM (product page, "Everything a button does has
/// a verb, and the other way round"). The answer is one person's, so it holds what this person may: nothing that would only be refused, and what takes
/// breaking the glass says so before it is pressed. A card is read by many and cannot do that; see <see cref="IncidentButtons"/>.
/// </summary>
public sealed class MoreVerb : LookVerb
{
    /// <summary>No commander is active: whoever presses it is asked once, and it is recorded (product page, "People from the first version").</summary>
    internal const string InTheirPlace = "(in the commander's place)";

    public override string Name => "more";

    public override IReadOnlyList<string> Synonyms => ["menu"];

    public override string Usage => "more [INC-7]";

    public override string Help => "everything that you can do with an incident now, as buttons";

    public override bool NeedsIncident => true;

    public override ValueTask<Answer> LookAsync(LookCall call, CancellationToken cancellationToken)
    {
        // As the press would find it.
        var incident = TimerPlan.CatchUp(call.Incident!, call.Now).Incident;
        var title = $"{incident.Id}: what else?";
        return ValueTask.FromResult(Shown.Card(new Card(title, title) { Buttons = [.. IncidentMenu.Of(incident).Select(button => Offered(button, incident, call)).OfType<Button>()] }, incident.Id));
    }

    /// <summary>The button as it holds for whoever looks; null = the press would only be refused.</summary>
    private static Button? Offered(Button button, Incident incident, LookCall call)
    {
        if (CommandLine.Read(button.Line) is not Reading.Call line)
        {
            return button;
        }

        var changing = line.Verb as IncidentVerb;
        if ((changing?.Looks(line.Text) ?? line.Verb as LookVerb) is { } look)
        {
            return Allowed(look.Name) == Permission.Refused ? null : button;
        }

        return Allowed(changing!.PermissionFor(incident, line.Text)) switch
        {
            Permission.Refused => null,
            _ when !Would(changing, incident, line, call) => null,
            Permission.GrantedByBreakingGlass => button with { Label = $"{button.Label} {InTheirPlace}" },
            _ => button,
        };

        Permission Allowed(string verb) => Permissions.Of(verb, call.By, call.Membership, incident, call.Roster, call.Now);
    }

    /// <summary>Whoever takes part already is not offered to, and so on: the verb itself is asked. What asks for words first is decided when they are there.</summary>
    private static bool Would(IncidentVerb verb, Incident incident, Reading.Call line, LookCall call)
    {
        var press = new VerbCall(call.By, line.Text, call.Now, call.Roster, call.Procedures) { Handbook = call.Handbook, Word = line.Word };
        return verb.Asks(incident, press) is not null || verb.Decide(incident, press).Refusal is null;
    }
}
