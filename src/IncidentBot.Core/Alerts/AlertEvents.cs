using System.Text.Json.Serialization;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Alerts;

/// <summary>Alerts that came in together and were new: signals that fire, and signals that have cleared.</summary>
/// <param name="Marks">Every one of them, so that counts stay exact and a repetition is known as one.</param>
/// <param name="Shown">The first few in full, for people; at most <see cref="AlertRecord.MostShown"/>.</param>
public sealed record AlertsArrived(IReadOnlyList<AlertMark> Marks, IReadOnlyList<LinkedAlert> Shown) : IEvent;

/// <summary>One occurrence as it is counted.</summary>
/// <param name="Key">Of its signal: <see cref="AlertKey.Of"/>.</param>
/// <param name="Since">When the occurrence began; with the key it tells occurrences apart.</param>
/// <param name="Firing">False: it has cleared.</param>
public sealed record AlertMark(string Key, DateTimeOffset Since, bool Firing, AlertClass Class);

/// <summary>The alerts of an incident that turned out to be another one, as they stood then.</summary>
/// <param name="Groups">The services they are about.</param>
/// <param name="Marks">Every signal with its newest occurrence.</param>
/// <param name="Shown">Those that were kept in full.</param>
/// <param name="Total">Occurrences that fired.</param>
/// <param name="LastAt">When one last fired.</param>
/// <param name="RedClearedAt">When the last red one cleared; null = none has.</param>
/// <param name="Unrelated">Keys of the signals that have nothing to do with it; null = none.</param>
public sealed record AlertsTaken(
    IReadOnlyList<string> Groups,
    IReadOnlyList<AlertMark> Marks,
    IReadOnlyList<LinkedAlert> Shown,
    int Total,
    DateTimeOffset LastAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? RedClearedAt = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Unrelated = null);

/// <summary>One alert as people see it; cleaned and bounded.</summary>
/// <param name="Unmapped">Nobody knows its severity word: shown, so that somebody maps it.</param>
public sealed record LinkedAlert(
    string Key,
    string Source,
    string Title,
    AlertClass Class,
    DateTimeOffset Since,
    bool Firing = true,
    string? Service = null,
    string? Severity = null,
    bool Unmapped = false,
    string? Description = null,
    string? Url = null,
    string? Playbook = null,
    IReadOnlyDictionary<string, string>? Labels = null,
    IReadOnlyDictionary<string, string>? Values = null);

/// <summary>What the card says about alerts was brought up to date: in a storm that happens every half minute, not with every alert.</summary>
public sealed record AlertsCounted(int Total, int Firing) : IEvent;

/// <summary>A person has confirmed the severity that an alert proposed.</summary>
public sealed record SeverityConfirmed(Severity Severity) : IEvent;

/// <summary>The alert that ended the watch has nothing to do with the fix: the watch goes on, and the signals that fire now are not looked at any more.</summary>
public sealed record AlertUnrelated(string Reason) : IEvent;

/// <summary>On the stream <c>intake</c>: alerts of this group opened an incident, so that two calls at once cannot both be first.</summary>
public sealed record AlertRouted(string Incident, string Group) : IEvent;

/// <summary>On the stream <c>alerts</c>: what is only recorded, and clearings of signals that belong to nothing.</summary>
/// <param name="Cleared">Clearings beyond those shown; null = none. Their alerts may yet come.</param>
public sealed record AlertsNoted(int Count, IReadOnlyList<LinkedAlert> Shown, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<AlertMark>? Cleared = null) : IEvent;
