using IncidentBot.Storage.Embedded.Hot;

namespace IncidentBot.Storage.Embedded.Writing;

/// <summary>What everybody may read: a durable state, and the place in the journal up to which it is written there.</summary>
/// <param name="Segment">Number of the newest segment.</param>
/// <param name="End">Bytes of it that are durable.</param>
internal sealed record Published(HotState State, int Segment, long End);
