using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Desk;

/// <summary>
/// An id at the end of a line: "page bob INC-1". It does not count there (product page, "Chat vocabulary": first word or right after the verb), so
/// nothing is done with it unasked; but the question has to be about the incident that was named.
/// </summary>
/// <param name="Words">What stands before it.</param>
/// <param name="Apart">The words are all that the verb takes, so that the id is no part of them and says which incident is meant.</param>
internal sealed record LastId(IncidentId Id, string Words, bool Apart)
{
    /// <summary>Null where there is none, and where the verb takes one there: what is merged goes into it.</summary>
    public static LastId? Of(Reading.Call call)
    {
        var text = call.Text.TrimEnd(' ', '.', '!', ',');
        var blank = text.LastIndexOf(' ');
        if (blank < 0 || call.Verb is MergeVerb || !IncidentId.TryParse(text[(blank + 1)..], out var id))
        {
            return null;
        }

        var words = text[..blank].TrimEnd();
        return new LastId(id, words, call.Verb.TakesNoMoreThan(words));
    }

    /// <summary>In its own room an id at the end says nothing new.</summary>
    public static Reading WithoutThatOf(Reading reading, IncidentId? room) =>
        reading is Reading.Call { Incident: null } call && room is { } here && Of(call) is { Apart: true } last && last.Id == here ? call with { Text = last.Words } : reading;
}
