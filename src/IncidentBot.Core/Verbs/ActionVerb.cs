using System.Globalization;
using IncidentBot.Core.Actions;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Forms;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;

namespace IncidentBot.Core.Verbs;

/// <summary>Action items: agreed on at any time, kept until they are done, long after the incident is closed.</summary>
public sealed class ActionVerb : IncidentVerb
{
    /// <summary>More than this from one incident is a project plan.</summary>
    public const int Most = 100;

    private const int TextLength = 500;

    public override string Name => "action";

    public override IReadOnlyList<string> Synonyms => ["task", "followup"];

    public override string Usage => "action [INC-7] add @who due <date> [prevent:|detect:|mitigate:|process:] <text> | list [page] | done <no>";

    public override string Help => "action items: add one, list them, tick one off";

    public override bool TakesNoMoreThan(string words) => words.Split(' ') is ["list"] or ["list" or "done", _];

    public override bool NamesPerson => true;

    public override LookVerb? Looks(string text) => Head(text).Word is "" or "list" ? new ActionList() : null;

    /// <summary>Without a date there is no owner either: what was said is what is to be done, and the rest is asked for.</summary>
    public override FormKind? Asks(Incident incident, VerbCall call) =>
        Head(call.Text) is ("add", var said) && !said.Contains(" due ", StringComparison.OrdinalIgnoreCase) && !incident.IsCancelled ? new ActionForm(call.Procedures.Office.DateOf(call.Now), said) : null;

    public override Decision Decide(Incident incident, VerbCall call)
    {
        var (word, rest) = Head(call.Text);
        return word switch
        {
            "add" => Add(incident, call, rest),
            "done" => Done(incident, rest),
            _ => Decision.Refuse($"I do not know 'action {Words.Cut(word, 20)}'.", $"`action {incident.Id} add @who due <date> <text>`, `action {incident.Id} list`, `action {incident.Id} done <no>`"),
        };
    }

    private static Decision Add(Incident incident, VerbCall call, string text)
    {
        var hint = $"`action {incident.Id} add @who due friday <text>`; a date is 2026-12-01, tomorrow, friday or 3d.";
        var at = text.IndexOf(" due ", StringComparison.OrdinalIgnoreCase);
        if (at <= 0)
        {
            return Decision.Refuse("Who does what by when?", hint);
        }

        var (who, (date, what)) = (text[..at], Head(text[(at + 5)..], keepCase: true));
        if (call.Roster.FindNamed(who, incident) is not { } person)
        {
            return Decision.Refuse($"I do not know '{Words.Cut(who, 40)}'; an action item has exactly one owner.", "`contacts` shows everybody of the team; other members are named by a mention, guests not at all.");
        }

        var today = call.Procedures.Office.DateOf(call.Now);
        if (DueDate.Read(date, today) is not { } due)
        {
            return Decision.Refuse($"'{Words.Cut(date, 20)}' is not a date.", hint);
        }

        if (due < today || due > today.AddDays(366))
        {
            return Decision.Refuse($"{DueDate.Show(due)} is {(due < today ? "in the past" : "more than a year away")}.", hint);
        }

        var (kind, said) = Kind(what);
        return said.Length == 0 ? Decision.Refuse($"What is {person.Name} to do?", hint)
            : said.Length > TextLength ? Decision.Refuse($"That is {said.Length} characters; an action item holds {TextLength}.", "Say it in a sentence, and put the rest into the ticket.")
            : incident.IsCancelled ? Decision.Refuse($"{incident.Id} was cancelled.", Reasons.NoteInstead(incident))
            : incident.Actions.Length >= Most ? Decision.Refuse($"{incident.Id} has {Most} action items already.", "Tick some off first: `action list`.")
            : Decision.Accept(
                $"Action {incident.Actions.Length + 1} of {incident.Id} for {person.Name}, due {DueDate.Show(due)}: {said}",
                [new ActionAdded(incident.Actions.Length + 1, person.Id, person.Name, call.Roster.ZoneOf(person.Id), due, said, kind), .. incident.HasEnded ? [] : Ticks.For(incident, TaskTicks.ActionAgreed)]);
    }

    private static Decision Done(Incident incident, string text)
    {
        var open = incident.Actions.Where(item => item.IsOpen).ToList();
        var choices = open.Count == 0 ? "none" : string.Join(" · ", open.Select(item => $"{item.Number} {Words.Cut(item.Text, 40)}"));
        return !int.TryParse(text.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || incident.Actions.FirstOrDefault(item => item.Number == number) is not { } item
            ? Decision.Refuse(text.Length == 0 ? "Which action item?" : $"{incident.Id} has no action item '{Words.Cut(text, 20)}'.", $"`action {incident.Id} done <no>`. Open: {choices}.")
            : !item.IsOpen ? Decision.Refuse($"Action {number} is done already.", $"Open: {choices}.")
            : Decision.Accept($"Action {number} of {incident.Id} is done: {item.Text}", new ActionDone(number));
    }

    private static (ActionKind? Kind, string Text) Kind(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && Enum.TryParse<ActionKind>(text[..colon], ignoreCase: true, out var kind) && !char.IsAsciiDigit(text[0]) ? (kind, text[(colon + 1)..].Trim()) : (null, text);
    }

    private static (string Word, string After) Head(string text, bool keepCase = false)
    {
        var parts = text.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length == 0 ? ("", "") : (keepCase ? parts[0] : parts[0].ToLowerInvariant(), parts.Length == 1 ? "" : parts[1]);
    }
}
