using System.Text.RegularExpressions;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Desk;

/// <summary>
/// What comes back too late to be reopened is a new incident, linked to the first (product page, "Ends"): the title says
/// <c>again after INC-7: checkout is down</c>, typed or by the button that the refused <c>reopen</c> offers.
/// </summary>
internal static partial class Recurrence
{
    public static (IncidentId Before, string Title)? Of(string title) =>
        Again().Match(title) is { Success: true } said && IncidentId.TryParse(said.Groups["id"].Value, out var before) ? (before, said.Groups["title"].Value) : null;

    /// <summary>The line that declares it again.</summary>
    public static string Line(Incident before) =>
        $"{(before.Drill ? "test " : "")}{(before.Private ? "private " : "")}{before.Severity.ToString().ToLowerInvariant()} again after {before.Id}: {before.Title}";

    [GeneratedRegex(@"^again after (?<id>INC-\d{1,9}):? (?<title>.+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Again();
}
