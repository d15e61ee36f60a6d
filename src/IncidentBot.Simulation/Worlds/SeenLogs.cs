using IncidentBot.Simulation.Record;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Simulation.Worlds;

/// <summary>The product's log of one life, kept so that what must not be in a log can be looked for.</summary>
internal sealed class SeenLogs(Recorder recorder, int life, TimeProvider time) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new SeenLog(this);

    public ILogger<T> CreateLogger<T>() => new Logger<T>(this);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The simulation keeps its own log.");

    public void Dispose()
    {
        // Nothing is held open.
    }

    private sealed class SeenLog(SeenLogs owner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                owner.Add(logLevel, exception is null ? formatter(state, null) : $"{formatter(state, exception)} {exception}");
            }
        }
    }

    private void Add(LogLevel level, string text) => recorder.Logs.Add(new LogSeen(life, time.GetUtcNow(), level, text));
}
