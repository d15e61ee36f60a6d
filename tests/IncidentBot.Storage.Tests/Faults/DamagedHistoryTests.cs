using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded;
using IncidentBot.TestKit;
using Microsoft.Extensions.Logging;
using Xunit;
using static IncidentBot.TestKit.StoreContractWorld;

namespace IncidentBot.Storage.Tests.Faults;

/// <summary>A start reads only the newest segment; what lies in those before it is read again behind the start and once a day.</summary>
public sealed class DamagedHistoryTests : IAsyncLifetime
{
    private EmbeddedUnderTest _under = null!;
    private StoreContractWorld _world = null!;

    private string First => Path.Combine(_under.Folder.Path, "journal", "00000001.seg");

    public async Task InitializeAsync()
    {
        _under = await EmbeddedUnderTest.OpenAsync(inline: true, configure: options => options.SegmentBytes = 4000);
        _world = new StoreContractWorld(_under);
        foreach (var number in Enumerable.Range(1, 12))
        {
            await _world.DeclareAsync(number, $"Incident {number}");
            await _world.AppendAsync(Stream(number), [new Acknowledged(), new Noted("seen")]);
        }

        Assert.True(_under.Embedded.Describe().Segment >= 3);
    }

    public async Task DisposeAsync() => await _under.DisposeAsync();

    [Fact]
    public async Task A_bit_that_was_lost_while_nobody_served_it_is_named_by_the_running_store_and_live_incidents_go_on()
    {
        await _under.EndAsync(clean: true);
        Flip(InTheMiddle());
        await _under.OpenAgainAsync();

        _under.Pump();

        AssertNamed("Segment 1, byte ");
        await _world.AppendAsync(Stream(3), [new Noted("still here")]);
        Assert.Equal(4, (await _world.LoadAsync(Stream(3))).Version);
        Assert.False((await StoreTools.VerifyAsync(_under.Folder.Path, null, CancellationToken.None)).IsWhole);
    }

    [Fact]
    public void A_bit_that_is_lost_while_it_is_served_is_named_within_a_day()
    {
        _under.Pump();
        Assert.Empty(_under.Embedded.Describe().HistoryDamage);
        Flip(InTheMiddle());

        _under.Pass(TimeSpan.FromHours(25));

        AssertNamed("Segment 1, byte ");
    }

    [Fact]
    public void A_segment_that_is_gone_or_shorter_is_named()
    {
        using (var file = new FileStream(First, FileMode.Open))
        {
            file.SetLength(file.Length - 1);
        }

        File.Delete(First.Replace("0001", "0002", StringComparison.Ordinal));

        _under.Pass(TimeSpan.FromHours(25));

        var damage = _under.Embedded.Describe().HistoryDamage;
        Assert.Contains(damage, what => what.StartsWith("Segment 1, byte ", StringComparison.Ordinal));
        Assert.Contains(damage, what => what.StartsWith("Segment 2, cannot be read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Damage_is_named_although_the_archive_has_to_be_built_and_cannot()
    {
        await _under.EndAsync(clean: true);
        Flip(InTheMiddle());
        Array.ForEach(Directory.GetFiles(_under.Folder.Path, "view-*"), File.Delete);
        await _under.OpenAgainAsync();

        _under.Pump();

        Assert.NotNull(_under.Embedded.Describe().ViewTrouble);
        AssertNamed("Segment 1, byte ");
    }

    [Fact]
    public async Task A_whole_history_is_not_complained_about()
    {
        await _under.RestartAsync(clean: true);

        _under.Pass(TimeSpan.FromHours(25));

        Assert.Empty(_under.Embedded.Describe().HistoryDamage);
        Assert.Empty(_under.Log.At(LogLevel.Error));
    }

    [Fact]
    public async Task Answers_do_not_wait_for_the_reading()
    {
        var threads = new SteppedThreads();
        await _under.EndAsync(clean: true);
        Flip(InTheMiddle());
        await using var store = await EmbeddedStore.OpenAsync(_under.Options, new StoreEnvironment { Threads = threads, FreeBytes = static _ => long.MaxValue }, CancellationToken.None);
        while (store.Describe().HistoryDamage.Count == 0)
        {
            Assert.True(threads.RunView());
            var asked = store.FindIncidentsAsync(new IncidentQuery(), CancellationToken.None).AsTask();
            threads.RunView();
            Assert.Equal(12, (await asked).Items.Count);
        }
    }

    private int InTheMiddle() => (int)(new FileInfo(First).Length / 2);

    private void Flip(int at)
    {
        var bytes = File.ReadAllBytes(First);
        bytes[at] ^= 1;
        using var file = new FileStream(First, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Write(bytes);
    }

    private void AssertNamed(string start)
    {
        Assert.StartsWith(start, Assert.Single(_under.Embedded.Describe().HistoryDamage), StringComparison.Ordinal);
        Assert.Contains(_under.Log.At(LogLevel.Error), line => line.Contains(start, StringComparison.Ordinal) && line.Contains("restore", StringComparison.Ordinal));
    }
}
