using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.PostMortems;

/// <summary>
/// What people tell the post-mortem that no clock knows: a note that begins with one of these labels and a colon stands in the section of that
/// name (integrations page, section 17: trigger, what went well, badly, by luck). It is a line of the timeline like every note.
/// </summary>
public sealed record ReviewNotes(string Label, string Title, string Question)
{
    public static readonly ReviewNotes Trigger = new("trigger", "Trigger", "What set it off just then: a deployment, a change, the load, a date?");

    public static readonly ReviewNotes WentWell = new("went well", "What went well", "What helped, and should stay?");

    public static readonly ReviewNotes WentBadly = new("went badly", "What went badly", "What cost time, and why?");

    public static readonly ReviewNotes Lucky = new("lucky", "Where we were lucky", "What could have made it worse, and only by chance did not?");

    /// <summary>In the order of the draft.</summary>
    public static readonly IReadOnlyList<ReviewNotes> All = [Trigger, WentWell, WentBadly, Lucky];

    /// <summary>The line that says it, for people.</summary>
    public string Usage => $"note {Label}: <text>";

    /// <summary>Which of them a note belongs to; null = a plain line of the timeline.</summary>
    public static ReviewNotes? Of(string note) => All.FirstOrDefault(one => one.Said(note) is not null);

    /// <summary>What those notes say, in the order they were made.</summary>
    public IEnumerable<string> From(IEnumerable<Recorded> entries) => entries.Select(entry => entry.Event).OfType<Noted>().Select(note => Said(note.Text)).OfType<string>();

    /// <summary>The label that somebody wrote without saying anything under it; null = there is none, or there are words.</summary>
    public static ReviewNotes? Unsaid(string note) => All.FirstOrDefault(one => note.StartsWith($"{one.Label}:", StringComparison.OrdinalIgnoreCase) && one.Said(note) is null);

    private string? Said(string note) =>
        note.StartsWith($"{Label}:", StringComparison.OrdinalIgnoreCase) && note[(Label.Length + 1)..].Trim() is { Length: > 0 } said ? said : null;
}
