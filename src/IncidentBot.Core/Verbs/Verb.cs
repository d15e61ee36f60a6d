using IncidentBot.Core.Desk;
using IncidentBot.Core.Doctor;
using IncidentBot.Core.Forms;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Playbooks;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Verbs;

/// <summary>Something people can type or press. One verb, one file; all of them stand in <see cref="VerbTable"/>.</summary>
public abstract class Verb
{
    /// <summary>The word of the permission table and of the help.</summary>
    public abstract string Name { get; }

    public virtual IReadOnlyList<string> Synonyms => [];

    /// <summary>How it is typed: <c>resolve [INC-7] [reason]</c>.</summary>
    public abstract string Usage { get; }

    /// <summary>One line for the help.</summary>
    public abstract string Help { get; }

    /// <summary>These words are all that it takes: an id behind them is no part of them. Never so where somebody's own words may end in one.</summary>
    public virtual bool TakesNoMoreThan(string words) => false;
}

/// <summary>A verb that changes one incident: a pure function from its state to events or a refusal.</summary>
public abstract class IncidentVerb : Verb
{
    /// <summary>What follows the verb is somebody's words: inside a room an id at their beginning belongs to them.</summary>
    public virtual bool IsFreeText => false;

    /// <summary>The first person that the words name is meant, and not only spoken of.</summary>
    public virtual bool NamesPerson => false;

    /// <summary>Possible even when the timeline is full, so that every incident can end.</summary>
    public virtual bool LeadsToTheEnd => false;

    /// <summary>The line of the permission table; differs where one word means things of different weight (<c>raise</c>).</summary>
    public virtual string PermissionFor(Incident incident, string text) => Name;

    /// <summary>The look-up that these words ask for instead of a change; null = a change.</summary>
    public virtual LookVerb? Looks(string text) => null;

    /// <summary>A second incident that the words name and that changes too; null = only one does.</summary>
    public virtual IncidentId? Other(string text) => null;

    /// <summary>What is asked of the person before this can be decided: words that are missing. Null = nothing; a chat without forms says the verb's refusal.</summary>
    public virtual FormKind? Asks(Incident incident, VerbCall call) => null;

    public abstract Decision Decide(Incident incident, VerbCall call);
}

/// <summary>A verb that only looks; it answers from the store and commits nothing.</summary>
public abstract class LookVerb : Verb
{
    /// <summary>True when it is about one incident, so that without one it answers with a picker.</summary>
    public virtual bool NeedsIncident => false;

    public override bool TakesNoMoreThan(string words) => NeedsIncident;

    public abstract ValueTask<Answer> LookAsync(LookCall call, CancellationToken cancellationToken);
}

/// <summary>Who said what, and when. <paramref name="Text"/> is cleaned and bounded.</summary>
public sealed record VerbCall(Actor By, string Text, DateTimeOffset Now, PeopleRoster Roster, ProcedureBook Procedures)
{
    /// <summary>The word that was typed for the verb; empty where none was.</summary>
    public string Word { get; init; } = "";

    /// <summary>The second incident, if the verb names one that this person may know of.</summary>
    public Incident? Other { get; init; }

    public Handbook Handbook { get; init; } = Handbook.Empty;
}

/// <summary>Who looks, and what a look-up may read.</summary>
public sealed record LookCall(Actor By, Incident? Incident, History? History, string Text, IStore Store, Func<History, Incident> Fold, PeopleRoster Roster, ProcedureBook Procedures)
{
    public required DateTimeOffset Now { get; init; }

    public required Membership Membership { get; init; }

    public Handbook Handbook { get; init; } = Handbook.Empty;

    /// <inheritdoc cref="DeskSettings.Examine"/>
    public Func<CancellationToken, ValueTask<IReadOnlyList<Finding>>>? Examine { get; init; }
}

/// <summary>Answers that look-ups share in shape.</summary>
internal static class Shown
{
    public static Answer Card(Card card, IncidentId? incident = null) => new(AnswerKind.Shown, Visibility.OnlyYou, card.Summary, card, Incident: incident);
}
