using IncidentBot.Core.Alerts;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Messages;

/// <summary>What people read about alerts. Everything a source wrote stands in plain text; an address shows the host it leads to.</summary>
internal static class AlertCards
{
    /// <summary>Alerts with their links on a card; the others are counted.</summary>
    private const int MostLines = 5;

    /// <summary>"4 alerts, 2 firing" as people were last told, so that a storm edits no card more often than that.</summary>
    public static string Count(AlertRecord alerts) =>
        $"{(alerts.Told.Total == 1 ? "1 alert" : $"{alerts.Told.Total} alerts")}, {(alerts.Told.Firing == 0 ? "signal cleared" : $"{alerts.Told.Firing} firing")}";

    /// <summary>The facts of an incident that alerts are linked to, or that should be watched and has none.</summary>
    public static IEnumerable<Fact> Facts(Incident incident)
    {
        if (incident is { Proposed: true, HasEnded: false })
        {
            yield return new Fact("Severity", $"{incident.Severity} is proposed by an alert; nobody has confirmed it");
        }

        if (incident.Alerts is { } alerts)
        {
            yield return new Fact("Alerts", Count(alerts));
        }
        else if (incident.WatchEnds is not null)
        {
            yield return new Fact("Signal", "no alert source is linked: please check by hand");
        }

        if (incident.WatchWaits)
        {
            yield return new Fact("Watch", "begins when the last red alert has cleared");
        }

        if (incident.Interrupted is not null)
        {
            yield return incident.Procedure.Watch is null ? new Fact("Fix", "a red alert came after it") : new Fact("Watch", "ended by a red alert");
        }

        if (incident.RecurrenceOf is { } before)
        {
            yield return new Fact("Recurrence of", before);
        }
    }

    /// <summary>The first alerts with what they link to.</summary>
    public static IEnumerable<Block> Lines(Incident incident)
    {
        if (incident.Alerts is not { } alerts)
        {
            yield break;
        }

        var lines = Math.Min(MostLines, alerts.Told.Shown);
        foreach (var alert in alerts.Shown.Take(lines))
        {
            yield return Line(alert);
        }

        if (alerts.Told.Total > lines)
        {
            yield return Block.Text.Of($"and {alerts.Told.Total - lines} more");
        }
    }

    /// <summary>
    /// A verb behind each: <c>severity</c>, and <c>cancel</c> for the false alarm. Offered is what any responder may say; what would lower it below what a
    /// person stood for confirms nothing, is the commander's, and is asked for as a change of the severity.
    /// </summary>
    public static IEnumerable<Button> Confirming(Incident incident)
    {
        if (incident is not { Proposed: true, HasEnded: false })
        {
            yield break;
        }

        foreach (var severity in new[] { Severity.P1, Severity.P2, Severity.P3 }.Where(severity => severity < incident.Severity || incident.IsProposedAbove(severity)))
        {
            yield return new Button($"Confirm {severity}", $"severity {incident.Id} {severity.ToString().ToLowerInvariant()} confirmed", Primary: severity == incident.Severity && !incident.AwaitsAcknowledgement);
        }

        // What a person declared is no false alarm because of an alert that proposed more.
        if (incident is { IsOpen: true, Provisional: true })
        {
            yield return new Button("False alarm", $"cancel {incident.Id} false alarm", $"End {incident.Id} as a false alarm?");
        }
    }

    /// <summary>More alerts of an incident that is being worked on.</summary>
    public static Card News(Incident incident, IReadOnlyList<LinkedAlert> shown)
    {
        var alerts = incident.Alerts!;
        var words = shown is [var one] && alerts.Told.Total > 0 ? $"{(one.Firing ? "alert" : "signal cleared")}: {one.Title}" : Count(alerts);
        var worse = shown.Any(alert => alert is { Firing: true, Class: AlertClass.Red });
        return new Card($"{incident.Id}: {words}", $"{incident.Id}: {words}")
        {
            Tone = alerts.Told.Firing == 0 ? Tone.Good : worse ? Tone.Attention : Tone.Neutral,
            Blocks = [Block.Text.Of($"{Count(alerts)}."), .. shown.Take(MostLines).Select(Line)],
            Buttons = alerts.Told.Firing == 0 || !worse || incident.Severity == Severity.P1 ? [] : [new Button("Raise to P1", $"severity {incident.Id} p1 more alerts")],
        };
    }

    /// <summary>The watch did not end quietly (product page, "Verification"); where there is none, the fix is not verified.</summary>
    public static Card WatchEnded(Incident incident, IReadOnlyList<LinkedAlert> shown) =>
        new(incident.Procedure.Watch is null ? $"{incident.Id}: a red alert came after the fix" : $"{incident.Id}: a red alert ended the watch", $"{incident.Id} is back in {incident.State}: a red alert")
        {
            Tone = Tone.Alarm,
            Blocks =
            [
                Block.Text.Of([.. incident.Commander is { } id ? new Span[] { new Span.Mention(id, incident.CommanderName!), new Span.Words(" ") } : [], new Span.Words($"Back to {incident.State}. {(incident.Procedure.Watch is null ? "Say `fixed` again when it is mended." : "The next `fixed` starts a full watch.")}")]),
                .. shown.Where(alert => alert.Firing).Take(MostLines).Select(Line),
            ],
            Buttons = [new Button("Back to fixing", $"note {incident.Id} back to fixing", Primary: true), new Button("Unrelated, continue", $"unrelated {incident.Id}")],
        };

    /// <summary>An address that an alert names, under the host it leads to (in its ASCII form, so that no letter looks like another one); no other kind of address is one.</summary>
    internal static Span Link(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme is "https" or "http") && address.UserInfo.Length == 0
            ? new Span.Link(address.IsDefaultPort ? address.IdnHost : $"{address.IdnHost}:{address.Port}", address.AbsoluteUri)
            : new Span.Words(url);

    private static Block Line(LinkedAlert alert)
    {
        var severity = alert.Unmapped ? $"unmapped severity{(alert.Severity is { } word ? $" '{word}'" : "")}" : alert.Class.ToString().ToLowerInvariant();
        var about = string.Join(" · ", new[] { severity, alert.Service, alert.Source, alert.Firing ? null : "cleared" }.OfType<string>());
        List<Span> spans = [new Span.Strong(alert.Title), new Span.Words($" ({about}, since "), new Span.Moment(alert.Since), new Span.Words(")")];
        if (alert.Description is { } description)
        {
            spans.Add(new Span.Words($" {description}"));
        }

        if (alert.Url is { } url)
        {
            spans.AddRange([new Span.Words(" "), Link(url)]);
        }

        return new Block.Text(spans);
    }
}
