using IncidentBot.Core.Desk;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Playbooks;

namespace IncidentBot.Core.Verbs;

/// <summary>Which playbooks there are, or what one says.</summary>
internal sealed class PlaybookLook : LookVerb
{
    public const string Show = "show ";

    public override string Name => "playbooks";

    public override string Usage => "playbook";

    public override string Help => "the playbooks";

    public override ValueTask<Answer> LookAsync(LookCall call, CancellationToken cancellationToken)
    {
        var handbook = call.Handbook;
        if (!PlaybookVerb.IsShow(call.Text))
        {
            return ValueTask.FromResult(handbook.Playbooks.Count == 0 ? new Answer(AnswerKind.Shown, Visibility.OnlyYou, "There are no playbooks.", Hint: "An administrator can set Playbooks:Folder.") : Shown.Card(All(handbook)));
        }

        var words = call.Text[Show.Length..].Trim();
        var found = handbook.Find(words);
        return ValueTask.FromResult(found.Count == 1
            ? Shown.Card(new Card(found[0].Title, found[0].Title) { Blocks = [.. HandbookCards.Steps(found[0])] })
            : Answers.Refused(Unknown(words, found, handbook)));
    }

    internal static Refusal Unknown(string words, IReadOnlyList<Playbook> found, Handbook handbook)
    {
        var choices = string.Join(", ", (found.Count > 0 ? found : handbook.Playbooks).Select(playbook => playbook.Name));
        return new Refusal(
            found.Count > 0 ? $"Several playbooks are called '{Incidents.Words.Cut(words, 40)}…'." : $"There is no playbook '{Incidents.Words.Cut(words, 40)}'.",
            choices.Length == 0 ? "An administrator can set Playbooks:Folder." : $"`playbook <name>`: {choices}.");
    }

    private static Card All(Handbook handbook) => new("Playbooks", $"{handbook.Playbooks.Count} playbooks")
    {
        Blocks =
        [
            new Block.Facts([.. handbook.Playbooks.Select(playbook => new Fact(playbook.Name, $"{playbook.Title}, {playbook.Steps.Count} steps"))]),
            Block.Text.Of("`playbook <name>` in an incident's room runs one, `playbook show <name>` reads it."),
        ],
    };
}
