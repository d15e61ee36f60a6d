using IncidentBot.Core.Desk;
using IncidentBot.Core.Messages;

namespace IncidentBot.Core.Verbs;

/// <summary>Who does what here.</summary>
public sealed class WhoVerb : LookVerb
{
    public override string Name => "who";

    public override string Usage => "who [INC-7]";

    public override string Help => "who does what in the incident";

    public override bool NeedsIncident => true;

    public override ValueTask<Answer> LookAsync(LookCall call, CancellationToken cancellationToken)
    {
        var incident = call.Incident!;
        List<Fact> facts =
        [
            new("Commander", incident.CommanderName ?? (incident.AcknowledgedAt is null ? "nobody has acknowledged" : "NO COMMANDER")),
            new("Scribe", "IncidentBot"),
            .. incident.RolesGiven.Select(role => new Fact(role.Key, role.Value.Name)),
            new("Declared by", incident.DeclaredBy.Name),
            new("Responders", incident.Responders.Count == 0 ? "none yet" : string.Join(", ", incident.Responders.Values)),
        ];
        return ValueTask.FromResult(Shown.Card(new Card($"{incident.Id}: who does what", $"{incident.Id}: who does what") { Blocks = [new Block.Facts(facts)] }, incident.Id));
    }
}
