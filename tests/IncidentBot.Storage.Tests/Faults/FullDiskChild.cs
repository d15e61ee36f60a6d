using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded;
using IncidentBot.Storage.Embedded.Files;
using IncidentBot.TestKit;
using static IncidentBot.TestKit.StoreContractWorld;

namespace IncidentBot.Storage.Tests.Faults;

/// <summary>Runs alone on a disk of a few megabytes, fills it at one kind of write, and says on its last line whether every promise held.</summary>
internal static class FullDiskChild
{
    public const string Verb = "full-disk";
    public const string Held = "held";

    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [Verb, var folder, var kind])
        {
            Console.Error.WriteLine($"usage: {Verb} FOLDER commit|roll|view|checkpoint");
            return 2;
        }

        await using var under = await EmbeddedUnderTest.OpenAsync(inline: true, files: new RealFiles(), configure: options =>
        {
            options.Path = Path.Combine(folder, "data");
            options.WarnFreeBytes = 0;
            options.RefuseFreeBytes = 0;
        });
        var disk = new Ballast(Path.Combine(folder, "ballast"));
        var world = new StoreContractWorld(under);
        await (kind switch
        {
            "commit" => CommitAsync(under, world, disk),
            "roll" => RollAsync(under, world, disk),
            "view" => ViewAsync(under, world, disk),
            "checkpoint" => CheckpointAsync(under, world, disk),
            _ => throw new ArgumentException(kind),
        });
        Expect(under.Exits.Count == 0, "the process was left");
        Console.WriteLine(Held);
        return 0;
    }

    private static async Task CommitAsync(EmbeddedUnderTest under, StoreContractWorld world, Ballast disk)
    {
        await world.DeclareAsync(1);
        await world.QueueAsync(world.Row("slack:a"));
        disk.Leave(64 * 1024);
        var saved = await FillAsync(world);
        Expect(saved > 1, "nothing was saved before the disk was full");
        Expect((await world.ClaimAsync()).Count == 0, "a message was claimed that cannot be settled");
        Expect((await world.LoadAsync(Stream(1))).Version == saved, "reading does not go on");
        await AssertRecoversAsync(under, world, disk, saved);
    }

    private static async Task RollAsync(EmbeddedUnderTest under, StoreContractWorld world, Ballast disk)
    {
        var saved = 1L;
        await world.DeclareAsync(1);
        for (; saved < 100; saved++)
        {
            await world.AppendAsync(Stream(1), [Some(saved)]);
        }

        under.Options.SegmentBytes = 1;
        await under.RestartAsync(clean: true);
        disk.Leave(100 * 1024);
        await world.AppendAsync(Stream(1), [Some(saved++)]);
        Expect(under.Embedded.Describe().Segment == 1, "a segment was begun for which there is no room");
        Expect(Directory.GetFiles(Path.Combine(under.Options.Path, "journal")).Length == 1, "an unfinished segment takes the room");

        disk.Leave(long.MaxValue);
        under.Pass(TimeSpan.FromSeconds(10));
        await world.AppendAsync(Stream(1), [Some(saved++)]);
        Expect(under.Embedded.Describe().Segment == 2, "the next segment was not begun when there was room");
        await AssertRecoversAsync(under, world, disk, saved);
    }

    private static async Task ViewAsync(EmbeddedUnderTest under, StoreContractWorld world, Ballast disk)
    {
        await world.DeclareAsync(1);
        under.Pump();
        disk.Leave(24 * 1024);
        var saved = 1L;
        while (saved < 8)
        {
            await world.AppendAsync(Stream(1), [Some(saved++)]);
            await LookAsync(under);
        }

        Expect(under.Embedded.Describe() is { ViewBehind: > 0, RebuildingPercent: not null }, "the view found room that is not there");
        Expect((await world.LoadAsync(Stream(1))).Version == saved, "a live incident needs the view");
        disk.Leave(long.MaxValue);
        for (var seconds = 0; seconds < 10 && under.Embedded.Describe().ViewBehind > 0; seconds += 2)
        {
            await LookAsync(under);
        }

        Expect(under.Embedded.Describe() is { ViewBehind: 0, RebuildingPercent: null }, "the view did not recover");
        await AssertRecoversAsync(under, world, disk, saved);
    }

    private static async Task CheckpointAsync(EmbeddedUnderTest under, StoreContractWorld world, Ballast disk)
    {
        await world.DeclareAsync(1);
        var saved = 1L;
        while (saved < 100)
        {
            await world.AppendAsync(Stream(1), [Some(saved++)]);
        }

        under.Pump();
        disk.Leave(0);
        await under.EndAsync(clean: true);
        disk.Leave(long.MaxValue);
        await under.OpenAgainAsync();
        await AssertRecoversAsync(under, world, disk, saved);
    }

    /// <summary>Somebody looks something up and waits the two seconds.</summary>
    private static async Task LookAsync(EmbeddedUnderTest under)
    {
        var asked = under.Embedded.FindIncidentsAsync(new IncidentQuery(), CancellationToken.None).AsTask();
        under.Pump();
        under.Pass(TimeSpan.FromSeconds(2));
        try
        {
            await asked;
        }
        catch (ArchiveRebuildingException)
        {
            // That is what it says while there is no room.
        }
    }

    private static async Task<long> FillAsync(StoreContractWorld world)
    {
        for (var saved = 1L; ; saved++)
        {
            switch (await world.CommitAsync(new Change { Appends = [world.After(await world.LoadAsync(Stream(1)), [Some(saved)])] }))
            {
                case CommitResult.Saved:
                    continue;
                case CommitResult.NotSaved refused:
                    Expect(refused.Reason.Contains("full", StringComparison.Ordinal) && refused.Reason.Contains("nothing was saved", StringComparison.Ordinal), refused.Reason);
                    return saved;
                case var other:
                    throw new InvalidOperationException(other.ToString());
            }
        }
    }

    /// <summary>With room again, everything works within ten seconds, and everything that was acknowledged is there after a kill.</summary>
    private static async Task AssertRecoversAsync(EmbeddedUnderTest under, StoreContractWorld world, Ballast disk, long saved)
    {
        disk.Leave(long.MaxValue);
        under.Pass(TimeSpan.FromSeconds(10));
        await world.AppendAsync(Stream(1), [new Noted("room again")]);
        await under.RestartAsync(clean: false);
        Expect((await world.LoadAsync(Stream(1))).Version == saved + 1, "something acknowledged is gone, or something refused is there");
        var listed = await under.Archive.FindIncidentsAsync(new IncidentQuery(), CancellationToken.None);
        Expect(listed is { Items.Count: 1, Behind: 0 }, "the archive did not come back");
        await under.RestartAsync(clean: true);
        var report = await StoreTools.VerifyAsync(under.Options.Path, null, CancellationToken.None);
        Expect(report.Findings.Count == 0, string.Join("; ", report.Findings.Select(finding => finding.What)));
    }

    private static Noted Some(long number) => new($"{number} {new string('x', 2000)}");

    private static void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise);
        }
    }

    /// <summary>A file that takes the room away.</summary>
    private sealed class Ballast(string path)
    {
        public void Leave(long bytes)
        {
            File.Delete(path);
            if (bytes == long.MaxValue)
            {
                return;
            }

            using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
            var block = new byte[4096];
            long length = 0;
            try
            {
                for (; ; length += block.Length)
                {
                    RandomAccess.Write(file, block, length);
                }
            }
            catch (IOException)
            {
                RandomAccess.SetLength(file, Math.Max(0, length - bytes));
            }
        }
    }
}
