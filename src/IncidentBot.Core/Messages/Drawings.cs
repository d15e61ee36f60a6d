using System.Runtime.CompilerServices;
using System.Text.Json;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Messages;

/// <summary>
/// What a view of an incident looks like, remembered for as long as that state of it is: what one change draws as its outcome, the next one
/// compares with.
/// </summary>
internal sealed class Drawings
{
    private readonly ConditionalWeakTable<Incident, Drawn> _known = [];

    /// <summary>A card that would look the same is left alone.</summary>
    public bool Differ(string view, Incident before, Incident after) => !Of(view, before).AsSpan().SequenceEqual(Of(view, after));

    private byte[] Of(string view, Incident incident)
    {
        var drawn = _known.GetOrCreateValue(incident);
        lock (drawn)
        {
            if (!drawn.ByView.TryGetValue(view, out var bytes))
            {
                drawn.ByView.Add(view, bytes = JsonSerializer.SerializeToUtf8Bytes(Views.Draw(view, incident), StoreJson.Default.Card));
            }

            return bytes;
        }
    }

    private sealed class Drawn
    {
        public Dictionary<string, byte[]> ByView { get; } = new(StringComparer.Ordinal);
    }
}
