namespace IncidentBot.Core.Playbooks;

/// <summary>Section <c>Playbooks</c>: where a team keeps its own.</summary>
public sealed class PlaybooksOptions
{
    public const string Section = "Playbooks";

    /// <summary>A folder of Markdown files beside the shipped ones; one of the same name takes the place of a shipped one. Not set: none.</summary>
    public string? Folder { get; set; }

    /// <summary>Whether the guide's three are known too.</summary>
    /// <value>true.</value>
    public bool Shipped { get; set; } = true;
}

/// <summary>Section <c>Links</c>: pages that people look at when something is wrong.</summary>
public sealed class LinksOptions
{
    public const string Section = "Links";

    private const int LongestName = 60;

    /// <summary>Shown in triage, and by <c>links</c>.</summary>
    public IReadOnlyList<LinkOptions> List { get; init; } = [];

    /// <summary>Every problem at once; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        for (var i = 0; i < List.Count; i++)
        {
            if (Incidents.Words.Clean(List[i].Name).Length is 0 or > LongestName)
            {
                yield return $"{Section}:List:{i}:Name must be 1 to {LongestName} characters.";
            }

            if (!Uri.TryCreate(List[i].Url, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.UserInfo.Length > 0)
            {
                yield return $"{Section}:List:{i}:Url must be an address such as https://grafana.example.org/d/checkout, without a password in it.";
            }
        }
    }

    /// <summary>Expects options without <see cref="Problems"/>.</summary>
    public IEnumerable<Link> ToLinks() => List.Select(link => new Link(Incidents.Words.Clean(link.Name), new Uri(link.Url).AbsoluteUri));
}

/// <summary>One page.</summary>
public sealed class LinkOptions
{
    /// <summary>What people read.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>Where it is.</summary>
    public string Url { get; set; } = string.Empty;
}
