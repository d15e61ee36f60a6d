using IncidentBot.Core.Messages;

namespace IncidentBot.Core.Tests.Support;

/// <summary>Whom a message calls: the mentions in it, the only thing that can notify anybody.</summary>
internal static class Calls
{
    public static IEnumerable<string> Of(OutboxRow row) => row.Operation is Operation.Post { Body: Body.Fixed said } ? Of(said.Card) : [];

    public static List<string> Of(Card card) => [.. card.Mentions.Select(mention => mention.Person)];
}
