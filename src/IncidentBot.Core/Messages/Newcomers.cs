using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Messages;

/// <summary>
/// Who has to be in the room before something is said there: a chat tells nobody of a mention in a room they are not in, and into a private one
/// nobody finds the way by themselves. Pure.
/// </summary>
internal sealed class Newcomers(CalledPeople called)
{
    /// <summary>A place before all that is said in the room; who is to come is known when everything is (<see cref="Invite"/>).</summary>
    public static void Await(Lane lane) => lane.Room(new Operation.Invite(lane.RoomKey, []), Urgency.Update, needs: [lane.RoomKey], coalesce: null);

    /// <summary>Fills that place, or takes it away where nobody is to come.</summary>
    /// <param name="before">Null where the room is only just opened: then everybody comes.</param>
    public void Invite(List<OutboxRow> rows, string target, Incident? before, Incident after)
    {
        var at = rows.FindIndex(row => string.Equals(row.Target, target, StringComparison.Ordinal) && row.Operation is Operation.Invite);
        if (at < 0)
        {
            return;
        }

        List<OutboxRow> said = [.. rows.Skip(at).Where(row => string.Equals(row.Lane, rows[at].Lane, StringComparison.Ordinal))];
        if (Of(before, after, said) is { Count: > 0 } people)
        {
            rows[at] = rows[at] with { Operation = (Operation.Invite)rows[at].Operation with { People = people }, Urgency = before is null ? Urgency.Page : said.Min(row => row.Urgency) };
        }
        else
        {
            rows.RemoveAt(at);
        }
    }

    private IReadOnlyList<string> Of(Incident? before, Incident after, IReadOnlyList<OutboxRow> said)
    {
        if (after.RoomsRetired)
        {
            return [];
        }

        HashSet<string> there = new(before is null ? [] : Belonging(before), StringComparer.Ordinal);

        // Whoever took part and left is left in peace, except where somebody has to come.
        var summoned = said.SelectMany(row => Called(row).Where(person => row.Urgency <= Urgency.Escalation || !there.Contains(person)));
        return [.. Belonging(after).Where(person => !there.Contains(person)).Concat(before is null ? called.Invited(after) : []).Concat(summoned).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Whoever has something to do with it.</summary>
    internal static IEnumerable<string> Belonging(Incident incident) =>
    [
        .. incident.DeclaredBy.IsBot ? [] : new[] { incident.DeclaredBy.Id },
        .. incident.Responders.Keys,
        .. incident.CommandChange is { } change ? new[] { change.Person } : [],

        // Whoever owes something in what everybody sees finds it by themselves.
        .. incident.Private ? incident.Actions.Select(item => item.Person).Concat(new[] { incident.WriteUp?.Person }.OfType<string>()) : [],
    ];

    private static IEnumerable<string> Called(OutboxRow row) => row.Operation is Operation.Post { Body: Body.Fixed said } ? said.Card.Mentions.Select(mention => mention.Person) : [];
}
