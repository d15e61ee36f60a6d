namespace IncidentBot.Core.Alerts.Thresholds;

/// <summary>
/// The guide's 13 red and 9 yellow thresholds ("Critical Metrics", "Warning Metrics"), with queries of the integrations page, section 11. Names of
/// jobs and metrics differ from house to house and are settings; red ones wait 1 to 2 minutes, yellow ones 5 to 10.
/// </summary>
public static class GuideThresholds
{
    private const string Latency = "histogram_quantile(0.95, sum by (le) (rate(http_server_request_duration_seconds_bucket{job=\"api\"}[5m])))";
    private const string Errors = "(sum(rate(http_server_request_duration_seconds_count{job=\"api\",http_response_status_code=~\"5..\"}[5m])) or vector(0)) / sum(rate(http_server_request_duration_seconds_count{job=\"api\"}[5m]))";
    private const string PredictionLatency = "histogram_quantile(0.95, sum by (le) (rate(prediction_duration_seconds_bucket[5m])))";
    private const string Accuracy = "model_accuracy_ratio - on (model) model_accuracy_baseline_ratio";
    private const string Drift = "max by (model) (data_drift_score)";
    private const string Cpu = "1 - avg by (instance) (rate(node_cpu_seconds_total{mode=\"idle\"}[5m]))";
    private const string Memory = "1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes";
    private const string Disk = "min by (instance, mountpoint) (node_filesystem_avail_bytes{fstype!~\"tmpfs|overlay|squashfs|ramfs\"} / node_filesystem_size_bytes)";
    private const string Network = "(rate(node_network_receive_errs_total[5m]) + rate(node_network_transmit_errs_total[5m])) / (rate(node_network_receive_packets_total[5m]) + rate(node_network_transmit_packets_total[5m]))";

    private const string LatencyPlaybook = "high-api-latency";
    private const string ModelPlaybook = "model-prediction-errors";

    public static IReadOnlyList<Threshold> All { get; } =
    [
        Red("ApiUptimeCritical", "API uptime below 99.5 % in the last hour", "100 * avg_over_time((max by (service) (up{job=\"api\"}))[1h:1m])", above: false, 99.5, "api") with { Outage = true },
        Red("ApiLatencyCritical", "API latency p95 above 500 ms", Latency, above: true, 0.5, "api", LatencyPlaybook),
        Red("ErrorRateCritical", "Error rate above 5 %", Errors, above: true, 0.05, "api"),
        Red("DatabaseDown", "The database takes no connections", "min by (instance) (pg_up)", above: false, 1, "database") with { For = TimeSpan.FromMinutes(1), Outage = true },
        Red("AuthServiceDown", "The authentication service is down", "min(probe_success{service=\"auth\"})", above: false, 1, "auth", "user-unable-to-login") with { For = TimeSpan.FromMinutes(1), Outage = true },
        Red("PredictionLatencyCritical", "Prediction latency above 1000 ms", PredictionLatency, above: true, 1, "model", ModelPlaybook),
        Red("PredictionErrorsCritical", "Prediction error rate above 10 %", "(sum(rate(prediction_errors_total[5m])) or vector(0)) / sum(rate(predictions_total[5m]))", above: true, 0.1, "model", ModelPlaybook),
        Red("ModelAccuracyCritical", "Model accuracy more than 15 points below its baseline", Accuracy, above: false, -0.15, "model", ModelPlaybook),
        Red("DataDriftSevere", "Severe data drift", Drift, above: true, 0.25, "model", ModelPlaybook),
        Red("CpuCritical", "CPU use above 90 %", Cpu, above: true, 0.9, "infrastructure"),
        Red("MemoryCritical", "Memory use above 90 %", Memory, above: true, 0.9, "infrastructure"),
        Red("DiskCritical", "Less than 10 % of a disk is free", Disk, above: false, 0.1, "infrastructure"),
        Red("NetworkErrorsCritical", "Network errors above 5 %", Network, above: true, 0.05, "infrastructure"),
        Yellow("ApiLatencyHigh", "API latency p95 above 200 ms", Latency, above: true, 0.2, "api", LatencyPlaybook),
        Yellow("ErrorRateHigh", "Error rate above 1 %", Errors, above: true, 0.01, "api"),
        Yellow("ThroughputLow", "Throughput 50 % below its baseline, the same time last week", "sum(rate(http_server_request_duration_seconds_count{job=\"api\"}[10m])) / sum(rate(http_server_request_duration_seconds_count{job=\"api\"}[10m] offset 1w))", above: false, 0.5, "api") with { For = TimeSpan.FromMinutes(10) },
        Yellow("PredictionLatencyHigh", "Prediction latency above 500 ms", PredictionLatency, above: true, 0.5, "model", ModelPlaybook),
        Yellow("ModelAccuracyLow", "Model accuracy more than 8 points below its baseline", Accuracy, above: false, -0.08, "model", ModelPlaybook) with { For = TimeSpan.FromMinutes(10) },
        Yellow("DataDriftModerate", "Moderate data drift", Drift, above: true, 0.1, "model", ModelPlaybook) with { For = TimeSpan.FromMinutes(10) },
        Yellow("CpuHigh", "CPU use above 70 %", Cpu, above: true, 0.7, "infrastructure") with { For = TimeSpan.FromMinutes(10) },
        Yellow("MemoryHigh", "Memory use above 70 %", Memory, above: true, 0.7, "infrastructure") with { For = TimeSpan.FromMinutes(10) },
        Yellow("DiskLow", "Less than 20 % of a disk is free", Disk, above: false, 0.2, "infrastructure") with { For = TimeSpan.FromMinutes(10) },
    ];

    private static Threshold Red(string name, string says, string query, bool above, double limit, string service, string? playbook = null) =>
        new(name, AlertClass.Red, says, query, above, limit, TimeSpan.FromMinutes(2), service, playbook);

    private static Threshold Yellow(string name, string says, string query, bool above, double limit, string service, string? playbook = null) =>
        new(name, AlertClass.Yellow, says, query, above, limit, TimeSpan.FromMinutes(5), service, playbook);
}
