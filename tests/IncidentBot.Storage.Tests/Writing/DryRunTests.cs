using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded.Writing;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static IncidentBot.TestKit.StoreContractWorld;

namespace IncidentBot.Storage.Tests.Writing;

public sealed class DryRunTests
{
    [Fact]
    public void A_dry_run_decides_as_the_store_does_and_remembers_only_what_it_was_told_itself()
    {
        var dry = new DryRun(new FakeTimeProvider());
        var change = Declared(Stream(1));

        Assert.True(dry.Write(change));
        Assert.False(dry.Write(change));
        Assert.True(new DryRun(new FakeTimeProvider()).Write(change));
    }

    private static Change Declared(StreamId stream) => new() { Appends = [new Append(stream, 0, [Entry()], [])] };

    private static Recorded Entry() => Recorded.Of(new Core.Incidents.Noted("rehearsal"), Core.Incidents.Actor.Bot, DateTimeOffset.UnixEpoch, Chain.Start);
}
