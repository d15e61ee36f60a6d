using System.Net;
using System.Text;
using System.Text.Json;

namespace IncidentBot.Tests.Stories;

public sealed class IdempotencyTests
{
    [Fact]
    public async Task The_same_key_gets_the_first_answer_also_after_a_restart()
    {
        using var folder = new TempFolder();
        string first;
        await using (var bot = await RunningBot.StartAsync(folder.Path, "Development"))
        {
            first = (await SendAsync(bot, "k-1", "p1 checkout is down")).GetProperty("text").GetString()!;
            await SendAsync(bot, "k-2", "ack INC-1");
        }

        await using (var bot = await RunningBot.StartAsync(folder.Path, "Development"))
        {
            var again = await SendAsync(bot, "k-1", "p1 checkout is down");

            Assert.Equal(first, again.GetProperty("text").GetString());
            Assert.True(again.GetProperty("repeated").GetBoolean());
            Assert.Single((await bot.GetAsync("/api/incidents")).GetProperty("incidents").EnumerateArray());
        }
    }

    [Fact]
    public async Task The_same_key_for_another_request_is_422_also_after_a_restart_and_nothing_vanishes()
    {
        using var folder = new TempFolder();
        await using (var bot = await RunningBot.StartAsync(folder.Path, "Development"))
        {
            await SendAsync(bot, "k-1", "p1 checkout is down");
            await SendAsync(bot, "k-1", "p1 search is down", HttpStatusCode.UnprocessableEntity);
        }

        await using (var bot = await RunningBot.StartAsync(folder.Path, "Development"))
        {
            await SendAsync(bot, "k-1", "p1 search is down", HttpStatusCode.UnprocessableEntity);
            await SendAsync(bot, "k-2", "p1 search is down");

            Assert.Equal(2, (await bot.GetAsync("/api/incidents")).GetProperty("incidents").GetArrayLength());
        }
    }

    [Fact]
    public async Task Many_at_once_with_the_same_key_do_it_once()
    {
        using var folder = new TempFolder();
        await using var bot = await RunningBot.StartAsync(folder.Path, "Development");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendAsync(bot, "k-1", "p1 checkout is down")));

        Assert.Single(answers.Select(answer => answer.GetProperty("text").GetString()).Distinct(StringComparer.Ordinal));
        Assert.Single((await bot.GetAsync("/api/incidents")).GetProperty("incidents").EnumerateArray());
    }

    private static async Task<JsonElement> SendAsync(RunningBot bot, string key, string text, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/commands")
        {
            Content = new StringContent(JsonSerializer.Serialize(new { actor = "anna", conversation = "incidents", text }), Encoding.UTF8, "application/json"),
            Headers = { { "Idempotency-Key", key } },
        };
        using var response = await bot.Client.SendAsync(request);
        Assert.Equal(expected, response.StatusCode);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }
}
