using System.Net.Http.Json;
using IncidentBot.Configuration;
using IncidentBot.Logging;
using IncidentBot.Tests.Logging;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Tests.Stories;

/// <summary>Words that must not be seen are put wherever they can be put; then everything that was logged is searched for them.</summary>
public sealed partial class CanaryTests
{
    private const string Key = "5a0c3e7712b94f6d8e1a2b3c4d5e6f7089abcdef";
    private const string WrongKey = "canarywrongkey0123456789abcdef0123456789";

    [Fact]
    public async Task No_text_and_no_secret_reaches_the_log()
    {
        using var folder = new TempFolder();
        string[] canaries;
        string log;
        await using (var bot = await RunningBot.StartAsync(folder.Path, "Production", "Logging:Level=Trace", "Api:Keys:0:Name=ci", $"Api:Keys:0:Key={Key}"))
        {
            bot.Client.DefaultRequestHeaders.Authorization = new("Bearer", Key);
            await bot.SayAsync("p1 canarytitle went dark");
            await bot.SayAsync("note INC-1 canarynote seen");
            await bot.SayAsync("title INC-1 canarynewtitle");
            await bot.SayAsync("canaryverb is not a verb");
            await bot.SayAsync("ack INC-1 canaryack");
            await bot.SayAsync("cancel INC-1 canaryreason");
            using var broken = new StringContent("{ \"text\": \"canarybroken", System.Text.Encoding.UTF8, "application/json");
            await bot.Client.PostAsync("/api/commands", broken);
            await bot.Client.GetAsync("/api/incidents?text=canaryquery");
            bot.Client.DefaultRequestHeaders.Authorization = new("Bearer", WrongKey);
            await bot.Client.PostAsJsonAsync("/api/commands", new { actor = "anna", conversation = "c", text = "canaryunauthorised" });
            canaries = ["canary", Key, WrongKey];
            Assert.True(bot.Log.Events.Count > 5, "nothing was logged, so nothing was looked at");
            log = bot.Log.Everything() + bot.Console;
        }

        Assert.All(canaries, canary => Assert.DoesNotContain(canary, log, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void A_canary_that_is_logged_would_be_found()
    {
        var sink = new CollectingSink();
        using (var logs = LogSetup.Create(new LoggingOptions(), TextWriter.Null, sink))
        {
            Careless(logs.CreateLogger("test"), "canarytext");
        }

        Assert.Contains("canarytext", sink.Everything(), StringComparison.Ordinal);
    }

    [LoggerMessage(1, LogLevel.Information, "Somebody said {Text}")]
    private static partial void Careless(ILogger logger, string text);
}
