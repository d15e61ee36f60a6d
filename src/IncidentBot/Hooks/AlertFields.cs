using IncidentBot.Configuration;

namespace IncidentBot.Hooks;

/// <summary>Where each field of an alert stands in the bodies of one source: its map, and for what that leaves out the field's own name.</summary>
internal sealed record AlertFields(AlertFieldsOptions Map, IReadOnlyList<string> ResolvedWords)
{
    /// <summary>Null: the body itself is the alert, or a list of them.</summary>
    public FieldPath? Items { get; } = Map.Items.Length == 0 ? null : FieldPath.TryParse(Map.Items);

    public FieldPath Id { get; } = At(Map.Id, "id");

    public FieldPath Status { get; } = At(Map.Status, "status");

    public FieldPath Title { get; } = At(Map.Title, "title");

    public FieldPath Severity { get; } = At(Map.Severity, "severity");

    public FieldPath Description { get; } = At(Map.Description, "description");

    public FieldPath Service { get; } = At(Map.Service, "service");

    public FieldPath StartsAt { get; } = At(Map.StartsAt, "starts_at");

    public FieldPath EndsAt { get; } = At(Map.EndsAt, "ends_at");

    public FieldPath Url { get; } = At(Map.Url, "url");

    public FieldPath Playbook { get; } = At(Map.Playbook, "playbook");

    public FieldPath Labels { get; } = At(Map.Labels, "labels");

    public FieldPath Values { get; } = At(Map.Values, "values");

    /// <summary>The body's own word for where it comes from; kept as a label, because the source is who holds the key.</summary>
    public FieldPath Source { get; } = FieldPath.Of("source");

    /// <summary>Null: the word says neither.</summary>
    public bool? IsFiring(string status)
    {
        if (ResolvedWords.Contains(status, StringComparer.OrdinalIgnoreCase))
        {
            return false;
        }

        return status.ToLowerInvariant() switch
        {
            "resolved" => false,
            "firing" => true,
            _ => Map.Status.Length > 0 || ResolvedWords.Count > 0 ? true : null,
        };
    }

    private static FieldPath At(string path, string name) => path.Length == 0 ? FieldPath.Of(name) : FieldPath.TryParse(path) ?? throw new ArgumentException($"'{path}' is no path.", nameof(path));
}
