using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded.Hot;
using IncidentBot.Storage.Embedded.Journal;
using Xunit;

namespace IncidentBot.Storage.Tests.Hot;

/// <summary>What is remembered of answered requests is bounded, and what is forgotten is counted.</summary>
public sealed class DeliveryStateTests
{
    private readonly DeliveryBuilder _deliveries = new(DeliveryState.Empty);

    [Fact]
    public void They_are_kept_for_72_hours()
    {
        Add("first", TimeSpan.Zero);
        Add("later", TimeSpan.FromHours(72));
        Assert.NotNull(_deliveries.Find("first"));

        Add("last", TimeSpan.FromHours(72) + TimeSpan.FromSeconds(1));

        Assert.Null(_deliveries.Find("first"));
        Assert.NotNull(_deliveries.Find("later"));
        Assert.Equal(1, _deliveries.Forgotten);
    }

    [Fact]
    public void There_are_never_more_than_the_bound()
    {
        for (var i = 0; i < DeliveryState.MaxCount + 10; i++)
        {
            Add($"{i}", TimeSpan.Zero);
        }

        Assert.Equal(DeliveryState.MaxCount, _deliveries.ToState().ById.Count);
        Assert.Null(_deliveries.Find("9"));
        Assert.NotNull(_deliveries.Find("10"));
    }

    [Fact]
    public void Their_replies_never_take_more_than_the_bound()
    {
        var reply = new string('x', 1024 * 1024);
        for (var i = 0; i < 70; i++)
        {
            Add($"{i}", TimeSpan.Zero, reply);
        }

        Assert.Equal(64, _deliveries.ToState().ById.Count);
        Assert.True(_deliveries.ToState().ReplyBytes <= DeliveryState.MaxReplyBytes);
    }

    private void Add(string id, TimeSpan at, string reply = "") => _deliveries.Add(new DeliveryRecord(id, DateTimeOffset.UnixEpoch.Add(at).Ticks, new Reply(reply)));
}
