using IncidentBot.Core.Desk;
using IncidentBot.Core.Store;
using Xunit;

namespace IncidentBot.Core.Tests.Desk;

public sealed class StreamLocksTests
{
    private static readonly StreamId A = new("INC-1");
    private static readonly StreamId B = new("INC-2");

    private readonly StreamLocks _locks = new();

    [Fact]
    public async Task One_stream_is_held_by_one_at_a_time()
    {
        var first = await _locks.LockAsync([A], default);
        var second = _locks.LockAsync([A], default).AsTask();
        Assert.False(second.IsCompleted);

        first.Dispose();

        (await second).Dispose();
    }

    [Fact]
    public async Task Different_streams_do_not_wait_for_each_other()
    {
        using var first = await _locks.LockAsync([A], default);

        Assert.True(_locks.LockAsync([B], default).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Several_streams_are_taken_in_their_order_whatever_the_order_asked_for()
    {
        var a = await _locks.LockAsync([A], default);
        var both = _locks.LockAsync([B, A, B], default).AsTask();

        // Waiting for A it must not hold B yet, or two of them could wait for each other.
        var b = _locks.LockAsync([B], default);
        Assert.True(b.IsCompletedSuccessfully);

        (await b).Dispose();
        a.Dispose();
        (await both).Dispose();
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_leaves_nothing_locked()
    {
        using var impatient = new CancellationTokenSource();
        var b = await _locks.LockAsync([B], default);
        var waiting = _locks.LockAsync([A, B], impatient.Token).AsTask();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        Assert.True(_locks.LockAsync([A], default).IsCompletedSuccessfully);
        b.Dispose();
        Assert.True(_locks.LockAsync([B], default).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Letting_go_twice_lets_only_one_in()
    {
        var first = await _locks.LockAsync([A], default);
        first.Dispose();
        first.Dispose();
        using var second = await _locks.LockAsync([A], default);

        Assert.False(_locks.LockAsync([A], default).IsCompleted);
    }
}
