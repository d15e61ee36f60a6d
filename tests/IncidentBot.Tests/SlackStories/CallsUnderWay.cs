using System.Collections.Concurrent;
using System.Diagnostics;

namespace IncidentBot.Tests.SlackStories;

/// <summary>
/// The Web API calls of this process that the workspace has not answered yet. Time may not jump over them: a call that only waits for a busy
/// machine would time out, be looked for before it arrives, and be made again.
/// </summary>
internal sealed class CallsUnderWay : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private const string Call = "System.Net.Http.HttpRequestOut";

    private readonly int _port;
    private readonly ConcurrentDictionary<HttpRequestMessage, bool> _calls = new();
    private readonly List<IDisposable> _subscriptions = [];

    public CallsUnderWay(int port)
    {
        _port = port;
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    public int Count => _calls.Count;

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name is "HttpHandlerDiagnosticListener")
        {
            _subscriptions.Add(value.Subscribe(this, static (name, _, _) => name.StartsWith(Call, StringComparison.Ordinal)));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value?.GetType().GetProperty("Request")?.GetValue(value.Value) is not HttpRequestMessage { RequestUri: { } address } request || address.Port != _port)
        {
            return;
        }

        if (value.Key is $"{Call}.Start" && address.AbsolutePath.StartsWith("/api/", StringComparison.Ordinal))
        {
            _calls.TryAdd(request, true);
        }
        else if (value.Key is $"{Call}.Stop")
        {
            _calls.TryRemove(request, out _);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());
}
