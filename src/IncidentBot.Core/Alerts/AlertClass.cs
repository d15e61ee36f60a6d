namespace IncidentBot.Core.Alerts;

/// <summary>What an alert asks for (integrations page, section 10).</summary>
public enum AlertClass
{
    /// <summary>Recorded, nothing else.</summary>
    Note = 0,

    /// <summary>Somebody looks into it within half an hour; nobody is woken.</summary>
    Yellow = 1,

    /// <summary>A P2; people are called if nobody claims it.</summary>
    Orange = 2,

    /// <summary>People are called at once.</summary>
    Red = 3,
}
