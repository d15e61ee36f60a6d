using System.Collections.Frozen;
using System.Text.Json;
using IncidentBot.Core.Store;

namespace IncidentBot.Storage.Embedded.Journal;

/// <summary>Whether this program can read an entry, by its name and version alone: a start looks at every live one.</summary>
internal static class EventKinds
{
    private static readonly FrozenDictionary<string, int> Newest = EventBook.Kinds.ToFrozenDictionary(kind => kind.Name, kind => kind.Version, StringComparer.Ordinal);

    /// <exception cref="UnknownEventException">Written by a newer version.</exception>
    public static void ThrowIfUnknown(Recorded entry)
    {
        string? name = null;
        var version = 0;
        var json = new Utf8JsonReader(entry.Bytes.Span);
        json.Read();
        while ((name is null || version == 0) && json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("t"u8))
            {
                json.Read();
                name = json.GetString();
            }
            else if (json.ValueTextEquals("v"u8))
            {
                json.Read();
                version = json.GetInt32();
            }
            else
            {
                json.Skip();
            }
        }

        if (name is null || !Newest.TryGetValue(name, out var newest) || version < 1 || version > newest)
        {
            throw new UnknownEventException(name ?? "", version);
        }
    }
}
