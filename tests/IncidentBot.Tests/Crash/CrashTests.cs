using System.Globalization;
using Xunit.Abstractions;

namespace IncidentBot.Tests.Crash;

/// <summary>
/// The real program is killed at seeded moments under load, its view is taken away now and then, and it is asked what it still knows.
/// INCIDENTBOT_CRASH_ROUNDS sets how often (scripts/crash.sh: 300).
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int RoundsPerFolder = 20;
    private static readonly TimeSpan Response = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FiresWithin = TimeSpan.FromSeconds(10);

    private static readonly string[] Arguments =
    [
        "serve", "--data", "data",
        "--set", "Urls=http://127.0.0.1:0",
        "--set", "Storage:SegmentBytes=16384",
        "--set", "Sla:P1:Response=00:00:02",
        "--set", "Api:RequestsPerSecond=100000", "--set", "Api:Burst=1000000",
    ];

    [Fact]
    public async Task Nothing_that_was_acknowledged_is_lost_when_the_process_is_killed()
    {
        var rounds = Number("INCIDENTBOT_CRASH_ROUNDS", 6);
        var seed = Number("INCIDENTBOT_CRASH_SEED", 1);
        var figures = new Figures();
        for (var done = 0; done < rounds; done += RoundsPerFolder)
        {
            using var folder = new TempFolder();
            await FolderAsync(folder, Math.Min(RoundsPerFolder, rounds - done), unchecked((seed * 1_000) + done), figures);
        }

        output.WriteLine(figures.ToString());
        Assert.True(figures.Acknowledged > 0 && figures.TimersFired > 0, "the harness did nothing");
    }

    private async Task FolderAsync(TempFolder folder, int rounds, int seed, Figures figures)
    {
        var ledger = new Ledger();
        HashSet<string> breached = new(StringComparer.Ordinal);
        var random = new Random(seed);
        for (var round = 0; round <= rounds; round++)
        {
            await using var host = HostProcess.Start(folder.Path, "Development", Arguments);
            try
            {
                if (round < rounds && random.Next(4) == 0)
                {
                    // killed while it opens its store
                    await Task.Delay(TimeSpan.FromMilliseconds(random.Next(100, 900)), TimeProvider.System, CancellationToken.None);
                    await host.KillAsync();
                    figures.KilledStarting++;
                    continue;
                }

                var address = await host.ReadyAsync();
                using var http = new HttpClient { BaseAddress = address };
                var client = new BotClient(http, ledger);
                await CheckAsync(client, ledger, whole: round == rounds, breached, figures);
                if (round == rounds)
                {
                    Assert.Equal(0, await host.TerminateAsync());
                }
                else
                {
                    await KillUnderLoadAsync(host, client, ledger, $"r{round}", random);
                    figures.Killed++;
                }
            }
            catch (Exception error)
            {
                output.WriteLine($"round {round} of seed {seed}: {error.Message}\n{host.Output}");
                throw;
            }

            TakeTheViewAway(folder, random, figures);
        }

        await using var verify = HostProcess.Start(folder.Path, "Development", "verify", "--data", "data");
        Assert.True(await verify.ExitAsync() == 0, verify.Output);
        figures.Segments += Directory.GetFiles(Path.Combine(folder.Path, "data", "journal")).Length;
        figures.Acknowledged += ledger.Answered;
        figures.TimersFired += 2 * breached.Count;
    }

    private static async Task KillUnderLoadAsync(HostProcess host, BotClient client, Ledger ledger, string round, Random random)
    {
        using var stop = new CancellationTokenSource();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var load = new Load(client, ledger, round, random.Next()).RunAsync(random.Next(20, 250), enough, stop.Token);
        if (await Task.WhenAny(enough.Task, load) == load)
        {
            await load;
            throw new InvalidOperationException($"The host went away by itself.\n{host.Output}");
        }

        await host.KillAsync();
        await stop.CancelAsync();
        await load;
    }

    private static async Task CheckAsync(BotClient client, Ledger ledger, bool whole, HashSet<string> breached, Figures figures)
    {
        var ready = TimeProvider.System.GetUtcNow();
        var inspection = new Inspection(client, FiresWithin);
        var all = ledger.All;
        figures.Unanswered += all.Count(command => command is { Answer: null, Refused: false });
        var asked = whole ? all : [.. all.TakeLast(400)];
        await inspection.CommandsAsync(asked);
        var incidents = asked.Where(command => command.Kind is CommandKind.Declare && command.Incident is not null).Select(command => command.Incident!).Distinct(StringComparer.Ordinal);
        await inspection.TimersAsync(whole ? incidents : incidents.TakeLast(40), ready, Response);
        breached.UnionWith(inspection.Breached);
        figures.Latest = new[] { figures.Latest, inspection.Latest }.Max();
    }

    private static void TakeTheViewAway(TempFolder folder, Random random, Figures figures)
    {
        if (random.Next(3) != 0)
        {
            return;
        }

        var data = Path.Combine(folder.Path, "data");
        foreach (var view in Directory.Exists(data) ? Directory.GetFiles(data, "view*", SearchOption.AllDirectories) : [])
        {
            File.Delete(view);
            figures.ViewsTaken++;
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
