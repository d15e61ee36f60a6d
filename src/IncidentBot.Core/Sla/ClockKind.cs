namespace IncidentBot.Core.Sla;

/// <summary>The two promises an incident makes: somebody answers, and it ends.</summary>
public enum ClockKind
{
    Response,
    Resolution,
}
