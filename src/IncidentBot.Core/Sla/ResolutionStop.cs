namespace IncidentBot.Core.Sla;

/// <summary>What ends the time to resolve (product page, "Clocks": <c>Sla:ResolutionStopsAt</c>).</summary>
public enum ResolutionStop
{
    /// <summary>The fix, if the watch after it completes.</summary>
    Fixed,

    /// <summary>The resolve.</summary>
    Resolved,
}
