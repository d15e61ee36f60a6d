using Serilog.Core;

namespace IncidentBot.Running;

/// <summary>What the process finds around itself; tests hand in their own.</summary>
internal sealed class Surroundings
{
    public TextWriter Out { get; init; } = Console.Out;

    public TextWriter Error { get; init; } = Console.Error;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public string Folder { get; init; } = Directory.GetCurrentDirectory();

    /// <summary>True when somebody watches: progress is drawn in place. Else it is plain lines.</summary>
    public bool IsTerminal { get; init; } = !Console.IsOutputRedirected;

    /// <summary>Sees every log event too.</summary>
    public ILogEventSink? AlsoLogTo { get; init; }
}
