using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded.Hot;
using IncidentBot.TestKit;
using Xunit;

namespace IncidentBot.Storage.Tests.Hot;

/// <summary>Slices that share an array and never show each other's entries.</summary>
public sealed class EntryListTests
{
    [Fact]
    public void An_older_slice_is_not_changed_by_a_newer_one()
    {
        var older = EntryList.Empty.Add([Entry(1), Entry(2)], int.MaxValue);
        var newer = older.Add([Entry(3)], int.MaxValue);

        Assert.Equal(["1", "2"], Words(older));
        Assert.Equal(["1", "2", "3"], Words(newer));
    }

    [Fact]
    public void A_slice_that_was_dropped_leaves_room_for_another()
    {
        var kept = EntryList.Empty.Add([Entry(1)], int.MaxValue);
        kept.Add([Entry(2)], int.MaxValue);

        Assert.Equal(["1", "3"], Words(kept.Add([Entry(3)], int.MaxValue)));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(3, 5)]
    [InlineData(7, 5)]
    public void Only_the_newest_are_kept(int atOnce, int keep)
    {
        var list = EntryList.Empty;
        for (var i = 0; i < 100; i += atOnce)
        {
            list = list.Add([.. Enumerable.Range(i, atOnce).Select(Entry)], keep);
            Assert.Equal(Enumerable.Range(0, i + atOnce).TakeLast(keep).Select(number => $"{number}"), Words(list));
        }
    }

    private static Recorded Entry(int number) => Recorded.Of(new Noted($"{number}"), StoreContractWorld.Anna, DateTimeOffset.UnixEpoch, Chain.Start);

    private static IEnumerable<string> Words(EntryList list) => list.Select(entry => ((Noted)entry.Event).Text);
}
