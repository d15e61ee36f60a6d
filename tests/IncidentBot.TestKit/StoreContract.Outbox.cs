using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using Xunit;

namespace IncidentBot.TestKit;

/// <content>Messages to deliver.</content>
public abstract partial class StoreContract
{
    [Fact]
    public async Task Only_the_first_unsettled_message_of_a_lane_may_leave()
    {
        var first = World.Row("slack:INC-1/room");
        var second = World.Row("slack:INC-1/room", Urgency.Page);
        await World.QueueAsync(first, second);

        var claimed = Assert.Single(await World.ClaimAsync());
        Assert.Equal(first, claimed.Row with { Needs = first.Needs });
        Assert.Empty(await World.ClaimAsync());

        await World.SentAsync(claimed);
        Assert.Equal(second.Id, Assert.Single(await World.ClaimAsync()).Row.Id);
    }

    [Fact]
    public async Task Among_lanes_the_most_urgent_goes_first_then_the_oldest()
    {
        var digest = World.Row("slack:a", Urgency.Digest);
        var update = World.Row("slack:b", Urgency.Update);
        var page = World.Row("slack:c", Urgency.Page);
        var laterPage = World.Row("slack:d", Urgency.Page);
        await World.QueueAsync(digest, update);
        await World.QueueAsync(page, laterPage);

        var claimed = await World.ClaimAsync(3);

        Assert.Equal([page.Id, laterPage.Id, update.Id], claimed.Select(claim => claim.Row.Id));
        Assert.Equal(digest.Id, Assert.Single(await World.ClaimAsync()).Row.Id);
    }

    [Fact]
    public async Task Each_target_is_asked_for_its_own()
    {
        await World.QueueAsync(World.Row("slack:a"), World.Row("mail:a", target: "mail"));

        Assert.Equal("mail", Assert.Single(await World.ClaimAsync(target: "mail")).Row.Target);
        Assert.Equal("slack", Assert.Single(await World.ClaimAsync()).Row.Target);
    }

    [Fact]
    public async Task A_message_waits_for_the_documents_it_needs()
    {
        await World.QueueAsync(World.Row("slack:a", needs: ["place/INC-1/room@slack", "message/INC-1/card@slack"]));
        Assert.Empty(await World.ClaimAsync());

        await World.SaveAsync(new Change { Documents = [new Document("place/INC-1/room@slack", "{}"u8.ToArray())] });
        Assert.Empty(await World.ClaimAsync());

        await World.SaveAsync(new Change { Documents = [new Document("message/INC-1/card@slack", "{}"u8.ToArray())] });
        Assert.Single(await World.ClaimAsync());
    }

    [Fact]
    public async Task A_claim_is_counted_and_its_token_rises()
    {
        await World.QueueAsync(World.Row("slack:a"));
        var first = Assert.Single(await World.ClaimAsync());
        Assert.IsType<CommitResult.Saved>(await World.SettleAsync(first, new Outcome.Later(null, "busy")));
        World.Under.Pass(TimeSpan.FromSeconds(5));

        var second = Assert.Single(await World.ClaimAsync());

        Assert.Equal((1, 2), (first.Attempt, second.Attempt));
        Assert.True(second.Token > first.Token);
        Assert.Equal(first.FirstAttemptAt, second.FirstAttemptAt);
        Assert.False(second.MustReconcile);
    }

    [Fact]
    public async Task Later_means_not_before_its_time()
    {
        await World.QueueAsync(World.Row("slack:a"));
        var claim = Assert.Single(await World.ClaimAsync());
        await World.SettleAsync(claim, new Outcome.Later(World.Now + TimeSpan.FromSeconds(30), "rate limit"));

        Assert.Empty(await World.ClaimAsync());
        World.Under.Pass(TimeSpan.FromSeconds(29));
        Assert.Empty(await World.ClaimAsync());
        World.Under.Pass(TimeSpan.FromSeconds(1));
        Assert.Single(await World.ClaimAsync());
    }

