using IncidentBot.Core.Desk;
using IncidentBot.Core.Forms;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.PostMortems;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Verbs;

/// <summary>The post-mortem: look at it, give it to somebody, move it from draft to shared.</summary>
public sealed class PostmortemVerb : IncidentVerb
{
    public override string Name => "postmortem";

    public override IReadOnlyList<string> Synonyms => ["pm"];

    public override string Usage => "postmortem [INC-7] [show [page] | edit | owner @who | review | reviewed | share [reason]]";

    public override string Help => "the post-mortem: figures and draft; fill it in; its owner; draft, in review, reviewed, shared";

    public override bool TakesNoMoreThan(string words) => words.Split(' ') is ["show" or "edit" or "draft" or "review" or "reviewed"] or ["owner", _];

    public override bool NamesPerson => true;

    public override bool LeadsToTheEnd => true;

    public override LookVerb? Looks(string text) => text.Length == 0 ? new PostmortemLook() : PostmortemDraftLook.IsAskedFor(text) ? new PostmortemDraftLook() : null;

    public override string PermissionFor(Incident incident, string text) => Permissions.WriteUp;

    public override FormKind? Asks(Incident incident, VerbCall call) =>
        string.Equals(call.Text, "edit", StringComparison.OrdinalIgnoreCase) && incident.ResolvedAt is not null ? new PostMortemForm() : null;

    public override Decision Decide(Incident incident, VerbCall call)
    {
        var words = call.Text.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var rest = words.Length == 2 ? words[1] : "";
        if (incident.ResolvedAt is null)
        {
            return Decision.Refuse(
                incident.IsOpen ? $"{incident.Id} is not resolved yet; its draft grows by itself." : $"{incident.Id} was cancelled; there is nothing to learn from.",
                $"`postmortem {incident.Id}` shows it.");
        }

        return words[0].ToLowerInvariant() switch
        {
            "owner" => Own(incident, call, rest),
            "edit" => Decision.Refuse("What is missing?", $"`cause {incident.Id} <text>`, `impact {incident.Id} <text>`, `postmortem {incident.Id} owner @who`"),
            "draft" => Move(incident, call, PostMortemState.Draft, rest),
            "review" => Move(incident, call, PostMortemState.InReview, rest),
            "reviewed" => Move(incident, call, PostMortemState.Reviewed, rest),
            "share" or "publish" => Move(incident, call, PostMortemState.Published, rest),
            _ => Decision.Refuse($"I do not know 'postmortem {Words.Cut(words[0], 20)}'.", $"`postmortem {incident.Id}` shows it; then `owner @who`, `review`, `reviewed`, `share`."),
        };
    }

    /// <summary>With the resolve its commander owns it; without one, the Lead (product page, "Ends").</summary>
    internal static IEnumerable<IEvent> Begin(Incident incident, PeopleRoster roster)
    {
        if (incident.Procedure.FirstOf(StepPhase.Alert) is null && !incident.NeedsPostMortem)
        {
            return [];
        }

        return incident.Commander is { } id ? [new WriteUpOwned(id, incident.CommanderName!, roster.ZoneOf(id))]
            : roster.Lead is { } lead ? [new WriteUpOwned(lead.Id, lead.Name, roster.ZoneOf(lead.Id))]
            : [];
    }

    private static Decision Own(Incident incident, VerbCall call, string who) =>
        call.Roster.FindNamed(who, incident) is not { } person ? Decision.Refuse(who.Length == 0 ? "Who writes it?" : $"I do not know '{Words.Cut(who, 40)}'.", "`contacts` shows everybody of the team; other members are named by a mention, guests not at all.")
        : string.Equals(incident.WriteUp?.Person, person.Id, StringComparison.Ordinal) ? Decision.Refuse($"{person.Name} writes it already.", $"`postmortem {incident.Id}` shows it.")
        : Decision.Accept($"{person.Name} writes up {incident.Id}.", new WriteUpOwned(person.Id, person.Name, call.Roster.ZoneOf(person.Id)));

    private static Decision Move(Incident incident, VerbCall call, PostMortemState to, string reason)
    {
        if (incident.WriteUp?.State == to)
        {
            return Decision.Refuse($"The post-mortem of {incident.Id} is {Word(to)} already.", $"`postmortem {incident.Id}` shows it.");
        }

        if (incident.WriteUp is { IsWritten: true } && to != PostMortemState.Draft)
        {
            return Decision.Refuse($"The post-mortem of {incident.Id} was shared already.", $"`postmortem {incident.Id} draft` takes it back.");
        }

        // Integrations page, section 17: closing the post-mortem needs all items filed; a P1 without one that prevents or detects is an exception that is said.
        return to == PostMortemState.Published && incident.NeedsPostMortem && !incident.Actions.Any(item => item.Helps) && reason.Length == 0
            ? Decision.Refuse($"{incident.Id} has no action item yet that prevents or detects; a P1 needs at least one.", $"`action {incident.Id} add @who due friday prevent: <text>`, or say why there is none: `postmortem {incident.Id} share <reason>`.")
            : Decision.Accept(
                $"The post-mortem of {incident.Id} is {Word(to)}.{Missing(incident, to)}{Blaming(incident, call.Roster, to)}",
                [new PostMortemMoved(to, reason.Length == 0 ? null : reason), .. to == PostMortemState.Published && !incident.HasEnded ? Ticks.For(incident, TaskTicks.PostMortemShared) : []]);
    }

    /// <summary>Whoever shares it is told what it still lacks; nothing of it stands in the way.</summary>
    private static string Missing(Incident incident, PostMortemState to)
    {
        var missing = new[] { incident.Cause is null ? "the cause" : null, incident.Impact is null ? "the impact" : null }.OfType<string>().ToList();
        return to == PostMortemState.Draft || missing.Count == 0 ? "" : $" Still not said: {string.Join(", ", missing)}.";
    }

    /// <summary>Told before others read it, and no more than told. What the timeline says besides is on the card of <c>postmortem</c>.</summary>
    private static string Blaming(Incident incident, PeopleRoster roster, PostMortemState to) =>
        to != PostMortemState.Draft && FaultWords.In(incident, roster) is { Count: > 0 } found ? $" It reads as if somebody were to blame: {string.Join("; ", found.Take(3))}." : "";

    internal static string Word(PostMortemState state) => state switch
    {
        PostMortemState.Draft => "a draft",
        PostMortemState.InReview => "in review",
        PostMortemState.Reviewed => "reviewed",
        _ => "shared",
    };
}
