using System.Globalization;
using System.Text;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Messages;

namespace IncidentBot.Api;

/// <summary>One typed line, as a chat would bring it.</summary>
/// <param name="Actor">Who types: an id of the roster, or any name, which is then recorded as <c>api/name</c>.</param>
/// <param name="Conversation">Where: <c>target:id</c>, or the plain name of a conversation.</param>
internal sealed record CommandRequest(string? Actor, string? Conversation, string? Text)
{
    public const int MaxName = 128;

    /// <summary>Null when it can be handed to the desk; else what is missing.</summary>
    public string? Mistake() => this switch
    {
        { Actor: null or "" } => "'actor' is missing: who is typing?",
        { Conversation: null or "" } => "'conversation' is missing: where is it typed?",
        { Text: null } => "'text' is missing: what is typed?",
        { Actor.Length: > MaxName } or { Conversation.Length: > MaxName } => $"'actor' and 'conversation' have at most {MaxName} characters.",
        _ when IsUnseen(Actor) || IsUnseen(Conversation) => "'actor' and 'conversation' are names: no line breaks, control characters or other characters that cannot be seen.",
        _ => null,
    };

    /// <summary>Two names that look the same must be the same: some characters only turn others around or hide between them.</summary>
    private static bool IsUnseen(string name) => name.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse);
}

/// <summary>What the person would be told.</summary>
/// <param name="Repeated">True when this <c>Idempotency-Key</c> was answered before: nothing was done now, and this is what was said then.</param>
internal sealed record CommandReply(AnswerKind Kind, Visibility To, string Text, string? Hint, string? Incident, Card? Card, bool Repeated);
