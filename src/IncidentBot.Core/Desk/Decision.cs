using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Desk;

/// <summary>Why not, in a sentence, and what to do instead. A person's mistake is an answer, never an exception.</summary>
public sealed record Refusal(string Sentence, string? Hint = null)
{
    public string Sentence { get; init; } = Spoken.Of(Sentence).Text;

    /// <summary>The times in the sentence.</summary>
    public IReadOnlyList<TimeSaid> Times { get; init; } = Spoken.Of(Sentence).Times;

    /// <summary>Choices to press, where the way out is a choice.</summary>
    public Card? Choices { get; init; }
}

/// <summary>What a verb decided: facts and the sentence for the person, or a refusal.</summary>
public sealed record Decision
{
    private Decision()
    {
    }

    public IReadOnlyList<IEvent> Events { get; private init; } = [];

    public string Reply { get; private init; } = "";

    /// <summary>The times in the reply.</summary>
    public IReadOnlyList<TimeSaid> Times { get; private init; } = [];

    /// <summary>What happens to the second incident (<see cref="Verbs.IncidentVerb.Other"/>) in the same change.</summary>
    public IReadOnlyList<IEvent> OtherEvents { get; init; } = [];

    /// <summary>Something to press next: a draft to publish.</summary>
    public Card? Card { get; init; }

    public Refusal? Refusal { get; private init; }

    public static Decision Accept(string reply, params IReadOnlyList<IEvent> events)
    {
        var (text, times) = Spoken.Of(reply);
        return new() { Reply = text, Times = times, Events = events };
    }

    public static Decision Refuse(Refusal refusal) => new() { Refusal = refusal };

    public static Decision Refuse(string sentence, string? hint = null) => Refuse(new Refusal(sentence, hint));
}
