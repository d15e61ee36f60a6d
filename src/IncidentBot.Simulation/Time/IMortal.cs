namespace IncidentBot.Simulation.Time;

/// <summary>A context whose work stops for good when it ends; the clock then forgets the timers set from it.</summary>
internal interface IMortal
{
    bool IsAlive { get; }
}
