using IncidentBot.Core.Desk;
using IncidentBot.Core.Messages;

namespace IncidentBot.Core.Verbs;

/// <summary>
/// What else can be done with an incident just now, as buttons: nobody has to know the words at 3 AM (product page, "Everything a button does has
/// a verb, and the other way round").
/// </summary>
public sealed class MoreVerb : LookVerb
{
    public override string Name => "more";

    public override IReadOnlyList<string> Synonyms => ["menu"];

    public override string Usage => "more [INC-7]";

    public override string Help => "everything that can be done with an incident now, as buttons";

    public override bool NeedsIncident => true;

    public override ValueTask<Answer> LookAsync(LookCall call, CancellationToken cancellationToken)
    {
        var incident = call.Incident!;
        var title = $"{incident.Id}: what else?";
        return ValueTask.FromResult(Shown.Card(new Card(title, title) { Buttons = IncidentMenu.Of(incident) }, incident.Id));
    }
}
