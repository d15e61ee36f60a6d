using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Simulation.Promises;

/// <summary>
/// What a person asked for, read from the line as it was typed by rules of the checker's own (product page, "Chat vocabulary"): the reading
/// of the product is one of the things that are judged.
/// </summary>
/// <param name="Verb">Null when the line asks for nothing that the checker knows.</param>
/// <param name="Named">The incident that stands first or right after the verb.</param>
/// <param name="Text">What is left: a title, a reason, a note. With an unknown verb it is the whole line.</param>
/// <param name="Insists">They were asked whether to do it without a commander, and say yes.</param>
internal readonly record struct TypedLine(string? Verb, IncidentId? Named, string Text, bool Private = false, bool Insists = false)
{
    public const string Declare = "declare";

    /// <summary>Saying what an alert-born incident is, which whoever works on it may.</summary>
    public const string Confirm = "confirm what an alert opened";

    /// <summary>Saying that there is nothing behind an alert.</summary>
    public const string FalseAlarm = "call an alert a false alarm";

    /// <summary>A task of a yellow alert ends.</summary>
    public const string CloseTask = "close a task";

    /// <summary>A change of severity to a worse one, which anybody may ask for.</summary>
    public const string Raise = "raise to worse";

    /// <summary>The bot's own first public text, which any responder may approve.</summary>
    public const string ApproveTemplate = "approve the template";

    /// <summary>Saying that one's own declaration, which nobody has acknowledged, is another one.</summary>
    public const string TakeBack = "merge what one declared before an answer";

    /// <summary>The incident that another one is merged into, as far as the merge touches it.</summary>
    public const string MergeInto = "merge into";

    /// <summary>Writing to each other in a room, which shows that somebody is there.</summary>
    public const string Talk = "talk in the room";

    private static readonly string[] Declares = ["private", "test", "drill", "new", "declare"];

    private static readonly FrozenDictionary<string, string> Verbs = new[]
    {
        ("ack", "ack"), ("acknowledge", "ack"), ("acknowledged", "ack"),
        ("note", "note"), ("comment", "note"), ("log", "log"), ("title", "title"), ("rename", "title"),
        ("join", "join"), ("next", "next"), ("done", "done"), ("undo", "undo"), ("fixed", "fixed"), ("mitigated", "fixed"),
        ("resolve", "resolve"), ("resolved", "resolve"), ("reopen", "reopen"), ("cancel", "cancel"), ("close", "close"),
        ("decline", "decline"), ("page", "page"), ("escalate", "escalate"), ("severity", "severity"), ("raise", "severity"), ("lower", "severity"), ("confirm", "severity"), ("unrelated", "unrelated"),
        ("pause", "pause"), ("resume", "resume"), ("publish", "publish"), ("approve", "publish"), ("lead", "lead"), ("claim", "lead"), ("commander", "lead"),
        ("handover", "handover"), ("room", "room"), ("handoff", "handover"), ("role", "role"), ("skip", "skip"), ("update", "update"), ("cause", "cause"), ("component", "component"),
        ("snooze", "snooze"), ("ticket", "ticket"), ("impact", "impact"), ("who", "who"), ("summary", "summary"), ("catchup", "summary"), ("links", "links"), ("playbook", "playbook"), ("playbooks", "playbook"), ("runbook", "playbook"), ("postmortem", "postmortem"), ("pm", "postmortem"), ("action", "action"), ("task", "action"), ("followup", "action"), ("merge", "merge"), ("contacts", "contacts"),
        ("doctor", "doctor"), ("status", "status"), ("timeline", "timeline"), ("list", "list"), ("open", "list"), ("help", "help"), ("?", "help"),
    }.ToFrozenDictionary(word => word.Item1, word => word.Item2, StringComparer.OrdinalIgnoreCase);

    public static TypedLine Of(Input input) => input switch
    {
        Input.Line line => Of(line.Text),
        Input.Press press => Of(press.Text),
        Input.Talk => new TypedLine(Talk, null, ""),
        _ => Of(""),
    };

    public static TypedLine Of(string line) => Read(Plain(line));

    private static TypedLine Read(string text)
    {
        var (first, rest) = Cut(text);
        if (Is(first, "break-glass"))
        {
            return Read(rest) with { Insists = true };
        }

        if (IncidentId.TryParse(first, out var id))
        {
            var (word, others) = Cut(rest);
            return word.Length == 0 ? new TypedLine("status", id, "") : new TypedLine(Verbs.GetValueOrDefault(word), id, Verbs.ContainsKey(word) ? others : rest);
        }

        if (IsSeverity(first))
        {
            return new TypedLine(Declare, null, rest);
        }

        if (Declares.Contains(first, StringComparer.OrdinalIgnoreCase))
        {
            var (second, title) = Cut(rest);
            var both = (Is(first, "private") && IsDrill(second)) || (IsDrill(first) && Is(second, "private"));
            var (severity, words) = both ? Cut(title) : (second, title);
            return new TypedLine(Declare, null, IsSeverity(severity) ? words : both ? title : rest, Private: both || Is(first, "private"));
        }

        first = first.TrimEnd(':', ',');
        if (!Verbs.TryGetValue(first, out var verb))
        {
            return new TypedLine(null, null, text);
        }

        var (subject, after) = Cut(rest);
        return IncidentId.TryParse(subject, out var named) ? new TypedLine(verb, named, after) : new TypedLine(verb, null, rest);
    }

    private static bool IsSeverity(string typed) =>
        typed.TrimEnd(':', ',') is [_, .., >= '1' and <= '4'] word && (Is(word[..^1], "p") || Is(word[..^1], "sev"));

    private static bool IsDrill(string word) => Is(word, "test") || Is(word, "drill");

    private static bool Is(string word, string known) => string.Equals(word, known, StringComparison.OrdinalIgnoreCase);

    private static (string Word, string After) Cut(string text) => text.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var blank ? (text[..blank], text[(blank + 1)..]) : (text, "");

    /// <summary>One blank for any white space or control character; what cannot be seen is not there.</summary>
    private static string Plain(string line)
    {
        var plain = new StringBuilder(line.Length);
        foreach (var letter in line)
        {
            if (char.IsWhiteSpace(letter) || char.IsControl(letter))
            {
                plain.Append(plain.Length == 0 || plain[^1] == ' ' ? "" : " ");
            }
            else if (char.GetUnicodeCategory(letter) is not (UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned))
            {
                plain.Append(letter);
            }
        }

        return plain.ToString().TrimEnd(' ');
    }
}
