using IncidentBot.Core.Desk;
using IncidentBot.Core.Forms;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Verbs;

/// <summary>
/// What is collected for reports (product page, "Chat vocabulary": <c>log &lt;kind&gt; &lt;text&gt;</c>). Of an incident that is what was learnt from it:
/// its post-mortem lists the lessons. Possible at any time, also after the end.
/// </summary>
public sealed class LogVerb : IncidentVerb
{
    /// <summary>The kind that an incident collects.</summary>
    public const string Lesson = "lesson";

    /// <summary>What takes a lesson back, before its number or its words.</summary>
    public const string Withdraw = "withdraw";

    /// <summary>So that a button can name a lesson by its words; more belongs into the post-mortem itself.</summary>
    public const int MaxLength = 1500;

    public override string Name => "log";

    public override string Usage => "log [INC-7] lesson <text>";

    public override string Help => "keep a lesson for the post-mortem (log lesson withdraw 2 takes one back)";

    public override bool IsFreeText => true;

    public override FormKind? Asks(Incident incident, VerbCall call) =>
        string.Equals(call.Text, Lesson, StringComparison.OrdinalIgnoreCase) ? new WordsForm("lesson", "What do we know now that we did not before?", "Keep") { MaxLength = MaxLength } : null;

    public override Decision Decide(Incident incident, VerbCall call)
    {
        var (kind, text) = Cut(call.Text);
        if (!string.Equals(kind, Lesson, StringComparison.OrdinalIgnoreCase) && !string.Equals(kind, "lessons", StringComparison.OrdinalIgnoreCase))
        {
            return Decision.Refuse(kind.Length == 0 ? "What should be kept?" : $"'{Words.Cut(kind, 40)}' is nothing that an incident collects.", $"`log {incident.Id} lesson <text>` keeps a lesson; `note {incident.Id} <text>` writes into the timeline.");
        }

        if (text.Length == 0)
        {
            return Decision.Refuse("What is the lesson?", $"`log {incident.Id} lesson <text>`");
        }

        var (first, rest) = Cut(text);
        if (string.Equals(first, Withdraw, StringComparison.OrdinalIgnoreCase) && Find(incident, rest) is { } number)
        {
            return Decision.Accept($"Lesson {number} of {incident.Id} is taken back.", new LessonWithdrawn(number));
        }

        if (text.Length > MaxLength)
        {
            return Decision.Refuse($"That is {text.Length} characters; a lesson holds {MaxLength}.", "Say it in a few sentences, and put the rest into the post-mortem.");
        }

        return incident.Lessons.FirstOrDefault(lesson => string.Equals(lesson.Text, text, StringComparison.Ordinal)) is { } known
            ? Decision.Refuse($"That is lesson {known.Number} of {incident.Id} already.", $"`postmortem {incident.Id}` shows them.")
            : Decision.Accept($"Lesson {incident.LastLesson + 1} of {incident.Id}: the post-mortem lists it.", new LessonLearnt(incident.LastLesson + 1, text));
    }

    private static int? Find(Incident incident, string which) =>
        incident.Lessons.FirstOrDefault(lesson => string.Equals(lesson.Text, which, StringComparison.Ordinal) || string.Equals(lesson.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), which, StringComparison.Ordinal))?.Number;

    private static (string First, string Then) Cut(string text)
    {
        var words = text.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return (words.ElementAtOrDefault(0) ?? "", words.ElementAtOrDefault(1) ?? "");
    }
}
