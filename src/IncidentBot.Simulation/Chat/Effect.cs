using IncidentBot.Core.Messages;

namespace IncidentBot.Simulation.Chat;

/// <summary>Something that really happened in a chat because of an outbox row; the chat's own record, whatever it answered.</summary>
/// <param name="Before">How many times this row had its effect before.</param>
/// <param name="Marked">The card said "(may repeat)".</param>
public sealed record Effect(DateTimeOffset At, string Target, OutboxRow Row, string Place, Card? Card, int Before, bool Marked)
{
    /// <summary>The same message stands there twice and nothing told the reader that it might.</summary>
    public bool IsDuplicate => IsRepeat && !Marked;

    /// <summary>The same message stands there twice, and says so.</summary>
    public bool IsMarkedRepeat => IsRepeat && Marked;

    private bool IsRepeat => Before > 0 && Row.Operation is (Operation.Post or Operation.Whisper);
}
