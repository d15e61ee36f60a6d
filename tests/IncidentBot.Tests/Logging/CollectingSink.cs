using System.Collections.Concurrent;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace IncidentBot.Tests.Logging;

/// <summary>Keeps every log event, with all its properties.</summary>
internal sealed class CollectingSink : ILogEventSink
{
    private readonly ConcurrentQueue<LogEvent> _events = new();

    public IReadOnlyList<LogEvent> Events => [.. _events];

    public void Emit(LogEvent logEvent) => _events.Enqueue(logEvent);

    /// <summary>Everything there is in the events, as one text.</summary>
    public string Everything()
    {
        using var text = new StringWriter();
        var format = new CompactJsonFormatter();
        foreach (var logEvent in _events)
        {
            format.Format(logEvent, text);
        }

        return text.ToString();
    }
}
