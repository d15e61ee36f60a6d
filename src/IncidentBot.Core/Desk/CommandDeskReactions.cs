using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Desk;

/// <summary>Reactions (product page, "Chat vocabulary"): each stands for a line, and taking it off offers the way back.</summary>
public sealed partial class CommandDesk
{
    /// <summary>Acknowledge; only on that incident's card or page, because anywhere else people merely look.</summary>
    public const string Eyes = "👀";

    /// <summary>What nobody asked for is not answered.</summary>
    private static Answer Nothing { get; } = new(AnswerKind.Shown, Visibility.OnlyYou, "");

    private async ValueTask<Answer> ReactAsync(Inbound inbound, Input.Reaction reaction, CancellationToken cancellationToken)
    {
        if (!string.Equals(reaction.Emoji, Eyes, StringComparison.Ordinal)
            || DocumentContent.Of(await store.FindAsync(Keys.Owner(reaction.Message), cancellationToken)) is not { Stream: { } owner }
            || !IncidentId.TryParse(owner, out var id))
        {
            return Nothing;
        }

        if (reaction.Added)
        {
            return await HandleAsync(inbound with { Input = new Input.Press($"ack {id}") }, cancellationToken);
        }

        return await store.LoadAsync(StreamId.Of(id), cancellationToken) is { } history && writer.Fold(history) is { IsOpen: true } incident && incident.IsCommander(inbound.By.Id)
            ? new Answer(
                AnswerKind.Shown,
                Visibility.OnlyYou,
                $"You still command {id}; taking the reaction off changes nothing by itself.",
                new Card($"{id}: cannot take it?", $"{id}: cannot take it?") { Buttons = [new Button("Give up the command", $"lead {id} pass", $"{id} has no commander then. Give it up?")] },
                Incident: id)
            : Nothing;
    }
}
