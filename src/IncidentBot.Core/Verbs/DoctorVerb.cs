using IncidentBot.Core.Desk;
using IncidentBot.Core.Doctor;
using IncidentBot.Core.Messages;

namespace IncidentBot.Core.Verbs;

/// <summary>What the running bot finds about itself, worst first. What needs a question to a chat is left to the command line: an answer does not wait for it.</summary>
public sealed class DoctorVerb : LookVerb
{
    /// <summary>More than this nobody reads on a phone.</summary>
    private const int Most = 20;

    private const string Whole = "`incidentbot doctor` on the machine also asks the chats what they allow.";

    public override string Name => "doctor";

    public override string Usage => "doctor";

    public override string Help => "what is wrong with the bot itself, and how to mend it";

    public override async ValueTask<Answer> LookAsync(LookCall call, CancellationToken cancellationToken) => call.Examine is { } examine
        ? Shown.Card(Of(await examine(cancellationToken)))
        : Answers.Refused(new Refusal("I cannot look at myself from here.", "`incidentbot doctor` on the machine tells what is wrong and how to mend it."));

    private static Card Of(IReadOnlyList<Finding> findings)
    {
        var (problems, warnings) = (findings.Count(finding => finding.Level == Level.Problem), findings.Count(finding => finding.Level == Level.Warning));
        var ill = findings.Where(finding => finding.Level != Level.Good).OrderByDescending(finding => finding.Level).ToList();
        var well = findings.Count - ill.Count;
        var title = ill.Count == 0 ? "Doctor: everything is well"
            : $"Doctor: {string.Join(", ", new[] { problems switch { 0 => "", 1 => "1 problem", _ => $"{problems} problems" }, warnings == 0 ? "" : $"{warnings} to look at" }.Where(part => part.Length > 0))}";
        return new Card(title, title)
        {
            Tone = problems > 0 ? Tone.Alarm : warnings > 0 ? Tone.Attention : Tone.Neutral,
            Blocks =
            [
                .. ill.Take(Most).Select(finding => Block.Text.Of($"{(finding.Level == Level.Problem ? "PROBLEM" : "Look at")} {finding.Area}: {finding.What}{(finding.Mend is { } mend ? $" Mend: {mend}" : "")}")),
                .. ill.Count > Most ? [Block.Text.Of($"{ill.Count - Most} more: `incidentbot doctor` on the machine shows all.")] : Array.Empty<Block>(),
                .. well == 0 ? [] : new Block[] { Block.Text.Of(ill.Count == 0 ? $"{well} looked at." : $"{well} more {(well == 1 ? "is" : "are")} well.") },
                Block.Text.Of(Whole),
            ],
        };
    }
}
