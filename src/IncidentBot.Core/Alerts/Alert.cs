using System.Collections.Immutable;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Alerts;

/// <summary>
/// One alert as an edge translated it. Everything in it was written by a machine somewhere else and is as untrusted as what people type:
/// <see cref="Clean"/> makes it fit to be kept and bounds it.
/// </summary>
/// <param name="Source">The name of the configured source it came through.</param>
/// <param name="Id">The source's own name for the signal; the same again for every occurrence.</param>
/// <param name="Firing">False: the signal has cleared.</param>
public sealed record Alert(string Source, string Id, bool Firing, string Title)
{
    public const int IdLength = 300;
    public const int UrlLength = 500;
    public const int DescriptionLength = 500;
    public const int LabelLength = 100;

    /// <summary>More labels or values than this are left out.</summary>
    public const int MostLabels = 20;

    /// <summary>A clock that is ahead must not make every later occurrence look old.</summary>
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromMinutes(5);

    public string? Severity { get; init; }

    public string? Description { get; init; }

    /// <summary>What is affected; alerts of one service belong together.</summary>
    public string? Service { get; init; }

    /// <summary>When this occurrence began; null = not said: the occurrence that is there, or one that begins now.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    public DateTimeOffset? EndsAt { get; init; }

    public string? Url { get; init; }

    public string? Playbook { get; init; }

    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    public ImmutableSortedDictionary<string, string> Values { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Its text without what fools a reader, within bounds; a link only where it is one.</summary>
    public Alert Clean(DateTimeOffset now) => this with
    {
        Id = Words.Cut(Words.Clean(Id), IdLength),
        Title = Words.Cut(Words.Clean(Title), Words.TitleLength) is { Length: > 0 } title ? title : "Untitled alert",
        Severity = Kept(Severity, LabelLength),
        Description = Kept(Description, DescriptionLength),
        Service = Kept(Service, LabelLength),
        Playbook = Kept(Playbook, LabelLength),
        Url = IsLink(Url) ? Url : null,
        StartsAt = StartsAt > now + ClocksDiffer ? now : StartsAt?.ToUniversalTime(),
        EndsAt = EndsAt?.ToUniversalTime(),
        Labels = Kept(Labels),
        Values = Kept(Values),
    };

    public string? Label(string name) => Labels.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    private static string? Kept(string? text, int length) => text is null ? null : Words.Cut(Words.Clean(text), length) is { Length: > 0 } kept ? kept : null;

    private static ImmutableSortedDictionary<string, string> Kept(ImmutableSortedDictionary<string, string> pairs) => pairs
        .Select(pair => (Key: Kept(pair.Key, LabelLength), Value: Kept(pair.Value, LabelLength)))
        .Where(pair => pair is { Key: not null, Value: not null })
        .DistinctBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)
        .Take(MostLabels)
        .ToImmutableSortedDictionary(pair => pair.Key!, pair => pair.Value!, StringComparer.OrdinalIgnoreCase);

    private static bool IsLink(string? url) =>
        url is { Length: <= UrlLength } && !url.Any(letter => letter is <= ' ' or > '~' or '<' or '>' or '"' or '|' or '`')
        && Uri.TryCreate(url, UriKind.Absolute, out var link) && link.Scheme is "https" or "http" && link.UserInfo.Length == 0;
}
