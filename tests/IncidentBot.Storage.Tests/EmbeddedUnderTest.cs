using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded;
using IncidentBot.Storage.Embedded.Files;
using IncidentBot.Storage.Embedded.Threads;
using IncidentBot.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace IncidentBot.Storage.Tests;

/// <summary>The embedded store over a folder of its own, with either form of threads.</summary>
internal sealed class EmbeddedUnderTest : StoreUnderTest
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly bool _inline;
    private InlineThreads? _threads;
    private PumpedStore? _pumped;

    private EmbeddedUnderTest(bool inline, Action<EmbeddedStoreOptions>? configure)
    {
        _inline = inline;
        Options.Path = Folder.Path;
        configure?.Invoke(Options);
    }

    public TemporaryFolder Folder { get; } = new();

    public EmbeddedStoreOptions Options { get; } = new();

    public IJournalFiles Files { get; init; } = new UnflushedFiles();

    public Func<string, long> FreeBytes { get; init; } = static _ => long.MaxValue;

    public List<int> Exits { get; } = [];

    public CollectingLog Log { get; } = new();

    public EmbeddedStore Embedded { get; private set; } = null!;

    public override IStore Store => (IStore?)_pumped ?? Embedded;

    public override IArchive Archive => (IArchive?)_pumped ?? Embedded;

    public override IOutbox Outbox => (IOutbox?)_pumped ?? Embedded;

    public override ITimerQueue Timers => (ITimerQueue?)_pumped ?? Embedded;

    public override TimeProvider Time => _time;

    public static async Task<EmbeddedUnderTest> OpenAsync(bool inline = false, Action<EmbeddedStoreOptions>? configure = null, IJournalFiles? files = null, Func<string, long>? freeBytes = null)
    {
        var under = new EmbeddedUnderTest(inline, configure) { Files = files ?? new UnflushedFiles(), FreeBytes = freeBytes ?? (static _ => long.MaxValue) };
        await under.OpenAgainAsync();
        return under;
    }

    public override void Pass(TimeSpan time)
    {
        _time.Advance(time);
        Pump();
    }

    /// <summary>Inline: everything there is to do is done when this returns.</summary>
    public void Pump()
    {
        while (_threads?.RunReady() == true)
        {
        }
    }

    public async Task OpenAgainAsync()
    {
        _threads = _inline ? new InlineThreads() : null;
        var environment = new StoreEnvironment
        {
            Time = _time,
            Files = Files,
            Threads = _threads ?? (IStoreThreads)new RealThreads(),
            Exit = Exits.Add,
            FreeBytes = FreeBytes,
            Loggers = Log,
        };
        Embedded = await EmbeddedStore.OpenAsync(Options, environment, CancellationToken.None);
        _pumped = _threads is null ? null : new PumpedStore(Embedded, _threads);
    }

    public override async Task RestartAsync(bool clean)
    {
        await EndAsync(clean);
        await OpenAgainAsync();
    }

    public async Task EndAsync(bool clean)
    {
        if (clean)
        {
            await Embedded.DisposeAsync();
        }
        else
        {
            Embedded.Abandon();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await Embedded.DisposeAsync();
        Folder.Dispose();
    }
}
