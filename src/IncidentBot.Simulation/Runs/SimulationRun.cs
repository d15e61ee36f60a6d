using IncidentBot.Simulation.Chat;
using IncidentBot.Simulation.People;
using IncidentBot.Simulation.Promises;
using IncidentBot.Simulation.Time;
using IncidentBot.Simulation.Worlds;

namespace IncidentBot.Simulation.Runs;

/// <summary>
/// Weeks of incidents in seconds: people, chats that fail, a process that is killed; then everything that was seen is judged. Writes files
/// and nothing else; whoever calls it prints and chooses the exit code (<see cref="SimulationSummary.Kept"/>).
/// </summary>
public static class SimulationRun
{
    /// <summary>A Monday, four weeks before the clocks change in Europe: thirty days meet that change.</summary>
    private static readonly DateTimeOffset Start = new(2027, 3, 1, 7, 0, 0, TimeSpan.Zero);

    /// <summary>What was under way when the period ended may take this long to arrive.</summary>
    private static readonly TimeSpan LongestAfterglow = TimeSpan.FromHours(8);

    /// <summary>Small segments, so that a run rolls several times.</summary>
    private const long SegmentBytes = 256 * 1024;

    /// <exception cref="SimulationException">The options or the folder are not usable, or the world came to a standstill.</exception>
    public static SimulationSummary Run(SimulationOptions options, IProgress<SimulationProgress>? progress, CancellationToken cancellationToken)
    {
        if (options.Problems().ToList() is { Count: > 0 } problems)
        {
            throw new SimulationException(string.Join(' ', problems), "`incidentbot simulate --help` shows the options.");
        }

        var folder = OutputFolder.Prepare(options.Out);
        try
        {
            return Run(options, folder, progress, cancellationToken);
        }
        catch (Exception e) when (e is PumpException or InvalidOperationException)
        {
            throw new SimulationException(
                e.Message,
                $"The run is not judged. The same happens again with --seed {options.Seed} --days {options.Days} --incidents {options.Incidents} --restarts {options.Restarts}.",
                e);
        }
    }

    private static SimulationSummary Run(SimulationOptions options, OutputFolder folder, IProgress<SimulationProgress>? progress, CancellationToken cancellationToken)
    {
        var length = TimeSpan.FromDays(options.Days);
        using var world = World.Begin(new WorldOptions
        {
            Folder = folder.Store,
            Seed = options.Seed,
            Start = Start,
            Flush = options.Flush,
            Reconcile = options.Reconcile,
            SegmentBytes = SegmentBytes,
            ScanEvery = length,

            // The company takes up its second chat half-way, at the next start; incidents that run keep the chats they were declared with.
            ChatsInUse = (now, all) => options.Restarts == 0 || now >= Start + (length / 2) ? all : [all[0]],
            Chats = time =>
            [
                new SimulatedChat("slack", time, ChatTraits.SlackLike, ChatWeather.Seeded(options.Seed, "slack", Start, length)),
                new SimulatedChat("teams", time, ChatTraits.TeamsLike, ChatWeather.Seeded(options.Seed, "teams", Start, length)),
            ],
        });

        var crowd = new Crowd(world) { GoHomeAt = Start + length };
        Invite(crowd, options, length);
        new Monitors(crowd, options.Seed).Begin(options, length);
        var restarts = new RestartPlan(world, Seeds.Of(options.Seed, "restarts"));
        restarts.Begin(options.Restarts, length);
        foreach (var chat in world.Chats)
        {
            chat.Sky.ClearsUpAt(Start + length);
        }

        for (var day = 1; day <= options.Days; day++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            world.Pass(TimeSpan.FromDays(1));
            crowd.ThrowIfAnyFailed();
            progress?.Report(new SimulationProgress(day, options.Days, world.Now, world.Recorder.Incidents, world.Lives, world.Chats.Sum(chat => chat.Effects.Count)));
        }

        for (var after = TimeSpan.Zero; after < LongestAfterglow && (!world.IsAlive || world.Health!.UnsettledRows > 0 || after < TimeSpan.FromHours(1)); after += TimeSpan.FromMinutes(10))
        {
            world.Pass(TimeSpan.FromMinutes(10));
        }

        var record = world.End();
        folder.ForgetView();
        var files = new Files(folder, TimeZoneInfo.FindSystemTimeZoneById(options.Zone));

        // The world has ended and its record changes no more: it may be read from two sides.
        IReadOnlyList<BrokenPromise> broken = [];
        Parallel.Invoke(() => broken = PromiseChecker.Check(record), () => files.WriteStories(world, record));
        var summary = Figures.Of(options, world, record, restarts, broken);
        files.WriteSummary(summary);
        return summary;
    }

    /// <summary>Incidents come at any hour; one in six brings another close behind it.</summary>
    private static void Invite(Crowd crowd, SimulationOptions options, TimeSpan length)
    {
        var random = Seeds.Of(options.Seed, "incidents");
        var at = TimeSpan.Zero;
        for (var number = 1; number <= options.Incidents; number++)
        {
            at = number > 1 && random.Chance(1 / 6.0) ? at + random.Between(TimeSpan.Zero, TimeSpan.FromMinutes(3)) : length * 0.99 * random.NextDouble();
            var (story, when) = (new IncidentStory(crowd, Seeds.Of(options.Seed, $"incident {number}")), at);
            crowd.Begin(() => story.LiveAsync(when));
        }
    }
}
