using System.Globalization;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Verbs;

/// <summary>
/// What the line of a button was drawn for. A button that says "the next one" means something else once somebody has pressed it, and each
/// press is a delivery of its own: the line says from where it counts, and a press that comes too late changes nothing and wakes nobody.
/// </summary>
internal static class Pressed
{
    /// <summary>The step a <c>next</c> goes on from: <c>from Triage</c>. Null where the line names none, as typed ones do.</summary>
    public static string? From(string text) => Behind("from ", text);

    /// <summary>How many levels had been called when an <c>escalate</c> was drawn: <c>after 2</c>.</summary>
    public static int? After(string text) =>
        Behind("after ", text) is { } level && int.TryParse(level, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <param name="by">Who was faster; null = the state is another for another reason.</param>
    public static Decision TooLate(Actor? by, Actor me, string where, string hint) => Decision.Refuse(
        by is null || by.IsBot ? $"That is done already: {where}"
        : string.Equals(by.Id, me.Id, StringComparison.Ordinal) ? $"You have done that already: {where}"
        : $"{by.Name} has done that already: {where}",
        hint);

    private static string? Behind(string word, string text) => text.StartsWith(word, StringComparison.OrdinalIgnoreCase) ? text[word.Length..].Trim() : null;
}
