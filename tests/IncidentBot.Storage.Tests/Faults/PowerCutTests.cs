using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded;
using IncidentBot.Storage.Embedded.Files;
using IncidentBot.Storage.Embedded.Threads;
using Xunit;
using static IncidentBot.TestKit.StoreContractWorld;

namespace IncidentBot.Storage.Tests.Faults;

/// <summary>The power goes off at any call, again and again; what was acknowledged is there, and no change is half there.</summary>
public sealed class PowerCutTests
{
    private const int Seeds = 25;
    private const int CutsPerSeed = 6;

    [Fact]
    public async Task No_acknowledged_change_is_lost_and_no_half_change_is_seen_whenever_the_power_goes_off()
    {
        var cuts = 0;
        var lostAtEnd = 0;
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var run = new Run(seed);
            await run.GoAsync();
            cuts += run.Cuts;
            lostAtEnd += run.NotAcknowledgedAndGone;
        }

        // A harness that never cuts anything off proves nothing.
        Assert.True(cuts >= Seeds * CutsPerSeed / 2, $"only {cuts} cuts");
        Assert.True(lostAtEnd > 0, "every change survived every cut: nothing was forgotten");
    }

    private sealed class Run(int seed)
    {
        private readonly Random _random = new(seed);
        private readonly Dictionary<StreamId, List<string>> _acknowledged = [];
        private readonly List<string> _deliveries = [];
        private int _next;

        public int Cuts { get; private set; }

        public int NotAcknowledgedAndGone { get; private set; }

        public async Task GoAsync()
        {
            using var folder = new TemporaryFolder();
            for (var cut = 0; cut < CutsPerSeed; cut++)
            {
                var disk = new ForgettingFiles(new UnflushedFiles(), _random.Next());
                var files = new FailingFiles(disk);
                CutAt(files, _random.Next(1, 60));
                await LiveAsync(folder.Path, files);
                disk.Forget();
            }

            await LiveAsync(folder.Path, new UnflushedFiles());
        }

        private void CutAt(FailingFiles files, int calls) => files.Before = _ =>
        {
            if (--calls <= 0)
            {
                throw new PowerCutException();
            }
        };

        private async Task LiveAsync(string folder, IJournalFiles files)
        {
            var options = new EmbeddedStoreOptions { Path = folder, SegmentBytes = 2000 };
            var exits = new List<int>();
            var threads = new InlineThreads();
            EmbeddedStore store;
            try
            {
                store = await EmbeddedStore.OpenAsync(options, new StoreEnvironment { Files = files, Threads = threads, Exit = exits.Add, FreeBytes = static _ => long.MaxValue }, CancellationToken.None);
            }
            catch (PowerCutException)
            {
                Cuts++;
                return;
            }

            try
            {
                await CheckAsync(store, threads);
                for (var i = 0; i < 25 && exits.Count == 0; i++)
                {
                    await CommitGroupAsync(store, threads, exits);
                }

                Cuts += exits.Count;
            }
            finally
            {
                store.Abandon();
            }
        }

        private async Task CommitGroupAsync(EmbeddedStore store, InlineThreads threads, List<int> exits)
        {
            var asked = new List<(Change Change, string Text, Task<CommitResult> Told)>();
            foreach (var pair in Enumerable.Range(1, _random.Next(1, 4)))
            {
                // Two streams that only ever move together.
                var text = $"{seed}/{_next++}";
                Append To(int number)
                {
                    var history = store.LoadAsync(Stream(number), CancellationToken.None).Result ?? History.Empty(Stream(number));
                    return new Append(history.Stream, history.Version, [Recorded.Of(new Noted(text), Anna, DateTimeOffset.UnixEpoch, history.Head)], [new PlannedTimer(text, DateTimeOffset.UnixEpoch)]);
                }

                var change = new Change { Delivery = new DeliveryId(text), Reply = new Reply(text), Appends = [To(pair), To(pair + 10)] };
                asked.Add((change, text, store.CommitAsync(change, CancellationToken.None).AsTask()));
            }

            while (exits.Count == 0 && threads.RunReady())
            {
            }

            foreach (var (change, text, told) in asked.Where(one => exits.Count == 0 || one.Told.IsCompleted))
            {
                Assert.IsType<CommitResult.Saved>(await told);
                _deliveries.Add(text);
                foreach (var append in change.Appends)
                {
                    (_acknowledged.TryGetValue(append.Stream, out var texts) ? texts : _acknowledged[append.Stream] = []).Add(text);
                }
            }
        }

        private async Task CheckAsync(EmbeddedStore store, InlineThreads threads)
        {
            var live = (await store.LoadLiveAsync(CancellationToken.None)).ToDictionary(history => history.Stream);
            foreach (var (stream, texts) in _acknowledged)
            {
                var head = Chain.Start;
                foreach (var entry in live[stream].Events)
                {
                    Assert.True(entry.Follows(head));
                    head = entry.Chain;
                }

                var stored = live[stream].Events.Select(entry => ((Noted)entry.Event).Text).ToList();
                Assert.Equal(texts, stored.Where(texts.Contains));
            }

            foreach (var (stream, history) in live)
            {
                var number = int.Parse(stream.Value.AsSpan(4));
                var twin = live[Stream(number > 10 ? number - 10 : number + 10)];
                Assert.Equal(history.Version, twin.Version);
                Assert.Equal(((Noted)history.Events[^1].Event).Text, ((Noted)twin.Events[^1].Event).Text);
                Assert.Equal(((Noted)history.Events[^1].Event).Text, Assert.Single(history.Timers).Name);

                // What was saved but not acknowledged counts from now on: it is there for good.
                _acknowledged[stream] = [.. history.Events.Select(entry => ((Noted)entry.Event).Text)];
            }

            foreach (var delivery in _deliveries)
            {
                Assert.Equal(delivery, (await store.FindReplyAsync(new DeliveryId(delivery), CancellationToken.None))?.Text);
            }

            NotAcknowledgedAndGone += _next - live.Values.Sum(history => (int)history.Version) / 2;
            while (threads.RunReady())
            {
            }
        }
    }
}
