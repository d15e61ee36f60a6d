using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Alerts;

/// <summary>Alerts that an edge has verified and translated; one request.</summary>
/// <param name="Delivery">Where the caller names its requests: the same name again gets the first answer. Null: occurrences alone tell repetitions apart.</param>
public sealed record AlertCall(string Source, IReadOnlyList<Alert> Alerts, DeliveryId? Delivery = null)
{
    /// <summary>Reliability page, threats: "Bombs".</summary>
    public const int MostAlerts = 1_000;
}

/// <summary>What became of a call; what it says is durable.</summary>
/// <param name="Accepted">Alerts that were new.</param>
/// <param name="Duplicates">Alerts that were here before.</param>
/// <param name="Incident">The incident of the most urgent of them; null where none has one.</param>
/// <param name="NotSaved">A sentence, when nothing was saved; the same call may be tried again.</param>
public sealed record AlertAnswer(int Accepted, int Duplicates, IncidentId? Incident, string? NotSaved = null);

/// <summary>The one door for alerts.</summary>
public interface IAlertDesk
{
    ValueTask<AlertAnswer> HandleAsync(AlertCall call, CancellationToken cancellationToken);
}
