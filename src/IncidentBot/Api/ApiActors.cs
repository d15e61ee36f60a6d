using IncidentBot.Core.Incidents;
using IncidentBot.Core.Roster;

namespace IncidentBot.Api;

/// <summary>
/// Who a request speaks for. An id of the roster is that person: whoever holds a key is trusted to say so. Any other name stays apart from
/// the roster as <c>api/name</c>.
/// </summary>
internal sealed class ApiActors(PeopleRoster roster)
{
    public Actor Find(string actor) => roster.Find(actor)?.AsActor() ?? new Actor($"api/{actor}", actor);
}
