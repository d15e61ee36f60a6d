using System.Collections.Immutable;

namespace IncidentBot.Core.Roster;

/// <summary>
/// Members of a chat who are in no configuration, as the chat's edge knows them now: they can be given a role, an action item or a call like
/// everybody. Guests, bots and people from elsewhere are none of them.
/// </summary>
public sealed class OtherPeople
{
    private ImmutableSortedDictionary<string, Func<string, string?>> _chats = ImmutableSortedDictionary.Create<string, Func<string, string?>>(StringComparer.Ordinal);

    /// <param name="target">The chat.</param>
    /// <param name="nameOf">From the chat's id of somebody to their name, at once; null for whoever is no verified member.</param>
    public void Learn(string target, Func<string, string?> nameOf) => ImmutableInterlocked.Update(ref _chats, chats => chats.SetItem(target, nameOf));

    /// <param name="word">The chat's id in any case (<c>U024BE7LH</c>), or with the chat in front as in a timeline.</param>
    internal Person? Find(string word)
    {
        foreach (var (target, nameOf) in _chats)
        {
            var id = (word.StartsWith($"{target}/", StringComparison.OrdinalIgnoreCase) ? word[(target.Length + 1)..] : word).ToUpperInvariant();
            if (nameOf(id) is { } name)
            {
                return Person.OfChat($"{target}/{id}", name);
            }
        }

        return null;
    }
}
