using Microsoft.Extensions.Logging;

namespace IncidentBot.Core.Tests.Support;

/// <summary>Keeps every line with the scope it was written in; an inner value hides an outer one, as in the real log.</summary>
internal sealed class ScopedLog<T> : ILogger<T>
{
    private readonly List<IEnumerable<KeyValuePair<string, object?>>> _scopes = [];

    public List<(string Text, Dictionary<string, object?> Scope)> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        var scope = (IEnumerable<KeyValuePair<string, object?>>)state;
        _scopes.Add(scope);
        return new Ending(() => _scopes.Remove(scope));
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var scope = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in _scopes.SelectMany(values => values))
        {
            scope[name] = value;
        }

        Lines.Add((formatter(state, exception), scope));
    }

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
