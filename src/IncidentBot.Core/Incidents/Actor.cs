namespace IncidentBot.Core.Incidents;

/// <summary>Who did it, as recorded with every event. The one who acted is the one recorded.</summary>
/// <param name="Id">A roster id (<c>anna</c>), a chat id (<c>slack/U1</c>), or <c>bot</c>.</param>
/// <param name="Name">The name shown to people at the time; untrusted text.</param>
public sealed record Actor(string Id, string Name)
{
    /// <summary>The bot itself: due timers, deliveries, scheduled work.</summary>
    public static Actor Bot { get; } = new("bot", "IncidentBot");

    /// <summary>What the names of sources of alerts begin with; no chat and no roster gives such an id.</summary>
    private const string AlertPrefix = "alert/";

    /// <summary>A source of alerts: it opens and links, and is no person either.</summary>
    public static Actor OfAlerts(string source) => new($"{AlertPrefix}{source}", source);

    public bool IsAlert => Id.StartsWith(AlertPrefix, StringComparison.Ordinal);

    /// <summary>No person did it.</summary>
    public bool IsBot => string.Equals(Id, Bot.Id, StringComparison.Ordinal) || IsAlert;

    /// <summary>With a name that is fit to be kept and shown; without one the id stands for it.</summary>
    public Actor Clean() => Words.Cut(Words.Clean(Name), Words.NameLength) is { Length: > 0 } name ? this with { Name = name } : this with { Name = Id };

    /// <summary>Every entry says that nobody could be asked who this is.</summary>
    public Actor NotVerified() => this with { Name = $"{Name} (not verified)" };

    public override string ToString() => Id;
}
