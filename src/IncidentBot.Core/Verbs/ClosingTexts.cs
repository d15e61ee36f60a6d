using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Verbs;

/// <summary>
/// What the outside is told when an incident takes a turn: stakeholders who got an earlier text get the end by itself, a public text is
/// drafted and offered in the same answer, because only a person publishes (product page, "Ends").
/// </summary>
internal static class ClosingTexts
{
    /// <summary>The events, and the draft to press; nothing where nobody was told anything.</summary>
    /// <param name="ending">What the closing text says where "solved" would be untrue.</param>
    public static (IReadOnlyList<IEvent> Events, Card? Offer) For(Incident incident, PublicStage stage, DateTimeOffset now, string? over, string? ending = null)
    {
        List<IEvent> events = [];
        Card? offer = null;
        var number = incident.Updates.Length;
        if (over is not null && incident.Updates.Any(update => update is { Audience: Audience.Stakeholders, Published: not null }))
        {
            number++;
            events.Add(new UpdateWritten(number, Audience.Stakeholders, UpdateTexts.Over(incident, over), Drafted: true));
            events.Add(new UpdatePublished(number, Task: incident.NextTask));
        }

        if (incident.PublicOpen && incident.PublicStage != stage)
        {
            number++;
            var draft = new UpdateWritten(number, Audience.Public, UpdateTexts.Public(stage, incident, ending), stage, Drafted: true);
            events.Add(draft);
            offer = UpdateVerb.Draft(incident, draft, now);
        }

        return (events, offer);
    }

    public static string Words(Card? offer) => offer is null ? "" : " The public status is still open: a text is ready to publish.";
}
