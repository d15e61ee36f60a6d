using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using IncidentBot.Core.Alerts;

namespace IncidentBot.Hooks;

/// <summary>Reads the alerts of a generic body, or says at which path what is wrong; all of it at once.</summary>
internal static class GenericAlerts
{
    /// <summary>More mistakes are not listed.</summary>
    private const int MostErrors = 20;

    private const int LongestText = 10_000;

    public static (IReadOnlyList<Alert> Alerts, IReadOnlyList<HookError> Errors) Read(string source, JsonElement body, AlertFields fields)
    {
        var (items, at) = fields.Items is { } list ? (list.In(body), $"${list}") : (body, "$");
        if (items is not { } found || found.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
        {
            return ([], [new HookError(at, "is no alert and no list of alerts")]);
        }

        if (found.ValueKind == JsonValueKind.Object)
        {
            var reading = new Reading(found, at);
            var alert = One(source, reading, fields);
            return alert is null ? ([], reading.Errors) : ([alert], []);
        }

        if (found.GetArrayLength() is 0 or > AlertCall.MostAlerts)
        {
            return ([], [new HookError(at, $"has {found.GetArrayLength()} alerts. Allowed: 1 to {AlertCall.MostAlerts}")]);
        }

        List<Alert> alerts = [];
        List<HookError> errors = [];
        foreach (var (place, item) in found.EnumerateArray().Index())
        {
            var reading = new Reading(item, string.Create(CultureInfo.InvariantCulture, $"{at}[{place}]"));
            if (One(source, reading, fields) is { } alert)
            {
                alerts.Add(alert);
            }
            else
            {
                errors.AddRange(reading.Errors);
            }
        }

        return errors.Count > 0 ? ([], [.. errors.Take(MostErrors)]) : (alerts, []);
    }

    private static Alert? One(string source, Reading item, AlertFields fields)
    {
        if (!item.IsObject)
        {
            return null;
        }

        var id = item.Required(fields.Id);
        var title = item.Required(fields.Title);
        var firing = item.Required(fields.Status) is { } status ? fields.IsFiring(status) ?? item.Wrong<bool?>(fields.Status, "is neither 'firing' nor 'resolved'") : null;
        var alert = new Alert(source, id ?? "", firing ?? true, title ?? "")
        {
            Severity = item.Text(fields.Severity),
            Description = item.Text(fields.Description),
            Service = item.Text(fields.Service),
            StartsAt = item.Time(fields.StartsAt),
            EndsAt = item.Time(fields.EndsAt),
            Url = item.Text(fields.Url),
            Playbook = item.Text(fields.Playbook),
            Labels = item.Pairs(fields.Labels),
            Values = item.Pairs(fields.Values),
        };
        var from = item.Text(fields.Source);
        return item.Errors.Count > 0 ? null : from is null || alert.Labels.ContainsKey("source") ? alert : alert with { Labels = alert.Labels.Add("source", from) };
    }

    /// <summary>One alert's object, and what was found wrong with it.</summary>
    private sealed class Reading
    {
        private static readonly ImmutableSortedDictionary<string, string> None = ImmutableSortedDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

        private readonly JsonElement _item;
        private readonly string _at;
        private readonly List<HookError> _errors = [];

        public Reading(JsonElement item, string at)
        {
            (_item, _at) = (item, at);
            if (!IsObject)
            {
                _errors.Add(new HookError(at, "is no object"));
            }
        }

        public bool IsObject => _item.ValueKind == JsonValueKind.Object;

        public IReadOnlyList<HookError> Errors => _errors;

        public string? Required(FieldPath path) => path.In(_item) is null ? Wrong<string?>(path, "is missing")
            : Text(path) is { } text && !string.IsNullOrWhiteSpace(text) ? text
            : _errors.Exists(error => error.Path == $"{_at}{path}") ? null
            : Wrong<string?>(path, "is empty");

        public string? Text(FieldPath path) => path.In(_item) is not { } value ? null
            : Scalar(value) is { } text ? text
            : Wrong<string?>(path, $"is no text of at most {LongestText} characters");

        /// <summary>The zero time of some systems means "not yet".</summary>
        public DateTimeOffset? Time(FieldPath path)
        {
            if (path.In(_item) is not { } value || (value.ValueKind == JsonValueKind.String && value.ValueEquals("")))
            {
                return null;
            }

            return value.ValueKind == JsonValueKind.String && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                ? time.Year < 2000 ? null : time
                : Wrong<DateTimeOffset?>(path, "is no time such as 2026-11-23T12:20:00Z");
        }

        public ImmutableSortedDictionary<string, string> Pairs(FieldPath path)
        {
            if (path.In(_item) is not { } value)
            {
                return None;
            }

            if (value.ValueKind != JsonValueKind.Object)
            {
                return Wrong(path, "is no object", None)!;
            }

            // What is itself an object or a list has no short form; the rest is what people read.
            return value.EnumerateObject()
                .Select(pair => (pair.Name, Value: Scalar(pair.Value)))
                .Where(pair => pair.Value is not null)
                .DistinctBy(pair => pair.Name, StringComparer.OrdinalIgnoreCase)
                .ToImmutableSortedDictionary(pair => pair.Name, pair => pair.Value!, StringComparer.OrdinalIgnoreCase);
        }

        public T? Wrong<T>(FieldPath path, string message, T? instead = default)
        {
            _errors.Add(new HookError($"{_at}{path}", message));
            return instead;
        }

        private static string? Scalar(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.String => value.GetString() is { Length: <= LongestText } text ? text : null,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText() is { Length: <= 100 } raw ? raw : null,
            _ => null,
        };
    }
}
