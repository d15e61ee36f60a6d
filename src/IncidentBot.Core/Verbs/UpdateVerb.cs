using IncidentBot.Core.Desk;
using IncidentBot.Core.Forms;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;

namespace IncidentBot.Core.Verbs;

/// <summary>
/// A text for people. For the team it is posted at once; for stakeholders and the public it is a draft that says where it would go, and only
/// <c>publish</c> sends it.
/// </summary>
public sealed class UpdateVerb : IncidentVerb
{
    private static readonly (string Word, Audience Audience)[] Audiences = [("public", Audience.Public), ("stakeholders", Audience.Stakeholders), ("stakeholder", Audience.Stakeholders), ("internal", Audience.Internal)];

    public override string Name => "update";

    public override string Usage => "update [INC-7] [stakeholders:|public:] <text>";

    public override string Help => "tell people where it stands; public and stakeholder texts are shown first and sent by `publish`";

    public override bool IsFreeText => true;

    public override FormKind? Asks(Incident incident, VerbCall call) =>
        call.Text.Length == 0 && !incident.IsCancelled ? new UpdateForm() : null;

    public override Decision Decide(Incident incident, VerbCall call)
    {
        var (audience, text) = Read(call.Text);
        if (text.Length == 0)
        {
            return Decision.Refuse("What should the update say?", $"`update {incident.Id} <text>`, `update {incident.Id} public: <text>`");
        }

        if (incident.IsCancelled)
        {
            return Decision.Refuse($"{incident.Id} was cancelled; there is nothing to tell.", Reasons.NoteInstead(incident));
        }

        if (audience != Audience.Internal && (incident.Drill || incident.Private))
        {
            return Decision.Refuse($"A {(incident.Drill ? "drill" : "private incident")} is not told to {TimelineWords.For(audience)}.", $"`update {incident.Id} <text>` tells the room.");
        }

        if (audience != Audience.Internal && (incident.Provisional || incident.IsTask))
        {
            return Reasons.NotConfirmed(incident, audience);
        }

        var number = incident.Updates.Length + 1;
        var written = new UpdateWritten(number, audience, text, audience == Audience.Public ? StageOf(incident) : null);
        return audience == Audience.Internal
            ? Decision.Accept($"Update posted in {incident.Id}.{Next(incident, call.Now)}", written)
            : Decision.Accept($"Draft {number} for {TimelineWords.For(audience)}, not sent yet: {text}", written) with { Card = Draft(incident, written, call.Now) };
    }

    /// <summary>A preview that names its destination and is worded as it would go out now; only Publish sends it.</summary>
    internal static Card Draft(Incident incident, UpdateWritten draft, DateTimeOffset now)
    {
        var (audience, sent) = (draft.Audience, UpdateTexts.Sent(incident, draft.Text, draft.Stage, now));
        return new Card($"Update {draft.Number} for {TimelineWords.For(audience)}", $"Draft {draft.Number}: not sent yet")
        {
            Blocks =
            [
                Block.Text.Of(sent),
                Block.Text.Of($"Goes to: {Destination(audience)}.{(string.Equals(sent, draft.Text, StringComparison.Ordinal) ? "" : $" {UpdateTexts.SentLater}")}"),
            ],
            Buttons = [new Button("Publish", $"publish {incident.Id} {draft.Number}", $"Send this to {TimelineWords.For(audience)}?", Primary: true)],
        };
    }

    /// <summary>What a public text says, told from where the incident stands.</summary>
    private static PublicStage StageOf(Incident incident) =>
        !incident.IsOpen ? PublicStage.Resolved
        : incident.MitigatedAt is not null ? PublicStage.Monitoring
        : incident.Cause is not null ? PublicStage.Identified
        : PublicStage.Investigating;

    /// <summary>Each update names the time of the next (product page, "Noise rule").</summary>
    internal static string Next(Incident incident, DateTimeOffset now) =>
        UpdateTexts.NextDue(incident, now) is { } due ? $" The next one is due at {Spoken.At(due, incident.Office.Clock(due, now))}." : "";

    /// <summary>The audience counts only right after the verb, with a colon.</summary>
    private static (Audience Audience, string Text) Read(string text)
    {
        foreach (var (word, audience) in Audiences)
        {
            if (text.StartsWith($"{word}:", StringComparison.OrdinalIgnoreCase))
            {
                return (audience, text[(word.Length + 1)..].Trim());
            }
        }

        return (Audience.Internal, text);
    }

    private static string Destination(Audience audience) => audience == Audience.Public
        ? "the status page (none is connected: a task with the text appears in the room)"
        : "the stakeholders by mail (no mail is connected: a task with the text appears in the room)";
}