    [Fact]
    public async Task An_unclear_try_must_be_reconciled()
    {
        await World.QueueAsync(World.Row("slack:a"));
        await World.SettleAsync(Assert.Single(await World.ClaimAsync()), new Outcome.Unknown("time-out"));

        var again = Assert.Single(await World.ClaimAsync());
        Assert.True(again.MustReconcile);

        // A rate limit on the second try says nothing about the first.
        await World.SettleAsync(again, new Outcome.Later(null, "rate limit"));
        Assert.True(Assert.Single(await World.ClaimAsync()).MustReconcile);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_claim_without_a_settlement_is_reconciled_after_a_restart(bool clean)
    {
        await World.QueueAsync(World.Row("slack:a"), World.Row("slack:b"));
        var claimed = Assert.Single(await World.ClaimAsync(1));

        await World.Under.RestartAsync(clean);

        var again = await World.ClaimAsync();
        Assert.Equal([(claimed.Row.Id, true, 2), (new RowId("row/0002"), false, 1)], again.Select(claim => (claim.Row.Id, claim.MustReconcile, claim.Attempt)));
        Assert.True(again[0].Token > claimed.Token);
        Assert.IsType<CommitResult.Conflict>(await World.SettleAsync(claimed, new Outcome.Sent()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_settled_stays_settled(bool clean)
    {
        await World.QueueAsync(World.Row("slack:a"), World.Row("slack:b"), World.Row("slack:c"));
        var claimed = await World.ClaimAsync();
        await World.SettleAsync(claimed[0], new Outcome.Sent(new MessageRef("slack", "C1", "1.2")));
        await World.SettleAsync(claimed[1], new Outcome.Dropped("not wanted"));
        await World.SettleAsync(claimed[2], new Outcome.Dead("kicked", "invite the bot"));

        await World.Under.RestartAsync(clean);

        Assert.Empty(await World.ClaimAsync());
    }

    [Fact]
    public async Task A_claim_is_settled_once_and_only_with_its_token()
    {
        await World.QueueAsync(World.Row("slack:a"));
        var claim = Assert.Single(await World.ClaimAsync());

        Assert.IsType<CommitResult.Conflict>(await World.SettleAsync(claim with { Token = claim.Token + 1 }, new Outcome.Sent()));
        Assert.IsType<CommitResult.Saved>(await World.SettleAsync(claim, new Outcome.Sent()));
        Assert.IsType<CommitResult.Conflict>(await World.SettleAsync(claim, new Outcome.Sent()));
    }

    [Fact]
    public async Task A_message_nobody_claimed_cannot_be_settled()
    {
        var row = World.Row("slack:a");
        await World.QueueAsync(row);

        Assert.IsType<CommitResult.Conflict>(await World.CommitAsync(new Change { Settled = [new Settlement(row.Id, 0, new Outcome.Sent())] }));
    }

    [Fact]
    public async Task A_newer_edit_replaces_an_older_one_that_nobody_has_begun_to_send()
    {
        var edit = new Operation.Edit("message/INC-1/card@slack", new Body.Live("card"));
        var other = World.Row("slack:a");
        var older = World.Row("slack:a", coalesce: "card", operation: edit);
        var newer = World.Row("slack:a", coalesce: "card", operation: edit);
        await World.QueueAsync(other, older);
        await World.QueueAsync(newer);

        var order = new List<RowId>();
        while (await World.ClaimAsync() is { Count: > 0 } claimed)
        {
            order.Add(claimed[0].Row.Id);
            await World.SentAsync(claimed[0]);
        }

        Assert.Equal([other.Id, newer.Id], order);
    }

    [Fact]
    public async Task An_edit_on_its_way_is_not_replaced()
    {
        var edit = new Operation.Edit("message/INC-1/card@slack", new Body.Live("card"));
        await World.QueueAsync(World.Row("slack:a", coalesce: "card", operation: edit));
        var onItsWay = Assert.Single(await World.ClaimAsync());

        var newer = World.Row("slack:a", coalesce: "card", operation: edit);
        await World.QueueAsync(newer);

        await World.SentAsync(onItsWay);
        Assert.Equal(newer.Id, Assert.Single(await World.ClaimAsync()).Row.Id);
    }

    [Fact]
    public async Task Two_senders_never_get_the_same_message()
    {
        await World.QueueAsync([.. Enumerable.Range(0, 20).Select(lane => World.Row($"slack:{lane}"))]);

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => World.ClaimAsync(5)));

        var rows = claims.SelectMany(claimed => claimed).Select(claim => claim.Row.Id).ToList();
        Assert.Equal(20, rows.Count);
        Assert.Equal(20, rows.Distinct().Count());
    }

    [Fact]
    public async Task A_sender_is_woken_by_a_new_message()
    {
        var waiting = World.Under.Outbox.WaitForWorkAsync("slack", TimeSpan.FromDays(1), CancellationToken.None).AsTask();
        Assert.False(waiting.IsCompleted);

        await World.QueueAsync(World.Row("slack:a"));

        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Single(await World.ClaimAsync());
    }

    [Fact]
    public async Task A_sender_that_waits_gives_up_in_time()
    {
        var waiting = World.Under.Outbox.WaitForWorkAsync("slack", TimeSpan.FromSeconds(10), CancellationToken.None).AsTask();

        World.Under.Pass(TimeSpan.FromSeconds(10));

        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_dead_message_can_be_looked_up()
    {
        await World.QueueAsync(World.Row("slack:a"), World.Row("slack:b"));
        foreach (var claim in await World.ClaimAsync())
        {
            await World.SettleAsync(claim, new Outcome.Dead($"kicked from {claim.Row.Lane}", "Invite the bot again."));
        }

        await World.Under.RestartAsync(clean: false);

        var dead = await World.Under.Archive.DeadLettersAsync(10, CancellationToken.None);
        Assert.Equal(["kicked from slack:b", "kicked from slack:a"], dead.Select(letter => letter.Why));
        Assert.Equal(("row/0002", "slack", "Invite the bot again."), (dead[0].Row, dead[0].Target, dead[0].Mend));
    }
}
