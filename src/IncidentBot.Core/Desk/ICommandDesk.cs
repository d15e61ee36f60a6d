using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Desk;

/// <summary>The one door: every line, button and webhook that can change an incident comes in here.</summary>
public interface ICommandDesk
{
    /// <summary>Decides and commits; what it answers with is durable when it returns.</summary>
    ValueTask<Answer> HandleAsync(Inbound inbound, CancellationToken cancellationToken);

    /// <summary>
    /// Does this ask for words first? Then the answer holds a form to open, quickly: it reads the store and nothing else, and commits nothing.
    /// Null: hand the request to <see cref="HandleAsync"/>, which also says why something is not possible.
    /// </summary>
    ValueTask<Answer?> PrepareAsync(Inbound inbound, CancellationToken cancellationToken);

    /// <summary>A page of somebody's own, drawn from the state of this moment; commits nothing.</summary>
    /// <param name="view"><see cref="Views.Home"/>.</param>
    /// <exception cref="ArgumentException">No such view.</exception>
    ValueTask<Card> ViewAsync(string view, Actor viewer, Membership membership, CancellationToken cancellationToken);
}

/// <summary>A request that an edge has verified and translated.</summary>
/// <param name="Where">The conversation it came from; an incident's room makes that incident the subject.</param>
public sealed record Inbound(DeliveryId Id, Actor By, PlaceRef Where, Input Input)
{
    /// <summary>What the chat says of the person.</summary>
    public Membership Membership { get; init; } = Membership.Member;

    /// <summary>Others in the conversation saw the words; a private incident is not taken from there.</summary>
    public bool SeenByOthers { get; init; }

    /// <summary>People of another organisation read along in the conversation: no incident is declared from there.</summary>
    public bool ReadOutside { get; init; }

    /// <summary>False when the edge may not be told of private incidents, whoever types: for it there are none.</summary>
    public bool SeesPrivate { get; init; } = true;

    /// <summary>
    /// A short hash of the request, where the caller himself names his deliveries: the same name for another request is a mistake, not a
    /// repetition. Null where the chat names them; then nothing is compared.
    /// </summary>
    public string? Fingerprint { get; init; }
}

/// <summary>What the person did.</summary>
public abstract record Input
{
    private Input()
    {
    }

    /// <summary>A typed line, without the bot's name.</summary>
    public sealed record Line(string Text) : Input;

    /// <summary>A button's line; it names its incident itself, wherever it is pressed.</summary>
    public sealed record Press(string Text) : Input;

    /// <summary>A filled form.</summary>
    /// <param name="Form">Its <see cref="Messages.Form.Key"/>.</param>
    /// <param name="Fields">Answers by field; empty ones may be left out.</param>
    public sealed record Submit(string Form, IReadOnlyDictionary<string, string> Fields) : Input;

    /// <summary>Somebody wrote something in the conversation that is not for the bot: a sign of life. The words stay where they are.</summary>
    public sealed record Talk : Input;

    /// <summary>A reaction was put on a message, or taken off.</summary>
    /// <param name="Emoji">The character itself: 👀.</param>
    public sealed record Reaction(string Emoji, MessageRef Message, bool Added) : Input;
}

/// <summary>Who sees a direct answer.</summary>
public enum Visibility
{
    OnlyYou,
    Everyone,
}

/// <summary>How a request ended, for edges that speak in status codes.</summary>
public enum AnswerKind
{
    /// <summary>Something changed, and is durable.</summary>
    Done,

    /// <summary>A look-up; nothing was to change.</summary>
    Shown,

    /// <summary>Not possible now; nothing changed. The text says why and what to do instead.</summary>
    Refused,

    /// <summary>Not saved: disk full or too busy. Nothing changed; the same delivery may be tried again.</summary>
    NotSaved,

    /// <summary>This delivery id was used before, for another request; nothing was done.</summary>
    IdReused,
}

/// <summary>What the person is told.</summary>
/// <param name="Repeated">This delivery was answered before; this is that answer.</param>
public sealed record Answer(AnswerKind Kind, Visibility To, string Text, Card? Card = null, string? Hint = null, IncidentId? Incident = null, bool Repeated = false)
{
    /// <summary>The times that stand in the text.</summary>
    public IReadOnlyList<TimeSaid> Times { get; init; } = [];

    /// <summary>Questions to put to the person now, or next.</summary>
    public Form? Form { get; init; }

    /// <summary>What is wrong with a submitted form, by field; the form stays open and nothing typed is lost.</summary>
    public IReadOnlyDictionary<string, string>? FieldErrors { get; init; }
}
