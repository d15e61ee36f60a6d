using IncidentBot.Core.Messages;

namespace IncidentBot.Api;

/// <summary>Turns the conversation of a request into a place: <c>target:id</c> as written, a plain name in the chat that runs here.</summary>
/// <param name="home">The target of plain names: the terminal's when it runs, else <c>api</c>.</param>
internal sealed class ApiPlaces(string home)
{
    public PlaceRef Find(string conversation) => conversation.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 && colon < conversation.Length - 1
        ? new PlaceRef(conversation[..colon], conversation[(colon + 1)..])
        : new PlaceRef(home, conversation);
}
