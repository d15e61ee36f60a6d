using System.Text.Json;

namespace IncidentBot.Tests.Crash;

/// <summary>Compares what was promised with what the restarted process shows, through its API alone.</summary>
/// <param name="firesWithin">How long a due timer may take once the process is ready.</param>
internal sealed class Inspection(BotClient client, TimeSpan firesWithin)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest that a due timer took after the process was ready, or after it was due.</summary>
    public TimeSpan Latest { get; private set; }

    /// <summary>Incidents whose at-risk and breach entries were seen.</summary>
    public HashSet<string> Breached { get; } = new(StringComparer.Ordinal);

    /// <summary>Every answered command is there once; whoever was told nothing asks again with the same key and then is there once.</summary>
    public async Task CommandsAsync(IReadOnlyList<Sent> sent)
    {
        foreach (var open in sent.Where(command => command is { Answer: null, Refused: false }))
        {
            Assert.True(await client.SendAsync(open, CancellationToken.None), $"the repeated {open.Key} was not answered");
        }

        foreach (var group in sent.Where(command => command.Incident is not null).GroupBy(command => command.Incident!, StringComparer.Ordinal))
        {
            var entries = await TimelineAsync(group.Key);
            Assert.All(group, command => Once(command, entries));
        }
    }

    /// <summary>A declared incident nobody acknowledged has its at-risk and breach entries once their time has come.</summary>
    public async Task TimersAsync(IEnumerable<string> incidents, DateTimeOffset ready, TimeSpan response)
    {
        foreach (var incident in incidents)
        {
            var entries = await TimelineAsync(incident);
            if (entries.Any(entry => Type(entry) is "acknowledged"))
            {
                continue;
            }

            var due = At(entries[0]) + response;
            var from = due > ready ? due : ready;
            while (!entries.Any(entry => Type(entry) is "clock-breached"))
            {
                Assert.True(TimeProvider.System.GetUtcNow() - from < firesWithin, $"{incident} was due at {due:O} and its breach is missing {firesWithin} after {from:O}");
                await Task.Delay(Glance, TimeProvider.System, CancellationToken.None);
                entries = await TimelineAsync(incident);
            }

            Assert.Single(entries, entry => Type(entry) is "clock-at-risk");
            var breach = Assert.Single(entries, entry => Type(entry) is "clock-breached");
            Assert.True(At(breach) >= due, $"{incident} was breached before its time");
            Breached.Add(incident);
            Latest = new[] { Latest, At(breach) - from }.Max();
        }
    }

    /// <summary>The whole timeline: numbered without a gap, as many entries as the incident says, ending with its chain.</summary>
    private async Task<IReadOnlyList<JsonElement>> TimelineAsync(string incident)
    {
        while (true)
        {
            var shown = await client.GetAsync($"/api/incidents/{incident}", CancellationToken.None);
            var page = await client.GetAsync($"/api/incidents/{incident}/timeline", CancellationToken.None);
            Assert.False(page.TryGetProperty("next", out _), "the harness expects short timelines");
            var entries = page.GetProperty("entries").EnumerateArray().ToList();
            var counted = shown.GetProperty("entries").GetInt32();
            if (page.GetProperty("behind").GetInt64() > 0 || entries.Count > counted)
            {
                // the archive is catching up, or a timer fired between the two questions
                await Task.Delay(Glance, TimeProvider.System, CancellationToken.None);
                continue;
            }

            Assert.Equal(Enumerable.Range(1, counted), entries.Select(entry => entry.GetProperty("number").GetInt32()));
            Assert.Equal(shown.GetProperty("chain").GetString(), entries[^1].GetProperty("chain").GetString());
            Assert.Equal("declared", Type(entries[0]));
            return entries;
        }
    }

    private static void Once(Sent command, IReadOnlyList<JsonElement> entries)
    {
        var found = command.Kind switch
        {
            CommandKind.Acknowledge => entries.Count(entry => Type(entry) is "acknowledged"),
            CommandKind.Note => entries.Count(entry => Type(entry) is "noted" && Says(entry, command.Token)),
            _ => entries.Count(entry => Type(entry) is "declared" && Says(entry, command.Token)),
        };
        var expected = command.Refused ? 0 : 1;
        Assert.True(command.Kind is CommandKind.Acknowledge && command.Refused ? found <= 1 : found == expected, $"{command.Text} is there {found} times, expected {expected}");
    }

    private static bool Says(JsonElement entry, string token) => entry.GetProperty("what").GetString()!.Contains(token, StringComparison.Ordinal);

    private static string? Type(JsonElement entry) => entry.GetProperty("type").GetString();

    private static DateTimeOffset At(JsonElement entry) => entry.GetProperty("at").GetDateTimeOffset();
}
