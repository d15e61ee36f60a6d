using System.Collections.Concurrent;
using IncidentBot.Core.Alerts;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Tests.Api;

/// <summary>A desk for alerts that says what it is told to, and remembers what came in.</summary>
internal sealed class TestAlertDesk : IAlertDesk
{
    public ConcurrentQueue<AlertCall> Seen { get; } = new();

    public Func<AlertCall, AlertAnswer> Answers { get; set; } = call => new AlertAnswer(call.Alerts.Count, 0, new IncidentId(7));

    public ValueTask<AlertAnswer> HandleAsync(AlertCall call, CancellationToken cancellationToken)
    {
        Seen.Enqueue(call);
        return ValueTask.FromResult(Answers(call));
    }
}
