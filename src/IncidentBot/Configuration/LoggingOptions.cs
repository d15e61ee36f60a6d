namespace IncidentBot.Configuration;

/// <summary>What is logged and how. Section <c>Logging</c>.</summary>
internal sealed class LoggingOptions
{
    /// <summary>The least important message that is still written.</summary>
    /// <value>Information.</value>
    public LogLevel Level { get; init; } = LogLevel.Information;

    /// <summary>One JSON object a line, for machines that collect logs; else lines for people.</summary>
    /// <value>false.</value>
    public bool Json { get; init; }
}
