using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;
using Xunit;
using static IncidentBot.TestKit.StoreContractWorld;

namespace IncidentBot.TestKit;

/// <content>Documents, lists and timelines.</content>
public abstract partial class StoreContract
{
    [Fact]
    public async Task A_document_is_what_was_written_last()
    {
        await World.SaveAsync(new Change { Documents = [new Document("owner/slack/C1", "1"u8.ToArray()), new Document("owner/slack/C2", "2"u8.ToArray())] });
        await World.SaveAsync(new Change { Documents = [new Document("owner/slack/C1", "3"u8.ToArray()), new Document("owner/slack/C2", null)] });

        await World.Under.RestartAsync(clean: false);

        Assert.Equal("3"u8.ToArray(), (await World.FindAsync("owner/slack/C1"))?.Json?.ToArray());
        Assert.Null(await World.FindAsync("owner/slack/C2"));
        Assert.Null(await World.FindAsync("owner/slack/c1"));
    }

    [Fact]
    public async Task A_document_may_come_before_its_stream()
    {
        await World.SaveAsync(new Change { Documents = [new Document("place/INC-1/room@slack", "1"u8.ToArray())] });
        await World.DeclareAsync(1);
        Assert.Equal("1"u8.ToArray(), (await World.FindAsync("place/INC-1/room@slack"))?.Json?.ToArray());

        await World.SaveAsync(new Change { Documents = [new Document("place/INC-1/room@slack", "2"u8.ToArray())] });
        Assert.Equal("2"u8.ToArray(), (await World.FindAsync("place/INC-1/room@slack"))?.Json?.ToArray());

        await World.SaveAsync(new Change { Documents = [new Document("place/INC-1/room@slack", null)] });
        Assert.Null(await World.FindAsync("place/INC-1/room@slack"));
    }

    [Fact]
    public async Task People_read_what_they_wrote()
    {
        await World.DeclareAsync(1, "Checkout is down");
        await World.DeclareAsync(2, "Search is slow");
        await World.AppendAsync(Stream(1), [new Cancelled("false alarm")]);

        var all = await World.Under.Archive.FindIncidentsAsync(new IncidentQuery(), CancellationToken.None);
        var open = await World.Under.Archive.FindIncidentsAsync(new IncidentQuery(OpenOnly: true), CancellationToken.None);
        var found = await World.Under.Archive.FindIncidentsAsync(new IncidentQuery(Text: "CHECK down"), CancellationToken.None);

        Assert.Equal(["INC-2", "INC-1"], all.Items.Select(item => item.Id));
        Assert.Equal(IncidentStatus.Cancelled, all.Items[1].Status);
        Assert.Equal(["INC-2"], open.Items.Select(item => item.Id));
        Assert.Equal(["INC-1"], found.Items.Select(item => item.Id));
        Assert.Equal(0, all.Behind);
        Assert.Null(all.Next);
    }

    [Fact]
    public async Task Lists_come_in_pages()
    {
        foreach (var number in Enumerable.Range(1, 7))
        {
            await World.DeclareAsync(number);
        }

        var pages = new List<string>();
        long? before = null;
        do
        {
            var page = await World.Under.Archive.FindIncidentsAsync(new IncidentQuery(Before: before, Max: 3), CancellationToken.None);
            pages.Add(string.Join(' ', page.Items.Select(item => item.Number)));
            before = page.Next;
        }
        while (before is not null);

        Assert.Equal(["7 6 5", "4 3 2", "1"], pages);
    }

    [Fact]
    public async Task Private_incidents_and_other_severities_are_left_out_unless_asked_for()
    {
        await World.AppendAsync(Stream(1), [Declared("a", Severity.P1)]);
        await World.AppendAsync(Stream(2), [Declared("b", Severity.P2)]);
        await World.AppendAsync(Stream(3), [Declared("c", Severity.P2, isPrivate: true)]);

        async Task<IEnumerable<int>> Find(IncidentQuery query) => (await World.Under.Archive.FindIncidentsAsync(query, CancellationToken.None)).Items.Select(item => item.Number);

        Assert.Equal([2, 1], await Find(new IncidentQuery()));
        Assert.Equal([2], await Find(new IncidentQuery(Severity: Severity.P2)));
        Assert.Equal([3, 2], await Find(new IncidentQuery(Severity: Severity.P2, IncludePrivate: true)));
    }

    [Fact]
    public async Task A_timeline_comes_in_pages_and_proves_itself()
    {
        await World.DeclareAsync(1);
        await World.AppendAsync(Stream(1), [.. Enumerable.Range(0, 9).Select(n => new Noted($"{n}"))]);

        var head = Chain.Start;
        var sizes = new List<int>();
        long? after = 0;
        while (after is { } from)
        {
            var page = await World.Under.Archive.ReadTimelineAsync(Stream(1), from, 4, CancellationToken.None);
            sizes.Add(page.Items.Count);
            foreach (var entry in page.Items)
            {
                Assert.True(entry.Follows(head));
                head = entry.Chain;
            }

            after = page.Next;
        }

        Assert.Equal([4, 4, 2], sizes);
        Assert.Equal(head, (await World.LoadAsync(Stream(1))).Head);
    }

    [Fact]
    public async Task The_timeline_of_nothing_is_empty()
    {
        var page = await World.Under.Archive.ReadTimelineAsync(Stream(5), 0, 10, CancellationToken.None);

        Assert.Empty(page.Items);
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task An_ended_incident_can_be_read_and_reopened_long_after()
    {
        await World.DeclareAsync(1);
        var ended = World.Now;
        await World.AppendAsync(Stream(1), [new Cancelled("false alarm")], leaves: ended + TimeSpan.FromHours(24));
        World.Under.Pass(TimeSpan.FromHours(30));
        await World.DeclareAsync(2);

        var history = await World.LoadAsync(Stream(1));
        Assert.Equal(2, history.Version);

        await World.SaveAsync(new Change { Appends = [World.After(history, [new Reopened("it is back")], [World.Timer("watch", 5)])] });
        await World.Under.RestartAsync(clean: false);

        Assert.Equal(["Declared", "Cancelled", "Reopened"], (await World.LoadAsync(Stream(1))).Events.Select(entry => entry.Event.GetType().Name));
        Assert.Contains(await Store.LoadLiveAsync(CancellationToken.None), live => live.Stream == Stream(1));
        World.Under.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal("watch", Assert.Single(await World.DueAsync()).Name);
    }
}
