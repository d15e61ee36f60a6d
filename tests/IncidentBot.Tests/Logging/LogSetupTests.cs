using System.Text.Json;
using IncidentBot.Configuration;
using IncidentBot.Logging;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Tests.Logging;

public sealed partial class LogSetupTests
{
    [Fact]
    public void A_line_for_people_has_time_level_message_and_scope()
    {
        var line = Write(new LoggingOptions(), log =>
        {
            using var scope = log.BeginScope(new Dictionary<string, object>(StringComparer.Ordinal) { ["incident"] = "INC-7", ["verb"] = "ack", ["delivery"] = "api/ci/k-1" });
            Said(log, "hello");
        });

        Assert.Matches("^[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3} info  Said hello \\[INC-7 ack api/ci/k-1\\]\n$", line);
    }

    [Fact]
    public void Text_from_outside_cannot_start_a_line_of_its_own()
    {
        var line = Write(new LoggingOptions(), log => Said(log, "a\n12:00:00 FATAL forged"));

        Assert.Single(line.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Json_is_one_object_a_line_with_the_scope_in_it()
    {
        var line = Write(new LoggingOptions { Json = true }, log =>
        {
            using var scope = log.BeginScope(new Dictionary<string, object>(StringComparer.Ordinal) { ["incident"] = "INC-7" });
            Said(log, "a\nb");
        });

        var entry = JsonDocument.Parse(line).RootElement;
        Assert.Equal("a\nb", entry.GetProperty("What").GetString());
        Assert.Equal("INC-7", entry.GetProperty("incident").GetString());
    }

    [Fact]
    public void What_is_less_important_than_the_level_is_not_written()
    {
        Assert.Empty(Write(new LoggingOptions { Level = LogLevel.Warning }, log => Said(log, "hello")));
    }

    private static string Write(LoggingOptions options, Action<ILogger> work)
    {
        using var console = new StringWriter();
        using (var logs = LogSetup.Create(options, console, null))
        {
            work(logs.CreateLogger("test"));
        }

        return console.ToString();
    }

    [LoggerMessage(1, LogLevel.Information, "Said {What}")]
    private static partial void Said(ILogger logger, string what);
}
