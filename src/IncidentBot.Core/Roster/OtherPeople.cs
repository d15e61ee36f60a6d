using System.Collections.Immutable;

namespace IncidentBot.Core.Roster;

/// <summary>
/// Members of a chat, as the chat's edge knows them now. Those who are in no configuration can be given a role, an action item or a call like
/// everybody, and of those who are it is known what the configuration does not say. Guests, bots and people from elsewhere are none of them.
/// </summary>
public sealed class OtherPeople
{
    private ImmutableSortedDictionary<string, Func<string, ChatMember?>> _chats = ImmutableSortedDictionary.Create<string, Func<string, ChatMember?>>(StringComparer.Ordinal);

    /// <param name="target">The chat.</param>
    /// <param name="find">From the chat's id of somebody to what it says of them, at once; null for whoever is no verified member.</param>
    public void Learn(string target, Func<string, ChatMember?> find) => ImmutableInterlocked.Update(ref _chats, chats => chats.SetItem(target, find));

    /// <param name="word">The chat's id in any case (<c>U024BE7LH</c>), or with the chat in front as in a timeline.</param>
    internal Person? Find(string word)
    {
        foreach (var (target, find) in _chats)
        {
            var id = (word.StartsWith($"{target}/", StringComparison.OrdinalIgnoreCase) ? word[(target.Length + 1)..] : word).ToUpperInvariant();
            if (find(id) is { } member)
            {
                return Person.OfChat($"{target}/{id}", member.Name);
            }
        }

        return null;
    }

    /// <param name="idIn">From a chat to that chat's id of the person; null where it does not know them.</param>
    internal string? ZoneOf(Func<string, string?> idIn) => _chats.Select(chat => idIn(chat.Key) is { } id ? chat.Value(id)?.Zone : null).FirstOrDefault(zone => zone is not null);
}

/// <summary>What a chat says of a member of it.</summary>
/// <param name="Zone">IANA name of their time zone, one that this machine knows; null = not said.</param>
public sealed record ChatMember(string Name, string? Zone);
