namespace IncidentBot.Core.Messages;

/// <summary>Every outside system, chats included. Answers with an outcome; an exception means <see cref="Outcome.Unknown"/>.</summary>
public interface ITarget
{
    string Name { get; }

    ValueTask<Outcome> PerformAsync(Delivery delivery, CancellationToken cancellationToken);

    /// <summary>Did an earlier try arrive? Sent (with its references), NotThere, or Unknown when the system cannot tell.</summary>
    ValueTask<Outcome> ReconcileAsync(Delivery delivery, CancellationToken cancellationToken);
}

/// <summary>A claim made ready: references resolved, the card drawn.</summary>
/// <param name="Place">The conversation, for operations that have one; null for the announcement channel of the target's own configuration.</param>
/// <param name="Message">The message to edit.</param>
/// <param name="Card">What to show, already marked "(may repeat)" where that applies.</param>
public sealed record Delivery(Claimed Claimed, PlaceRef? Place, MessageRef? Message, Card? Card)
{
    /// <summary>Belongs to a private incident: it may not be said anywhere else.</summary>
    public bool Private { get; init; }

    /// <summary>The message whose thread may serve where no conversation can be made; null while there is none.</summary>
    public MessageRef? Else { get; init; }

    /// <summary>True when that message will never be there.</summary>
    public bool NothingElse { get; init; }

    public Operation Operation => Claimed.Row.Operation;

    public RowId Id => Claimed.Row.Id;
}
