using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace IncidentBot.Logging;

/// <summary>Writes each event as one piece, so that lines of the log and of the rooms' transcript never mix.</summary>
internal sealed class WriterSink(TextWriter writer, ITextFormatter format) : ILogEventSink
{
    private readonly TextWriter _writer = TextWriter.Synchronized(writer);

    public void Emit(LogEvent logEvent)
    {
        using var line = new StringWriter();
        format.Format(logEvent, line);
        _writer.Write(line.ToString());
    }
}
