using System.Globalization;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Forms;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Verbs;

/// <summary>Puts reminders off, or stops those for updates with a reason. The ladder cannot be snoozed.</summary>
public sealed class SnoozeVerb : IncidentVerb
{
    /// <summary>The longest for a P1, in minutes (product page, "Chat vocabulary").</summary>
    private const int LongestP1 = 30;

    private static readonly int[] Choices = [15, 30, 60];

    public override string Name => "snooze";

    public override string Usage => "snooze [INC-7] 15|30|60|stop <reason>";

    public override string Help => "put reminders off; a P1 at most 30 minutes";

    public override bool TakesNoMoreThan(string words) => words.All(c => char.IsAsciiDigit(c) || c is '#' or ',' or ' ');

    public override FormKind? Asks(Incident incident, VerbCall call) =>
        string.Equals(call.Text, "stop", StringComparison.OrdinalIgnoreCase) && incident is { IsOpen: true, AwaitsAcknowledgement: false } && incident.Procedure.Updates is not null
            ? new WordsForm("no reminders", "Why? The room sees it.", "Stop reminders")
            : null;

    public override Decision Decide(Incident incident, VerbCall call)
    {
        var words = call.Text.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries);
        if (!incident.IsOpen || incident.Procedure.Updates is null)
        {
            return Decision.Refuse($"Nobody is reminded of anything in {incident.Id}.", $"`status {incident.Id}` shows where it stands.");
        }

        if (incident.AwaitsAcknowledgement)
        {
            return Decision.Refuse("Calls for an acknowledgement cannot be snoozed.", $"`ack {incident.Id}` ends them, `decline {incident.Id}` calls somebody else.");
        }

        if (words.Length > 0 && string.Equals(words[0], "stop", StringComparison.OrdinalIgnoreCase))
        {
            return words.Length == 1 ? Decision.Refuse("Please say why; the room sees it.", $"`snooze {incident.Id} stop <reason>`")
                : Decision.Accept($"No more reminders for updates of {incident.Id} until somebody writes one.", new NagsStopped(words[1]));
        }

        return words.Length > 0 && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && ChoicesFor(incident).Contains(minutes)
            ? Decision.Accept($"No reminders in {incident.Id} until {Spoken.At(call.Now + TimeSpan.FromMinutes(minutes), incident.Office.Clock(call.Now + TimeSpan.FromMinutes(minutes)))}.", new Snoozed(call.Now + TimeSpan.FromMinutes(minutes)))
            : Decision.Refuse(words.Length > 0 && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && Choices.Contains(asked) ? $"The most for a {incident.Severity} is {LongestP1} minutes." : "For how long?", $"`snooze {incident.Id} {string.Join('|', ChoicesFor(incident))}`, in minutes.");
    }

    /// <summary>For how many minutes reminders of this incident can be put off.</summary>
    internal static IEnumerable<int> ChoicesFor(Incident incident) => Choices.Where(choice => choice <= (incident.Severity == Severity.P1 ? LongestP1 : Choices[^1]));
}
