using IncidentBot.Core.Desk;
using IncidentBot.Core.Messages;

namespace IncidentBot.Core.Verbs;

/// <summary>Where it stands, for your eyes.</summary>
public sealed class StatusVerb : LookVerb
{
    public override string Name => "status";

    public override string Usage => "status [INC-7]";

    public override string Help => "where it stands and what is next";

    public override bool NeedsIncident => true;

    public override ValueTask<Answer> LookAsync(LookCall call, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Shown.Card(IncidentCards.Room(call.Incident!.SeenAt(call.Now)), call.Incident!.Id));
}
