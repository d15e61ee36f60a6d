using IncidentBot.Core.Desk;
using IncidentBot.Core.Messages;

namespace IncidentBot.Core.Verbs;

/// <summary>Where the incident lives, and where to look.</summary>
public sealed class LinksVerb : LookVerb
{
    public override string Name => "links";

    public override string Usage => "links [INC-7]";

    public override string Help => "rooms of the incident, and dashboards";

    public override bool NeedsIncident => true;

    public override ValueTask<Answer> LookAsync(LookCall call, CancellationToken cancellationToken)
    {
        var incident = call.Incident!;
        List<Fact> rooms =
        [
            .. incident.Places.Select(place => new Fact($"Room ({place.Target})", [new Span.Elsewhere(place.Name, new PlaceRef(place.Target, place.Id))])),
            .. call.Handbook.Links.Select(link => new Fact(link.Name, [new Span.Link(link.Url, link.Url)])),
        ];
        return ValueTask.FromResult(rooms.Count == 0
            ? new Answer(AnswerKind.Shown, Visibility.OnlyYou, $"{incident.Id} has no room yet.", Hint: $"`timeline {incident.Id}` shows what happened.", Incident: incident.Id)
            : Shown.Card(new Card($"{incident.Id}: links", $"{incident.Id}: links") { Blocks = [new Block.Facts(rooms)] }, incident.Id));
    }
}
