using System.Globalization;
using System.Text.RegularExpressions;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Forms;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Sla;

namespace IncidentBot.Core.Verbs;

/// <summary>What users noticed, and from when to when: the figures count from there.</summary>
public sealed partial class ImpactVerb : IncidentVerb
{
    public override string Name => "impact";

    public override string Usage => "impact [INC-7] <text> [from 02:40] [to 03:20]";

    public override string Help => "say what users notice, from when and to when";

    public override bool IsFreeText => true;

    public override FormKind? Asks(Incident incident, VerbCall call) =>
        call.Text.Length == 0 && !incident.IsCancelled ? new WordsForm("impact", "What do users notice?", "Save") { Hint = "At the end, if known: from 02:40 to 03:20 (UTC)" } : null;

    public override Decision Decide(Incident incident, VerbCall call)
    {
        var text = call.Text;
        if (NoTime().Matches(text).Select(time => time.Groups["time"].Value).FirstOrDefault(time => !TimeOnly.TryParseExact(time, ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) is { } wrong)
        {
            return Decision.Refuse($"'{wrong}' is not a time of day.", $"`impact {incident.Id} <text> [from 02:40] [to 03:20]`; times are {incident.Office.Zone}.");
        }

        var (to, withoutTo) = Take(text, ToTime(), incident.Office, call.Now);
        var (from, said) = Take(withoutTo, FromTime(), incident.Office, call.Now);
        if (said.Length == 0 && from is null && to is null)
        {
            return Decision.Refuse("What do users notice?", $"`impact {incident.Id} <text> [from 02:40] [to 03:20]`");
        }

        if ((from ?? incident.Impact?.From) is { } began && (to ?? incident.Impact?.To) is { } ended && ended < began)
        {
            return Decision.Refuse("It cannot have ended before it began.", $"`impact {incident.Id} <text> from 02:40 to 03:20`; times are {incident.Office.Zone}.");
        }

        return Decision.Accept($"Impact of {incident.Id} recorded{Times(incident.Office, from, to)}.", new ImpactDescribed(said.Length == 0 ? incident.Impact?.Text ?? "" : said, from, to));
    }

    private static string Times(WorkingHours clocks, DateTimeOffset? from, DateTimeOffset? to) =>
        $"{(from is { } began ? $" from {clocks.DayAndClock(began)}" : "")}{(to is { } ended ? $" to {clocks.DayAndClock(ended)}" : "")}";

    /// <summary>A time of day is the last one that is not in the future: at 00:10 "from 23:50" was yesterday.</summary>
    private static (DateTimeOffset? At, string Left) Take(string text, Regex at, WorkingHours clocks, DateTimeOffset now)
    {
        var found = at.Match(text);
        if (!found.Success || !TimeOnly.TryParseExact(found.Groups["time"].Value, ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return (null, text);
        }

        return (clocks.Last(time, now), text.Remove(found.Index, found.Length).Trim());
    }

    [GeneratedRegex(@"(?:^|\s)(from|to) (?<time>\d{1,2}:\d{1,2})(?= to \d|$)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex NoTime();

    [GeneratedRegex(@"(?:^|\s)to (?<time>\d{1,2}:\d{2})$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex ToTime();

    [GeneratedRegex(@"(?:^|\s)from (?<time>\d{1,2}:\d{2})$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex FromTime();
}
