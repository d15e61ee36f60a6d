using System.Globalization;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;

namespace IncidentBot.Core.Verbs;

/// <summary>Approves a draft. No public text leaves without it.</summary>
public sealed class PublishVerb : IncidentVerb
{
    public override string Name => "publish";

    public override IReadOnlyList<string> Synonyms => ["approve"];

    public override string Usage => "publish [INC-7] [<draft no>]";

    public override string Help => "send a draft for stakeholders or the public";

    public override bool TakesNoMoreThan(string words) => words.All(c => char.IsAsciiDigit(c) || c is '#' or ',' or ' ');

    /// <summary>
    /// Any responder may approve the bot's own "we are investigating" as the first public text; everything else is the commander's (product
    /// page, "Steps").
    /// </summary>
    public override string PermissionFor(Incident incident, string text) =>
        !incident.WasPublic && Chosen(incident, text) is { ByBot: true, Stage: PublicStage.Investigating } ? Permissions.ApproveTemplate : Name;

    public override Decision Decide(Incident incident, VerbCall call)
    {
        var drafts = Ready(incident);
        var chosen = Chosen(incident, call.Text);
        return chosen switch
        {
            null => Decision.Refuse(
                drafts.Count > 0 ? "Which draft?" : incident.Updates.Any(update => update.Published is null) ? $"{incident.Id} has no draft that is still true." : $"{incident.Id} has no draft.",
                drafts.Count == 0 ? $"`update {incident.Id} public: <text>` writes one." : $"`publish {incident.Id} <no>`: {string.Join(" · ", drafts.Select(draft => $"{draft.Number} {Words.Cut(draft.Text, 40)}"))}."),
            { Published: not null } => Decision.Refuse($"Update {chosen.Number} was sent already.", $"`update {incident.Id} public: <text>` writes another."),
            { Stage: { } stage } when !Fits(incident, stage) => Decision.Refuse(
                $"Update {chosen.Number} is out of date: it says {PublicWords.Of(stage)}, and {incident.Id} is {(incident.IsOpen ? $"in {incident.State}" : "over")}.",
                $"`update {incident.Id} public: <text>` writes one that is true."),
            { WordedByBot: true, Stage: { } stage } when Overtaken(incident, chosen) is { } since => Decision.Refuse(
                $"Update {chosen.Number} is out of date: it says {PublicWords.Of(stage)}, and {since}.",
                $"`update {incident.Id} public: <text>` writes one that is true."),
            _ when incident.Provisional => Reasons.NotConfirmed(incident, chosen.Audience),
            _ when incident.Drill => Practised(incident, chosen),
            _ => Send(incident, chosen, call),
        };
    }

    private static Decision Send(Incident incident, Update chosen, VerbCall call)
    {
        var sending = Sending(incident, chosen, call.Now);

        // The cause was named before there was anything public to say so in: "identified is offered when the cause is named" (product page).
        var (drafts, offer) = chosen.Stage == PublicStage.Investigating && incident is { IsOpen: true, WasPublic: false, MitigatedAt: null, Cause: not null }
            ? ClosingTexts.For(incident.Evolve(sending, call.By, call.Now), PublicStage.Identified, call.Now, over: null)
            : ([], null);
        return Decision.Accept(
            $"Update {chosen.Number} goes to {TimelineWords.For(chosen.Audience)}.{UpdateVerb.Next(incident, call.Now)}{(offer is null ? "" : " A public text that says that the cause is known is ready to publish.")}",
            [sending, .. chosen.Audience == Audience.Public && !incident.HasEnded ? Ticks.For(incident, TaskTicks.PublicApproved) : [], .. drafts]) with
        { Card = offer };
    }

    /// <summary>"Everything for real in the room; no publication" (product page, "Drill").</summary>
    private static Decision Practised(Incident incident, Update chosen) => Ticks.For(incident, TaskTicks.PublicApproved).ToList() is { Count: > 0 } ticks
        ? Decision.Accept($"Update {chosen.Number} is approved; it is a drill, so it goes to nobody.", [.. ticks])
        : Decision.Refuse($"Update {chosen.Number} was approved already; it is a drill, so it goes to nobody.", $"`status {incident.Id}` shows what is next.");

    /// <summary>With the time of the next update, which counts from now.</summary>
    private static UpdatePublished Sending(Incident incident, Update draft, DateTimeOffset now) =>
        new(draft.Number, UpdateTexts.Sent(incident, draft.Text, draft.Stage, now) is var text && string.Equals(text, draft.Text, StringComparison.Ordinal) ? null : text, incident.NextTask);

    /// <summary>What waits for an approval and may still go out.</summary>
    private static List<Update> Ready(Incident incident) =>
        [.. incident.Updates.Where(update => update.Published is null && (update.Stage is not { } stage || (Fits(incident, stage) && !(update.WordedByBot && Overtaken(incident, update) is not null))))];

    private static Update? Chosen(Incident incident, string text)
    {
        var drafts = Ready(incident);
        var word = text.Split(' ')[0].TrimStart('#');
        return word.Length == 0 && drafts.Count == 1 ? drafts[0]
            : int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? incident.Updates.FirstOrDefault(update => update.Number == number)
            : null;
    }

    /// <summary>A draft that waited may no longer be true: after a reopening nothing is solved, after the end nothing goes on.</summary>
    private static bool Fits(Incident incident, PublicStage stage) => stage switch
    {
        PublicStage.Resolved => !incident.IsOpen,
        PublicStage.Monitoring when incident.IsOpen => incident.MitigatedAt is not null,
        _ => incident.IsOpen || incident.PublicStage != PublicStage.Resolved,
    };

    /// <summary>
    /// The bot worded it for a stage that has passed: the public would read a step back. What was worded after a reopening is none, and a
    /// person's own words are their own.
    /// </summary>
    private static string? Overtaken(Incident incident, Update draft) =>
        incident.Updates.Where(update => update is { Audience: Audience.Public, Published: { } at } && at >= draft.Written && update.Stage > draft.Stage).MaxBy(update => update.Published) is { Stage: { } newer } ? $"the public reads {PublicWords.Of(newer)}"
        : draft.Stage > PublicStage.Identified && draft.Written < incident.ReopenedAt ? "it came back since"
        : incident.Updates.Any(update => update is { Audience: Audience.Public, WordedByBot: true } && update.Number > draft.Number && update.Stage == draft.Stage) ? "a later draft says it anew"
        : draft.Stage > PublicStage.Identified ? null
        : !incident.IsOpen ? $"{incident.Id} is over"
        : incident.MitigatedAt is not null ? "the fix is in"
        : null;
}
