using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Verbs;

/// <summary>Ends a pause.</summary>
public sealed class ResumeVerb : IncidentVerb
{
    public override string Name => "resume";

    public override string Usage => "resume [INC-7]";

    public override string Help => "let the resolution clock go on";

    public override Decision Decide(Incident incident, VerbCall call) => incident.Pause is null
        ? Decision.Refuse($"The resolution clock of {incident.Id} is not paused.", $"`status {incident.Id}` shows its clocks.")
        : Decision.Accept($"The resolution clock of {incident.Id} goes on; due {Spoken.At(incident.ResolutionClock!.GoOn(call.Now).Due, incident.Office.DayAndClock(incident.ResolutionClock!.GoOn(call.Now).Due))}.", new ClockResumed());
}
