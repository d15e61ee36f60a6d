using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;

namespace IncidentBot.Api;

/// <summary>Turns the conversation of a request into a place: <c>target:id</c> as written, a plain name in the chat that runs here.</summary>
/// <param name="home">The target of plain names: the terminal's when it runs, else <c>api</c>.</param>
internal sealed class ApiPlaces(string home, IStore store)
{
    /// <summary>Where incidents are announced, by its plain name.</summary>
    private const string Announcements = "incidents";

    public PlaceRef Find(string conversation) => conversation.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 && colon < conversation.Length - 1
        ? new PlaceRef(conversation[..colon], conversation[(colon + 1)..])
        : new PlaceRef(home, conversation);

    /// <summary>Whether others read what is typed there: where incidents are announced, and in every room but a private one.</summary>
    public async ValueTask<bool> IsSeenByOthersAsync(PlaceRef place, CancellationToken cancellationToken)
    {
        if (string.Equals(place.Id.TrimStart('#'), Announcements, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        return DocumentContent.Of(await store.FindAsync(Keys.Owner(place), cancellationToken)) is { Stream: { } owner }
            && (await store.LoadAsync(new StreamId(owner), cancellationToken))?.Events is not [{ Event: Declared { Private: true } }, ..];
    }
}
