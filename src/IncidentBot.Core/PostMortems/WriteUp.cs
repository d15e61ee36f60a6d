namespace IncidentBot.Core.PostMortems;

/// <summary>What is left to write down after the resolve: the post-mortem of a P1, the documentation of the others.</summary>
/// <param name="Person">Who writes it; null = nobody was found, and nobody is reminded.</param>
/// <param name="Zone">The owner's time zone; null = the team's.</param>
/// <param name="Since">The resolve.</param>
/// <param name="State">Null: documentation, which has no states of its own.</param>
/// <param name="Nagged">When its owner was last reminded.</param>
public sealed record WriteUp(string? Person, string? Name, string? Zone, DateTimeOffset Since, PostMortemState? State, DateTimeOffset? Nagged = null)
{
    /// <summary>A post-mortem is due this long after the resolve (guide: "within 24 hours").</summary>
    public static readonly TimeSpan DueAfter = TimeSpan.FromHours(24);

    /// <summary>Reminders end this long after the resolve; what is missing stays on the card.</summary>
    public static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(30);

    public bool IsWritten => State == PostMortemState.Published;
}

/// <summary>How far a post-mortem is (integrations page, section 17: draft, in review, reviewed, closed).</summary>
public enum PostMortemState
{
    /// <summary>Written by the bot from the timeline; people fill in what only they know.</summary>
    Draft,

    InReview,

    Reviewed,

    /// <summary>Shared with the team; what the guide calls closed.</summary>
    Published,
}
