using System.Text.Json.Serialization;

namespace IncidentBot.Core.Incidents;

/// <summary>Whom an update is for.</summary>
public enum Audience
{
    /// <summary>The room and the announcement channel.</summary>
    Internal,

    Stakeholders,

    /// <summary>Users of the product, on the status page.</summary>
    Public,
}

/// <summary>What a public text says; the words of status pages.</summary>
public enum PublicStage
{
    Investigating,
    Identified,
    Monitoring,

    /// <summary>Closes the entry on the status page.</summary>
    Resolved,
}

/// <summary>How a part of the product is; the words of status pages.</summary>
public enum ComponentStatus
{
    Operational,
    DegradedPerformance,
    PartialOutage,
    MajorOutage,
}

/// <summary>What people are reminded of.</summary>
public enum NagKind
{
    /// <summary>The next update is due.</summary>
    Update,

    /// <summary>Nobody has done anything in the room for twice the cadence.</summary>
    Silence,
}

/// <summary>An update as it stands.</summary>
/// <param name="Published">Null: a draft.</param>
/// <param name="Stage">Of a public text; null for the others.</param>
/// <param name="Task">Number of the task of whoever sends it by hand; null where nobody has to.</param>
public sealed record Update(int Number, Audience Audience, string Text, DateTimeOffset Written, string By, DateTimeOffset? Published, PublicStage? Stage = null, bool ByBot = false, int? Task = null)
{
    /// <summary>As it was written; <see cref="Text"/> names the time of the next besides, once it was published.</summary>
    [JsonIgnore]
    public string Wording { get; init; } = Text;

    /// <summary>The bot's own words, by itself or because of what somebody did.</summary>
    internal bool WordedByBot => ByBot || string.Equals(By, Actor.Bot.Name, StringComparison.Ordinal);
}

/// <summary>The ticket of an incident.</summary>
/// <param name="By">Who named it last.</param>
public sealed record Ticket(string Number, string By);

/// <summary>What users noticed.</summary>
public sealed record Impact(string Text, DateTimeOffset? From, DateTimeOffset? To);

/// <summary>A standing pause of the resolution clock.</summary>
/// <param name="Until">Null: until the deployment window.</param>
public sealed record Pause(string Reason, DateTimeOffset Since, DateTimeOffset? Until);

/// <summary>Somebody wants the command, or was offered it.</summary>
/// <param name="Until">When a claim succeeds without an answer; null for an offer.</param>
public sealed record CommandChange(string Person, string Name, DateTimeOffset? Until);
