using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Settings;
using IncidentBot.Slack;
using IncidentBot.Storage.Embedded;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentBot.Bench;

/// <summary>
/// Signed slash commands, from the wire to the acknowledgement, over a store on disk; beside a bare endpoint of the same web server that
/// checks the signature and appends one flushed row per group. Both are asked in turns, by the same callers in another process: what is
/// stated as processor time is the server's.
/// </summary>
internal static class SlackCommands
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly int[] AtOnce = [1, 16, 64];

    /// <summary>At the steady rate.</summary>
    private const int MostCallers = 100;

    public static async Task RunAsync(string folder)
    {
        await using var bot = await BotAsync(Path.Combine(folder, "bot"));
        await using var bare = await BareAsync(Path.Combine(folder, "bare"));
        using var callers = SlackCallers.Start();
        var targets = new (string Name, Uri Address)[] { ("bare", new Uri(bare.Address, "commands")), ("bot", new Uri(bot.Address, "slack/commands")) };
        var table = new Table("Signed slash commands: one in twenty declares, the others note", "road", "at once", "commands/s", "of bare", "acknowledged, median", "p99", "CPU of the server per command");
        foreach (var atOnce in AtOnce)
        {
            var yardstick = 0.0;
            foreach (var (name, address) in targets)
            {
                await callers.CallAsync(address, atOnce, WarmUp);
                var (samples, cpu) = await MeasuredAsync(callers, address, atOnce);
                var rate = samples.Count / Length.TotalSeconds;
                yardstick = name is "bare" ? rate : yardstick;
                table.Row(name, atOnce, rate, rate / yardstick, samples.At(0.5), samples.At(0.99), $"{cpu.TotalMicroseconds / samples.Count:0} µs");
            }
        }

        var steady = new Table("The same at a steady 100 a second", "road", "acknowledged, median", "p99");
        foreach (var (name, address) in targets)
        {
            var samples = await callers.CallAsync(address, MostCallers, Length, perSecond: 100);
            steady.Row(name, samples.At(0.5), samples.At(0.99));
        }
    }

    private static async Task<(Samples Samples, TimeSpan Cpu)> MeasuredAsync(SlackCallers callers, Uri address, int atOnce)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var samples = await callers.CallAsync(address, atOnce, Length);
        process.Refresh();
        return (samples, process.TotalProcessorTime - before);
    }

    private static WebApplication Web()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        return builder.Build();
    }

    /// <summary>What the bot asks of the workspace meanwhile: who it is, and who the callers are. Everything else it would say stays in the outbox.</summary>
    private static async Task<WebApplication> WorkspaceAsync()
    {
        var workspace = Web();
        workspace.MapPost("/api/{method}", async (HttpContext http) => await http.Response.WriteAsync(http.Request.RouteValues["method"] switch
        {
            "auth.test" => """{"ok":true,"team_id":"T0BENCH","user_id":"U0BOT","bot_id":"B0BOT"}""",
            "users.list" => $$"""{"ok":true,"members":[{{string.Join(',', Enumerable.Range(0, MostCallers).Select(caller => $$"""{"id":"U0BENCH{{caller}}","team_id":"T0BENCH","name":"bench"}"""))}}]}""",
            _ => """{"ok":false,"error":"unknown_method"}""",
        }));
        await workspace.StartAsync();
        return workspace;
    }

    private static async Task<Running> BotAsync(string folder)
    {
        var workspace = await WorkspaceAsync();
        var store = await EmbeddedStore.OpenAsync(new EmbeddedStoreOptions { Path = folder }, new StoreEnvironment(), CancellationToken.None);
        var writer = new IncidentWriter(store, PeopleRoster.Empty);
        var desk = new CommandDesk(store, writer, new DeskSettings(PeopleRoster.Empty, ProcedureBook.Default(), []), TimeProvider.System, NullLogger<CommandDesk>.Instance);
        var slack = new SlackModule(
            new SlackOptions { Mode = SlackMode.Http, BotToken = new Secret("xoxb-bench"), SigningSecret = new Secret(SlackCallers.SigningSecret), ApiBaseUrl = new Uri($"{workspace.Urls.First()}/api/") },
            PeopleRoster.Empty,
            TimeProvider.System,
            NullLoggerFactory.Instance);
        var inbound = slack.Listen(desk, store, writer, PeopleRoster.Empty);
        var app = Web();
        inbound.Map(app);
        await app.StartAsync();
        var stop = new CancellationTokenSource();
        var people = inbound.Loops.Single(loop => loop.Name is "people of slack").RunAsync(static () => { }, stop.Token);
        return new Running(app, async () =>
        {
            await stop.CancelAsync();
            await people.ContinueWith(static _ => { }, TaskScheduler.Default);
            stop.Dispose();
            inbound.Dispose();
            slack.Dispose();
            await workspace.DisposeAsync();
            await store.DisposeAsync();
        });
    }

    /// <summary>What the web server and the disk can do together at best: verify, append, flush once for all who wait.</summary>
    private static async Task<Running> BareAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        var handle = File.OpenHandle(Path.Combine(folder, "rows"), FileMode.Create, FileAccess.Write);
        var waiting = Channel.CreateUnbounded<(byte[] Row, TaskCompletionSource Done)>();
        var writing = Task.Run(() => WriteAsync(handle, waiting.Reader));
        var app = Web();
        app.MapPost("/commands", async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            var bytes = body.ToArray();
            var expected = Encoding.ASCII.GetBytes($"v0={Convert.ToHexStringLower(SlackCallers.Sign(http.Request.Headers["X-Slack-Request-Timestamp"].ToString(), bytes))}");
            if (!CryptographicOperations.FixedTimeEquals(expected, Encoding.ASCII.GetBytes(http.Request.Headers["X-Slack-Signature"].ToString())))
            {
                http.Response.StatusCode = 401;
                return;
            }

            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await waiting.Writer.WriteAsync((new byte[Bare.ChangeBytes], done));
            await done.Task;
            await http.Response.WriteAsync("{\"response_type\":\"ephemeral\",\"text\":\"Noted.\"}");
        });
        await app.StartAsync();
        return new Running(app, async () =>
        {
            waiting.Writer.Complete();
            await writing;
            handle.Dispose();
        });
    }

    private static async Task WriteAsync(Microsoft.Win32.SafeHandles.SafeFileHandle handle, ChannelReader<(byte[] Row, TaskCompletionSource Done)> waiting)
    {
        var at = 0L;
        var group = new List<(byte[] Row, TaskCompletionSource Done)>();
        while (await waiting.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < 256 && waiting.TryRead(out var row))
            {
                group.Add(row);
            }

            RandomAccess.Write(handle, [.. group.Select(row => (ReadOnlyMemory<byte>)row.Row)], at);
            RandomAccess.FlushToDisk(handle);
            at += group.Sum(row => (long)row.Row.Length);
            group.ForEach(row => row.Done.SetResult());
        }
    }

    /// <summary>A web server and what stands behind it.</summary>
    private sealed class Running(WebApplication app, Func<Task> close) : IAsyncDisposable
    {
        public Uri Address { get; } = new(app.Urls.First());

        public async ValueTask DisposeAsync()
        {
            await app.DisposeAsync();
            await close();
        }
    }
}
