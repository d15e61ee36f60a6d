namespace IncidentBot.Core.Alerts.Thresholds;

/// <summary>One threshold of the guide's "Monitoring and alerting", or of the team's own: when it is crossed for long enough, an alert fires.</summary>
/// <param name="Name">Of the alert rule.</param>
/// <param name="Says">What is wrong then, for people.</param>
/// <param name="Query">PromQL without the comparison.</param>
/// <param name="Above">True: more than <paramref name="Limit"/> is wrong; false: less.</param>
/// <param name="For">It has to be wrong for this long.</param>
/// <param name="Outage">Something is down then, so a P1 is proposed.</param>
public sealed record Threshold(string Name, AlertClass Class, string Says, string Query, bool Above, double Limit, TimeSpan For, string Service, string? Playbook = null, bool Outage = false);
