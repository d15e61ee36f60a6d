using System.Collections.Immutable;
using System.Text;
using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded.Journal;

namespace IncidentBot.Storage.Embedded.Hot;

/// <summary>Requests that were answered, so that a repeated one gets the first answer.</summary>
/// <param name="Oldest">In the order they came; the next to be forgotten first.</param>
/// <param name="ReplyBytes">What the replies take.</param>
internal sealed record DeliveryState(ImmutableDictionary<string, DeliveryRecord> ById, ImmutableQueue<DeliveryRecord> Oldest, long ReplyBytes, long Forgotten)
{
    /// <summary>No chat repeats a request after more than a few hours; three days cover a weekend's outage.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(72);

    public const int MaxCount = 200_000;

    public const long MaxReplyBytes = 64L * 1024 * 1024;

    public static readonly DeliveryState Empty = new(ImmutableDictionary<string, DeliveryRecord>.Empty, [], 0, 0);

    public static int Weight(Reply reply) => Encoding.UTF8.GetByteCount(reply.Text) + (reply.Stream?.Length ?? 0) + (reply.Fingerprint?.Length ?? 0);
}

/// <summary>The next deliveries while a group is put together.</summary>
internal sealed class DeliveryBuilder(DeliveryState state)
{
    private readonly ImmutableDictionary<string, DeliveryRecord>.Builder _byId = state.ById.ToBuilder();
    private ImmutableQueue<DeliveryRecord> _oldest = state.Oldest;
    private long _replyBytes = state.ReplyBytes;

    public long Forgotten { get; set; } = state.Forgotten;

    public DeliveryState ToState() => new(_byId.ToImmutable(), _oldest, _replyBytes, Forgotten);

    public Reply? Find(string id) => _byId.GetValueOrDefault(id)?.Reply;

    public void Add(DeliveryRecord delivery)
    {
        _byId[delivery.Id] = delivery;
        _oldest = _oldest.Enqueue(delivery);
        _replyBytes += DeliveryState.Weight(delivery.Reply);
        var expired = delivery.At - DeliveryState.Kept.Ticks;
        while (!_oldest.IsEmpty)
        {
            var oldest = _oldest.Peek();
            if (oldest.At >= expired && _byId.Count <= DeliveryState.MaxCount && _replyBytes <= DeliveryState.MaxReplyBytes)
            {
                return;
            }

            _oldest = _oldest.Dequeue();
            _byId.Remove(oldest.Id);
            _replyBytes -= DeliveryState.Weight(oldest.Reply);
            Forgotten++;
        }
    }
}
