namespace IncidentBot.Core.Incidents;

/// <summary>How bad it is (guide: Incident Response Procedures; P4 from the product page).</summary>
public enum Severity
{
    /// <summary>Critical: the system is down.</summary>
    P1 = 1,

    /// <summary>High: degraded service.</summary>
    P2 = 2,

    /// <summary>Medium: a minor issue.</summary>
    P3 = 3,

    /// <summary>Low: no procedure, no clocks, no pages.</summary>
    P4 = 4,
}
