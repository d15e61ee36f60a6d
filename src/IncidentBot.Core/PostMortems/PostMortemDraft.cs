using System.Globalization;
using System.Text;
using IncidentBot.Core.Figures;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Store;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.PostMortems;

/// <summary>
/// The blameless draft, written from the timeline (guide, "Post-Mortem"; integrations page, section 17). Pure: the same timeline gives the
/// same text. What only people know stays a question to them; nothing is made up.
/// </summary>
public static class PostMortemDraft
{
    public static string Write(Incident incident, IReadOnlyList<Recorded> entries)
    {
        var figures = IncidentFigures.Of(incident);
        var draft = new StringBuilder();
        Line($"# Post-mortem {incident.Id}: {Markdown.Escape(incident.Title)}");
        Line();
        Line($"{incident.HighestSeverity}{(incident.Drill ? ", drill" : "")}{(incident.Private ? ", private" : "")} · declared {Utc(incident.DeclaredAt)} UTC by {Markdown.Escape(incident.DeclaredBy.Name)} · commander {Markdown.Escape(incident.CommanderName ?? "none")}");
        Line();
        Section("Summary", Summary(incident));
        Section("Impact", [Markdown.Escape(incident.Impact?.Text ?? "") is { Length: > 0 } impact ? impact : "What did users notice? (`impact <text> [from 02:40] [to 03:20]`)", .. Components(incident), .. Severities(entries)]);
        Table(figures, incident);
        Section("Detection", [$"Reported by {Markdown.Escape(incident.DeclaredBy.Name)}, {IncidentFigures.Show(figures.TimeToDetect)} after the impact began. {(incident.Alerts is not null ? "Did the alert come early enough, and did it say enough?" : "Could monitoring have told first?")}"]);
        Section("Contributing factors", [incident.Cause is { } cause ? Markdown.Escape(cause) : "What had to come together for this? (`cause <text>`)", "A person's mistake is where the question begins: what made it possible?"]);
        Told(ReviewNotes.Trigger);
        Section("Resolution", Resolution(incident, entries));
        Timeline(entries);
        Told(ReviewNotes.WentWell);
        Told(ReviewNotes.WentBadly);
        Told(ReviewNotes.Lucky);
        Section("Lessons", incident.Lessons.IsEmpty ? ["What do we know now that we did not know before? (`log lesson <text>`, or 💡 on a message)"] : [string.Join('\n', incident.Lessons.Select(lesson => $"- {Markdown.Escape(lesson.Text)} \\({lesson.Number}\\)"))]);
        Section("Action items", Actions(incident));
        Section("What was told outside", Published(incident, entries));
        return draft.ToString();

        void Line(string text = "") => draft.Append(text).Append('\n');

        void Section(string title, IEnumerable<string> paragraphs)
        {
            Line($"## {title}");
            Line();
            foreach (var paragraph in paragraphs)
            {
                Line(paragraph);
                Line();
            }
        }

        void Told(ReviewNotes about) => Section(about.Title, about.From(entries).ToList() is { Count: > 0 } said ? [string.Join('\n', said.Select(line => $"- {Markdown.Escape(line)}"))] : [$"{about.Question} (`{about.Usage}`)"]);

        void Table(IncidentFigures times, Incident of)
        {
            Line("| figure | time |");
            Line("|---|---|");
            Line($"| to detect | {IncidentFigures.Show(times.TimeToDetect)} |");
            Line($"| to acknowledge | {IncidentFigures.Show(times.TimeToAcknowledge)}{Response(times, ResponseTarget.Of(of, entries))} |");
            Line($"| to mitigate | {IncidentFigures.Show(times.TimeToMitigate)} |");
            Line($"| to restore | {IncidentFigures.Show(times.TimeToRestore)} |");
            Line($"| to resolve | {IncidentFigures.Show(times.TimeToResolve)}{Resolution(times, ResolutionTarget.Of(of, entries))} |");
            Line();
        }

        void Timeline(IReadOnlyList<Recorded> all)
        {
            Line("## Timeline (UTC)");
            Line();
            Line("| moment | UTC |");
            Line("|---|---|");
            foreach (var (moment, at) in Moments(incident, figures))
            {
                Line($"| {moment} | {(at is { } known ? Utc(known) : "not yet")} |");
            }

            Line();
            foreach (var at in Enumerable.Range(0, all.Count).Where(at => TimelineWords.Tells(all[at])))
            {
                Line(string.Create(CultureInfo.InvariantCulture, $"- {Utc(all[at].At)} · {Markdown.Escape(TimelineWords.Of(all[at]))} \\({at + 1}\\)"));
            }

            Line();
        }
    }

    private static IEnumerable<string> Summary(Incident incident)
    {
        var figures = IncidentFigures.Of(incident);
        yield return incident.ResolvedAt is null
            ? "It is not resolved yet; this draft grows with the timeline."
            : $"It was resolved after {IncidentFigures.Show(figures.TimeToResolve)}; users noticed it for {IncidentFigures.Show(figures.TimeToRestore)}.";
    }

