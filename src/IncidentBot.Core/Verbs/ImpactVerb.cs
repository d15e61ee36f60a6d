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
        call.Text.Length == 0 && !incident.IsCancelled ? new WordsForm("impact", "What do users notice?", "Save") { Hint = $"At the end, if known: from 02:40 to 03:20 ({incident.Office.Zone})" } : null;

    public override Decision Decide(Incident incident, VerbCall call)
    {
        var text = call.Text;
        if (AnyTime().Matches(text).FirstOrDefault(time => Read(time) is null) is { } wrong)
        {
            return Decision.Refuse($"'{wrong.Value.Trim().Split(' ', 2)[1]}' is not a time of day.", $"`impact {incident.Id} <text> [from 02:40] [to 03:20]`; times are {incident.Office.Zone}.");
        }

        var (end, withoutEnd) = Take(text, ToTime());
        var (begin, said) = Take(withoutEnd, FromTime());
        if (said.Length == 0 && begin is null && end is null)
        {
            return Decision.Refuse("What do users notice?", $"`impact {incident.Id} <text> [from 02:40] [to 03:20]`");
        }

        // What is over was not noticed for days after: a time without its day is looked for while it lasted, whenever it is said.
        var until = incident.ResolvedAt + Incident.ReopenableFor is { } over && over < call.Now ? over : call.Now;
        var (from, noBegin) = begin?.Of(incident, begin.Date is null ? until : call.Now, ImpactTime.NearEnoughForABeginning, [incident.DeclaredAt], began: null) ?? (null, null);
        var (to, noEnd) = end?.Of(incident, end.Date is null ? until : call.Now, from is null ? ImpactTime.NearEnough : ImpactTime.NearEnoughForABeginning, Ends(incident), from ?? incident.Impact?.From) ?? (null, null);
        if ((noBegin ?? noEnd) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        return incident.Impact?.To is { } ended && to is null && from > ended
            ? Decision.Refuse("It cannot have ended before it began.", $"It ended {incident.Office.DayAndClock(ended)}; say both: `impact {incident.Id} <text> from 02:40 to 03:20`.")
            : Decision.Accept($"Impact of {incident.Id} recorded{Times(incident.Office, from, to)}.", new ImpactDescribed(said.Length == 0 ? incident.Impact?.Text ?? "" : said, from, to));
    }

    private static string Times(WorkingHours clocks, DateTimeOffset? from, DateTimeOffset? to) =>
        $"{(from is { } began ? $" from {clocks.DayAndClock(began)}" : "")}{(to is { } ended ? $" to {clocks.DayAndClock(ended)}" : "")}";

    /// <summary>Where an end is looked for that is said late.</summary>
    private static IReadOnlyList<DateTimeOffset> Ends(Incident incident) => [.. new[] { incident.MitigatedAt, incident.ResolvedAt }.OfType<DateTimeOffset>()];

    private static (ImpactTime? Time, string Left) Take(string text, Regex at) =>
        at.Match(text) is { Success: true } found && Read(found) is { } time ? (time, text.Remove(found.Index, found.Length).Trim()) : (null, text);

    private static ImpactTime? Read(Match found) => ImpactTime.Read(found.Groups["date"].Value, found.Groups["time"].Value);

    [GeneratedRegex(@"(?:^|\s)(from|to) (?:(?<date>\d{4}-\d{1,2}-\d{1,2}) )?(?<time>\d{1,2}:\d{1,2}Z?)(?= to \d|$)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex AnyTime();

    [GeneratedRegex(@"(?:^|\s)to (?:(?<date>\d{4}-\d{1,2}-\d{1,2}) )?(?<time>\d{1,2}:\d{2}Z?)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex ToTime();

    [GeneratedRegex(@"(?:^|\s)from (?:(?<date>\d{4}-\d{1,2}-\d{1,2}) )?(?<time>\d{1,2}:\d{2}Z?)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex FromTime();
}
