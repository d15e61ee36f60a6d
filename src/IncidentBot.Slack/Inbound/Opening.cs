namespace IncidentBot.Slack.Inbound;

/// <summary>What became of a window that was to open.</summary>
internal enum Opening
{
    Opened,

    /// <summary>It surely did not.</summary>
    Refused,

    /// <summary>Slack has not said so in time; it may open still.</summary>
    Unknown,
}
