using IncidentBot.Configuration;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting;
using Serilog.Formatting.Compact;

namespace IncidentBot.Logging;

/// <summary>Builds the one logger of the process. Serilog is known here and nowhere else.</summary>
internal static class LogSetup
{
    /// <param name="also">A second sink, for tests that look at what was written.</param>
    public static ILoggerFactory Create(LoggingOptions options, TextWriter console, ILogEventSink? also)
    {
        ITextFormatter format = options.Json ? new RenderedCompactJsonFormatter() : new PeopleFormatter();
        var logger = new LoggerConfiguration()
            .MinimumLevel.Is(Level(options.Level))
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            // a start that fails is told once, in a sentence, by whoever started
            .MinimumLevel.Override("Microsoft.Extensions.Hosting", LogEventLevel.Fatal)
            .Enrich.FromLogContext()
            .WriteTo.Sink(new WriterSink(console, format));
        if (also is not null)
        {
            logger.WriteTo.Sink(also);
        }

        return new SerilogLoggerFactory(logger.CreateLogger(), dispose: true);
    }

    private static LogEventLevel Level(LogLevel level) => level switch
    {
        LogLevel.Trace => LogEventLevel.Verbose,
        LogLevel.Debug => LogEventLevel.Debug,
        LogLevel.Information => LogEventLevel.Information,
        LogLevel.Warning => LogEventLevel.Warning,
        LogLevel.Error => LogEventLevel.Error,
        _ => LogEventLevel.Fatal,
    };
}
