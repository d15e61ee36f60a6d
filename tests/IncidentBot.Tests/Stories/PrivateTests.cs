using System.Net.Http.Json;
using System.Text.Json;

namespace IncidentBot.Tests.Stories;

/// <summary>What is private stays so, whichever way the API is asked.</summary>
public sealed class PrivateTests
{
    private const string Title = "somebody read the mail";
    private const string Plain = "7c4a8d09ca3762af61e59520943dc26494f8941b";
    private const string Trusted = "b1b3773a05c0ed0176787a4f1574ff0075f7521e";

    [Fact]
    public async Task Typed_where_others_read_along_nothing_is_recorded()
    {
        using var folder = new TempFolder();
        await using var bot = await RunningBot.StartAsync(folder.Path, "Development");

        var (status, text) = await bot.SayAsync($"private p1 {Title}");

        Assert.Equal(409, status);
        Assert.Contains("Nothing was recorded", text, StringComparison.Ordinal);
        Assert.Empty((await bot.GetAsync("/api/incidents?includePrivate=true")).GetProperty("incidents").EnumerateArray());
        Assert.DoesNotContain(Title, bot.Console.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_without_the_right_is_answered_as_if_there_were_none()
    {
        using var folder = new TempFolder();
        await using var bot = await RunningBot.StartAsync(
            folder.Path, "Production", "Api:Keys:0:Name=ci", $"Api:Keys:0:Key={Plain}", "Api:Keys:1:Name=console", $"Api:Keys:1:Key={Trusted}", "Api:Keys:1:SeesPrivate=true");
        Assert.Contains("INC-1 declared", await SayAsync(bot, Trusted, $"private p1 {Title}"), StringComparison.Ordinal);
        Assert.Contains(Title, await SayAsync(bot, Trusted, "status INC-1"), StringComparison.Ordinal);

        foreach (var line in new[] { "status INC-1", "timeline INC-1", "ack INC-1", "list", "status" })
        {
            Assert.DoesNotContain(Title, await SayAsync(bot, Plain, line), StringComparison.Ordinal);
        }

        Assert.Equal(
            (await SayAsync(bot, Plain, "status INC-2")).Replace("INC-2", "INC-1", StringComparison.Ordinal),
            await SayAsync(bot, Plain, "status INC-1"));
    }

    private static async Task<string> SayAsync(RunningBot bot, string key, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/commands")
        {
            Content = JsonContent.Create(new { actor = "anna", conversation = "anna-at-home", text }),
            Headers = { { "Authorization", $"Bearer {key}" } },
        };
        using var response = await bot.Client.SendAsync(request);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.ToString();
    }
}
