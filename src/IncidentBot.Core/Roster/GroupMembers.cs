using System.Collections.Immutable;

namespace IncidentBot.Core.Roster;

/// <summary>
/// Who is in the groups of a chat that the lists name, as the chat said last. Nothing waits for it: until it has been said, a group is called
/// as a whole and nobody counts as its member.
/// </summary>
public sealed class GroupMembers
{
    private ImmutableDictionary<string, ImmutableSortedSet<string>> _groups = ImmutableDictionary.Create<string, ImmutableSortedSet<string>>(StringComparer.Ordinal);

    /// <param name="group">As the list names it: <c>slack/S024BE7LH</c>.</param>
    /// <param name="people">Ids of people, in place of what was known.</param>
    public void Learn(string group, IEnumerable<string> people) =>
        ImmutableInterlocked.AddOrUpdate(ref _groups, group, people.ToImmutableSortedSet(StringComparer.Ordinal), (_, _) => people.ToImmutableSortedSet(StringComparer.Ordinal));

    /// <summary>Null while the chat has not said.</summary>
    public IReadOnlyCollection<string>? Of(string group) => _groups.GetValueOrDefault(group);

    public bool Include(string person) => _groups.Values.Any(group => group.Contains(person));
}
