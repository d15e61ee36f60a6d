namespace IncidentBot.Tests.Stories;

/// <summary>A P1 from the first word to the last, over HTTP and the real store, with a restart in the middle.</summary>
public sealed class WalkOfAP1Tests
{
    [Fact]
    public async Task A_P1_is_declared_answered_fixed_resolved_and_closed()
    {
        using var folder = new TempFolder();
        await using (var bot = await RunningBot.StartAsync(folder.Path, "Development"))
        {
            await DoneAsync(bot, "p1 checkout is down", "INC-1 declared: P1 checkout is down.");
            await DoneAsync(bot, "ack INC-1", "You acknowledged INC-1 and are commander.");
            await DoneAsync(bot, "done INC-1 2", "2");
            await DoneAsync(bot, "next INC-1", "Communication");
            await RefusedAsync(bot, "resolve INC-1", "fixed INC-1");
        }

        await using (var bot = await RunningBot.StartAsync(folder.Path, "Development"))
        {
            await RefusedAsync(bot, "ack INC-1", "You acknowledged INC-1 already");
            await DoneAsync(bot, "fixed INC-1", "Verification");
            await DoneAsync(bot, "resolve INC-1 seen quiet by hand", "resolved");
            await RefusedAsync(bot, "close INC-1", "Write down the timeline");
            await DoneAsync(bot, "close INC-1 written down elsewhere", "closed");

            var shown = await bot.GetAsync("/api/incidents/INC-1");
            Assert.Equal("Closed", shown.GetProperty("incident").GetProperty("status").GetString());
            var timeline = await bot.GetAsync("/api/incidents/INC-1/timeline");
            var types = timeline.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("type").GetString()).ToList();
            Assert.Equal(shown.GetProperty("entries").GetInt32(), types.Count);
            Assert.Equal(
                ["declared", "acknowledged", "mitigated", "resolved", "closed"],
                types.Where(type => type is "declared" or "acknowledged" or "mitigated" or "resolved" or "closed"));
            Assert.Equal(["INC-1"], (await bot.GetAsync("/api/incidents")).GetProperty("incidents").EnumerateArray().Select(incident => incident.GetProperty("id").GetString()));
        }
    }

    [Fact]
    public async Task Doctor_in_a_chat_tells_what_the_running_process_finds()
    {
        using var folder = new TempFolder();
        await using var bot = await RunningBot.StartAsync(folder.Path, "Development");

        await DoneAsync(bot, "doctor", "Doctor: ");
    }

    [Fact]
    public async Task In_Production_without_a_chat_the_road_is_the_same()
    {
        const string key = "7c4a8d09ca3762af61e59520943dc26494f8941b";
        using var folder = new TempFolder();
        await using var bot = await RunningBot.StartAsync(folder.Path, "Production", "Api:Keys:0:Name=ci", $"Api:Keys:0:Key={key}");
        bot.Client.DefaultRequestHeaders.Authorization = new("Bearer", key);

        await DoneAsync(bot, "p1 checkout is down", "INC-1 declared");
        await DoneAsync(bot, "ack INC-1", "You acknowledged INC-1");

        var doctor = await bot.GetAsync("/api/doctor");
        Assert.False(doctor.GetProperty("hasProblem").GetBoolean(), doctor.ToString());
    }

    private static async Task DoneAsync(RunningBot bot, string line, string said)
    {
        var (status, text) = await bot.SayAsync(line);
        Assert.True(status == 200, $"{line}: {status} {text}");
        Assert.Contains(said, text, StringComparison.Ordinal);
    }

    private static async Task RefusedAsync(RunningBot bot, string line, string said)
    {
        var (status, text) = await bot.SayAsync(line);
        Assert.True(status == 409, $"{line}: {status} {text}");
        Assert.Contains(said, text, StringComparison.Ordinal);
    }
}
