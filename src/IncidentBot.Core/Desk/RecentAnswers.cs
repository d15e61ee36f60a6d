using IncidentBot.Core.Store;

namespace IncidentBot.Core.Desk;

/// <summary>
/// Refusals and look-ups are never journalled; they are remembered here for ten minutes, so that a delivery that a chat repeats is answered
/// the same way again. Bounded; the oldest go first.
/// </summary>
internal sealed class RecentAnswers(TimeProvider time)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);
    private const int Most = 10_000;

    private readonly Dictionary<DeliveryId, (Answer Answer, string? Fingerprint)> _answers = [];
    private readonly Queue<(DeliveryId Id, DateTimeOffset At)> _order = new();
    private readonly Lock _lock = new();

    /// <summary>What this delivery was answered before, marked so.</summary>
    public Answer? Find(Inbound inbound)
    {
        lock (_lock)
        {
            Forget_NeedsLock(time.GetUtcNow());
            return _answers.ContainsKey(inbound.Id) ? Again_NeedsLock(inbound) : null;
        }
    }

    /// <summary>The answer to give: <paramref name="answer"/>, or the one that the same delivery got while this one was being decided.</summary>
    public Answer Remember(Inbound inbound, Answer answer)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            Forget_NeedsLock(now);
            if (!_answers.TryAdd(inbound.Id, (answer, inbound.Fingerprint)))
            {
                return Again_NeedsLock(inbound);
            }

            _order.Enqueue((inbound.Id, now));
            return answer;
        }
    }

    private Answer Again_NeedsLock(Inbound inbound)
    {
        var (answer, fingerprint) = _answers[inbound.Id];
        return Answers.IsOther(fingerprint, inbound.Fingerprint) ? Answers.IdReused : answer with { Repeated = true };
    }

    private void Forget_NeedsLock(DateTimeOffset now)
    {
        while (_order.TryPeek(out var oldest) && (now - oldest.At > KeptFor || _order.Count >= Most))
        {
            _order.Dequeue();
            _answers.Remove(oldest.Id);
        }
    }
}
