namespace IncidentBot.Core.Actions;

/// <summary>What comes of an incident so that it does not happen again: one owner, a date, a sentence (integrations page, section 17).</summary>
/// <param name="Number">Counted within the incident, never given twice.</param>
/// <param name="Zone">The owner's time zone when it was agreed; null = the team's.</param>
/// <param name="Kind">Null: not said.</param>
/// <param name="Reminded">When its owner was last reminded.</param>
public sealed record ActionItem(
    int Number,
    string Person,
    string Name,
    string? Zone,
    DateOnly Due,
    string Text,
    ActionKind? Kind,
    DateTimeOffset Added,
    DateTimeOffset? Done = null,
    DateTimeOffset? Reminded = null)
{
    /// <summary>Reminders begin this many days before the date.</summary>
    public const int RemindedBefore = 3;

    /// <summary>An item this many days overdue is not called for any more; it stays in the lists.</summary>
    public const int GivenUpAfter = 30;

    public bool IsOpen => Done is null;

    /// <summary>It prevents or detects: of a P1's items at least one does (integrations page, section 17).</summary>
    public bool Helps => Kind is ActionKind.Prevent or ActionKind.Detect;
}

/// <summary>What an action item is good for. A P1 needs at least one that prevents or detects.</summary>
public enum ActionKind
{
    Prevent,
    Detect,
    Mitigate,
    Process,
}
