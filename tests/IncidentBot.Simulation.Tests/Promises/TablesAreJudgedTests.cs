using IncidentBot.Core.Store;
using IncidentBot.Simulation.Record;
using IncidentBot.Storage.Embedded;
using Xunit;

namespace IncidentBot.Simulation.Tests.Promises;

/// <summary>Promise 7: each table of the store grows here beyond what the record allows.</summary>
public sealed class TablesAreJudgedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunRecord _true;

    public TablesAreJudgedTests() => _true = TamperedRecord.True(_folder.In("store"));

    [Fact]
    public void Every_life_says_how_long_its_tables_are() => Assert.All(_true.Recoveries, recovery => Assert.NotNull(recovery.Health));

    [Fact]
    public void An_outbox_that_keeps_settled_rows_breaks_the_seventh() => Breaks(health => health with { UnsettledRows = health.UnsettledRows + 1 });

    [Fact]
    public void Replies_that_nobody_gave_break_the_seventh() => Breaks(health => health with { Deliveries = health.Deliveries + 1 });

    [Fact]
    public void Replies_that_are_kept_for_ever_break_the_seventh()
    {
        var late = new CommitSeen(1, _true.End.AddHours(80), new Change { Delivery = new DeliveryId("test/late"), Reply = new Reply("done") }, new CommitResult.Saved(0));

        Assert.NotEmpty((_true with { Commits = [.. _true.Commits, late] }).Broken(7));
    }

    [Fact]
    public void Timers_for_no_incident_break_the_seventh() => Breaks(health => health with { Timers = health.Timers + 1000 });

    [Fact]
    public void A_view_that_never_catches_up_breaks_the_seventh() => Breaks(health => health with { ViewBehind = 100_000 });

    [Fact]
    public void A_row_that_waits_beyond_its_time_breaks_the_seventh() => Assert.NotEmpty((_true with
    {
        Commits = [.. _true.Commits.Select(commit => commit with { Change = commit.Change with { Settled = [] } })],
        End = _true.End.AddDays(4),
    }).Broken(7));

    public void Dispose() => _folder.Dispose();

    private void Breaks(Func<StoreHealth, StoreHealth> grow)
    {
        var last = _true.Recoveries[^1];
        Assert.NotEmpty((_true with { Recoveries = [.. _true.Recoveries.SkipLast(1), last with { Health = grow(last.Health!) }] }).Broken(7));
    }
}
