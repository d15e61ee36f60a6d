using System.Globalization;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded;
using IncidentBot.Storage.Embedded.Files;
using IncidentBot.Storage.Embedded.Threads;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.StoreContractWorld;

namespace IncidentBot.Storage.Tests.Faults;

/// <summary>
/// A copied store is damaged in a thousand seeded ways. Each one is repaired, or refused by name with the restore step; never is a store
/// opened that lacks what was acknowledged, and never an empty one. INCIDENTBOT_DAMAGES says how many are tried.
/// </summary>
public sealed class DamageTests
{
    private static readonly int Damages = int.TryParse(Environment.GetEnvironmentVariable("INCIDENTBOT_DAMAGES"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 200;

    [Fact]
    public async Task Every_damage_is_repaired_or_refused_by_name_and_nothing_is_missing_silently()
    {
        using var whole = new TemporaryFolder();
        using var killed = new TemporaryFolder();
        var expected = await FillAsync(whole.Path, killed.Path);
        var outcomes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var seed = 1; seed <= Damages; seed++)
        {
            using var copy = new TemporaryFolder();
            copy.CopyFrom(seed % 3 == 0 ? killed.Path : whole.Path);
            var damage = Damage.Do(copy.Path, new Random(seed));
            var outcome = await OpenAsync(copy.Path, expected, $"seed {seed}: {damage}");
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        var summary = string.Join(", ", outcomes.Select(outcome => $"{outcome.Value} {outcome.Key}"));
        Assert.True(outcomes.ContainsKey("refused") && outcomes.ContainsKey("repaired"), summary);
        Console.WriteLine($"{Damages} damages: {summary}");
    }

    /// <summary>Several segments, live and left incidents, messages and documents; stopped cleanly, and as a kill would leave it.</summary>
    private static async Task<Dictionary<StreamId, History>> FillAsync(string folder, string killed)
    {
        await using var under = await EmbeddedUnderTest.OpenAsync(inline: true, configure: options =>
        {
            options.Path = folder;
            options.SegmentBytes = 12_000;
        });
        var world = new StoreContractWorld(under);
        foreach (var number in Enumerable.Range(1, 24))
        {
            await world.DeclareAsync(number, $"Incident {number}", world.Timer("response", 15));
            await world.SaveAsync(new Change { Documents = [new Document($"place/INC-{number}/room@slack", "{}"u8.ToArray())], Outbox = [world.Row($"slack:{number}")] });
            await world.AppendAsync(Stream(number), [new Acknowledged(), new Noted($"note {number}")]);
            if (number <= 12)
            {
                await world.AppendAsync(Stream(number), [new Cancelled("false alarm")], leaves: world.Now + TimeSpan.FromHours(24));
            }

            if (number == 12)
            {
                foreach (var claim in await world.ClaimAsync(100))
                {
                    await world.SentAsync(claim);
                }

                under.Pass(TimeSpan.FromHours(30));
            }
        }

        Assert.True(under.Embedded.Describe() is { Segment: >= 3, LeftStreams: 12, LiveStreams: 12 });
        var expected = new Dictionary<StreamId, History>();
        foreach (var number in Enumerable.Range(1, 24))
        {
            expected[Stream(number)] = await world.LoadAsync(Stream(number));
        }

        // The view's log is in its file, as it is most of the time.
        await under.RestartAsync(clean: true);
        under.Pump();
        Copy(folder, killed);
        return expected;
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith("lock", StringComparison.Ordinal)))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var target = File.Create(copy);
            source.CopyTo(target);
        }
    }

    private static async Task<string> OpenAsync(string folder, Dictionary<StreamId, History> expected, string damage)
    {
        var threads = new InlineThreads();
        EmbeddedStore store;
        try
        {
            store = await EmbeddedStore.OpenAsync(
                new EmbeddedStoreOptions { Path = folder },
                new StoreEnvironment { Files = new UnflushedFiles(), Threads = threads, FreeBytes = static _ => long.MaxValue, Exit = code => Assert.Fail($"{damage}: left with {code}") },
                CancellationToken.None);
        }
        catch (StoreException e)
        {
            Assert.True(e.Mend.Contains("restore", StringComparison.Ordinal), $"{damage}: {e.Message}");
            return "refused";
        }

        while (threads.RunReady())
        {
            // The checks after the start run to their end.
        }

        var pumped = new PumpedStore(store, threads);
        var repaired = store.Describe().Repairs.Count > 0;
        var named = store.Describe().HistoryDamage.Count > 0;
        try
        {
            foreach (var (stream, history) in expected)
            {
                var found = await pumped.LoadAsync(stream, CancellationToken.None);
                Assert.True(found is not null && found.Version == history.Version && found.Events.SequenceEqual(history.Events), $"{damage}: {stream} is not whole");
            }

            var claims = await pumped.ClaimAsync("slack", 100, DateTimeOffset.MaxValue, CancellationToken.None);
            Assert.True(claims.Count == 12, $"{damage}: {claims.Count} messages");
            var incidents = await pumped.FindIncidentsAsync(new IncidentQuery(), CancellationToken.None);
            Assert.True(incidents.Items.Count == 24 && incidents.Behind == 0, $"{damage}: {incidents.Items.Count} listed");
        }
        catch (StoreException e)
        {
            // The view was needed and the history it is built from is damaged: named, not guessed.
            Assert.True(e.Message.Contains("restore", StringComparison.Ordinal), $"{damage}: {e.Message}");
            return "refused when it was needed";
        }
        finally
        {
            await store.DisposeAsync();
        }

        var verified = await StoreTools.VerifyAsync(folder, null, CancellationToken.None);
        var view = Directory.GetFiles(folder, "view-*.db").Any(path => !path.EndsWith("view-1.db", StringComparison.Ordinal) && !path.Contains("-log", StringComparison.Ordinal));
        Assert.True(verified.IsWhole == !named, $"{damage}: verify names {string.Join(' ', verified.Findings.Select(finding => finding.What))}");
        return named ? "named by the running store" : repaired || view ? "repaired" : "without effect";
    }

    private static class Damage
    {
        public static string Do(string folder, Random random)
        {
            var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
                .Where(path => !path.EndsWith("lock", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .ToList();
            var path = files[random.Next(files.Count)];
            var bytes = File.ReadAllBytes(path);
            var at = bytes.Length == 0 ? 0 : random.Next(bytes.Length);
            var what = random.Next(7);
            switch (what)
            {
                case 0:
                    File.Delete(path);
                    break;
                case 1:
                    File.WriteAllBytes(path, bytes[..at]);
                    break;
                case 2:
                    Zero(bytes, at, random.Next(1, 4096));
                    File.WriteAllBytes(path, bytes);
                    break;
                case 3:
                    Swap(bytes, random);
                    File.WriteAllBytes(path, bytes);
                    break;
                case 4:
                    File.WriteAllBytes(path, [.. bytes, .. bytes.AsSpan(at)]);
                    break;
                default:
                    if (bytes.Length > 0)
                    {
                        bytes[at] ^= (byte)(1 << random.Next(8));
                    }

                    File.WriteAllBytes(path, bytes);
                    break;
            }

            return $"{(new[] { "delete", "cut", "zero", "swap", "append", "flip", "flip" })[what]} {Path.GetRelativePath(folder, path)} at {at} of {bytes.Length}";
        }

        private static void Zero(byte[] bytes, int at, int length) => bytes.AsSpan(at, Math.Min(length, bytes.Length - at)).Clear();

        private static void Swap(byte[] bytes, Random random)
        {
            const int Block = 512;
            if (bytes.Length < 2 * Block)
            {
                Array.Reverse(bytes);
                return;
            }

            var one = random.Next(bytes.Length / Block) * Block;
            var other = random.Next(bytes.Length / Block) * Block;
            var kept = bytes.AsSpan(one, Block).ToArray();
            bytes.AsSpan(other, Block).CopyTo(bytes.AsSpan(one));
            kept.CopyTo(bytes.AsSpan(other));
        }
    }
}
