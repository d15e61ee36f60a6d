using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Messages;

/// <summary>
/// Texts the bot drafts for people outside: facts and times, no guesses, no promise of when it is mended (integrations page, section 17).
/// The title is the team's own wording and never part of a public text.
/// </summary>
public static class UpdateTexts
{
    /// <summary>Closes the entry of a false alarm.</summary>
    public const string FalseAlarm = "We have found that there was no problem: our services work as usual. We are sorry for the alarm.";

    /// <summary>Closes the entry of what goes on as another incident: nothing is solved yet.</summary>
    public const string PartOfAnother = "This is part of another problem that we are still working on. Further updates follow there.";

    /// <summary>Whoever approves it reads what goes out: only the time moves with the moment.</summary>
    public const string SentLater = "Sent later, it names a later time.";

    public static string Public(PublicStage stage, Incident incident, string? ending = null)
    {
        var what = incident.Components.Where(component => component.Value != ComponentStatus.Operational).Select(component => component.Key).ToList();
        var where = what.Count == 0 ? "one of our services" : string.Join(", ", what);
        return stage switch
        {
            PublicStage.Investigating => $"We are investigating a problem with {where}.",
            PublicStage.Identified => $"We have found the cause of the problem with {where} and are working on it.",
            PublicStage.Monitoring => $"The problem with {where} should be gone. We are watching it closely.",
            _ => ending ?? $"The problem with {where} is solved. We are sorry for the trouble.",
        };
    }

    /// <summary>
    /// Facts only; goes to the stakeholders without anybody's approval. Of what people typed there is the title, by which everybody knows it, and
    /// nothing else: other words go out when somebody has seen the preview.
    /// </summary>
    public static string Facts(Incident incident) =>
        $"{incident.Id} ({incident.Severity}): {incident.Title}. Since {incident.Office.Clock(incident.Impact?.From ?? incident.DeclaredAt, incident.KnownAt)}. "
        + $"{(incident.CommanderName is { } commander ? $"Commander: {commander}." : incident.AwaitsAcknowledgement ? "People are being called." : "Nobody commands just now.")} {Plainly(incident)}";

    /// <summary>For everybody who got an earlier text (product page, "Ends"); it goes by itself, so it holds facts only.</summary>
    public static string Over(Incident incident, string how) =>
        $"{incident.Id}: {incident.Title}. {how}";

    /// <summary>Stakeholders do not know the steps of a procedure.</summary>
    private static string Plainly(Incident incident) => incident switch
    {
        { AwaitsAcknowledgement: true } => "Nobody works on it yet.",
        { MitigatedAt: not null } => "A fix is in and is being watched.",
        { Cause: not null } => "The cause is known and is being mended.",
        _ => "It is being looked into.",
    };

    /// <summary>
    /// "Each update names the time of the next" (product page, "Noise rule"): the text as it goes out at this moment, for whomever it is, by the
    /// team's clock. What says that it is over names none.
    /// </summary>
    public static string Sent(Incident incident, string text, PublicStage? stage, DateTimeOffset now) =>
        stage != PublicStage.Resolved && NextDue(incident, now) is { } due
            ? $"{Words.Ended(text)} The next update follows by {incident.Office.Clock(due, now)}."
            : text;

    /// <summary>
    /// The text that somebody has yet to send by hand, as it is true at this moment: as it was published for as long as the time that it names lies
    /// ahead, then with the next one, or none where none is due any more. The facts are then those of now.
    /// </summary>
    public static string ByHand(Incident incident, Update update, DateTimeOffset now)
    {
        if (update.Published is not { } published || incident.UpdatesEvery(published) is not { } every || (incident.IsOpen && now < published + every))
        {
            return update.Text;
        }

        var facts = update is { ByBot: true, Audience: Audience.Stakeholders };
        return Sent(incident, facts ? Facts(incident.SeenAt(now)) : update.Wording, update.Stage, now);
    }

    /// <summary>When the next update is due after one at this moment, as the reminder counts it; null where nobody is asked for any.</summary>
    public static DateTimeOffset? NextDue(Incident incident, DateTimeOffset now) =>
        incident.IsOpen && now + incident.UpdatesEvery(now) is { } due ? incident.SnoozedUntil is { } until && until > due ? until : due : null;

    /// <summary>For a ticket system, as facts alone.</summary>
    public static string Ticket(Incident incident) =>
        $"{incident.Severity} {incident.Title} ({incident.Id}). Declared {incident.Office.DayAndClock(incident.DeclaredAt)} by {incident.DeclaredBy.Name}.{(incident.Impact is { } impact ? $" Impact: {impact.Text}" : "")}";
}