    private static IEnumerable<string> Actions(Incident incident)
    {
        if (!incident.Actions.Any(item => item.Helps))
        {
            yield return "Each with a verb, a measurable result, one owner and a due date; a P1 needs at least one that prevents or detects. (`action add @who due friday prevent: <text>`)";
        }

        if (!incident.Actions.IsEmpty)
        {
            yield return string.Join('\n', incident.Actions.Select(item => $"- [{(item.IsOpen ? " " : "x")}] {item.Number}: {Markdown.Escape(ActionList.Words(item))}"));
        }
    }

    private static IEnumerable<string> Components(Incident incident) =>
        incident.Components.Select(component => $"- {Markdown.Escape(component.Key)}: {ComponentWords.Of(component.Value)}");

    /// <summary>Said where it was of more than one.</summary>
    private static IEnumerable<string> Severities(IReadOnlyList<Recorded> entries) =>
        SeveritySpans.Of(entries) is { Count: > 1 } spans ? [$"It was {SeveritySpans.Show(spans)}."] : [];

    /// <summary>What every post-mortem is read for first (integrations page, section 17): began, detected, paged, acknowledged, public, mitigated, resolved.</summary>
    private static IEnumerable<(string Moment, DateTimeOffset? At)> Moments(Incident incident, IncidentFigures figures)
    {
        yield return ("the impact began", figures.Began);
        yield return ("detected", figures.Detected);
        if (incident.Procedure.FirstOf(StepPhase.Alert) is not null && !incident.Drill)
        {
            yield return ("called", figures.Declared);
            yield return ("acknowledged", figures.Acknowledged);
        }

        if (incident.Updates.Where(update => update is { Audience: Audience.Public, Published: not null }).MinBy(update => update.Published) is { } first)
        {
            yield return ("first public text", first.Published);
        }

        yield return ("mitigated", figures.Mitigated);
        yield return ("resolved", figures.Resolved);
    }

    private static IEnumerable<string> Resolution(Incident incident, IReadOnlyList<Recorded> entries)
    {
        var fixes = entries.Count(entry => entry.Event is Mitigated);
        yield return fixes == 0 ? "No fix is recorded." : $"{fixes} {(fixes == 1 ? "fix" : "fixes")} put in{(incident.MitigatedAt is { } at ? $", the last {Utc(at)} UTC" : "")}.";
        foreach (var playbook in incident.Playbooks)
        {
            yield return $"Playbook {Markdown.Escape(playbook.Title)}: {playbook.Tasks.Count(task => incident.Done.Contains(task.Number))} of {playbook.Tasks.Count} steps ticked.";
        }

        foreach (var resolved in entries.Select(entry => entry.Event).OfType<Resolved>().Where(resolved => resolved.Reason is not null))
        {
            yield return $"Resolved{TimelineWords.HowEarly(resolved)}: {Markdown.Escape(resolved.Reason!)}";
        }
    }

    private static IEnumerable<string> Published(Incident incident, IReadOnlyList<Recorded> entries)
    {
        var told = incident.Updates.Where(update => update is { Published: not null, Audience: not Audience.Internal }).ToList();
        IReadOnlyList<string> before = [.. entries.Where(entry => entry.Event is MergedIn { Public: not null }).Select(entry => $"- {Utc(entry.At)} UTC, {((MergedIn)entry.Event).From} came in: the public read of it {PublicWords.Of(((MergedIn)entry.Event).Public!.Value)}.")];
        return told.Count + before.Count == 0 ? ["Nothing."] : before.Concat(told.Select(update => $"- {Utc(update.Published!.Value)} UTC, to {TimelineWords.For(update.Audience)}: {Markdown.Escape(update.Text)}{(update.Task is { } task && !incident.Done.Contains(task) ? " (nobody has said that it was sent)" : "")}"));
    }

    private static string Response(IncidentFigures times, ResponseTarget? target) =>
        target is null ? "" : Target(target.Target, target.From, times, times.TimeToAcknowledge, missed: target.Missed is not null || times.Acknowledged > target.Due);

    private static string Resolution(IncidentFigures times, ResolutionTarget? target) =>
        target is null ? "" : Target(target.Target, target.From, times, times.TimeToResolve, target.Missed);

    /// <summary>As the figures judge it. A time beyond the target that kept it says so: the target began later, or the clock stood still.</summary>
    private static string Target(TimeSpan target, DateTimeOffset from, IncidentFigures times, TimeSpan? took, bool missed)
    {
        var kept = !missed && took > target;
        var since = from > times.Declared && (missed || kept) ? $" from {Utc(from)} UTC on" : "";
        return $" (target {IncidentFigures.Show(target)}{since}{(missed ? ", missed" : kept ? ", kept" : "")})";
    }

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
