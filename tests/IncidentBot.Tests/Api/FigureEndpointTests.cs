using System.Net;
using System.Text.Json;

namespace IncidentBot.Tests.Api;

public sealed class FigureEndpointTests
{
    [Fact]
    public async Task Figures_of_a_window_are_counted_and_private_ones_only_for_a_key_that_asks_and_may()
    {
        await using var api = (await ApiDriver.StartAsync()).With(Histories.Of(1), Histories.Of(2, isPrivate: true));
        var window = $"/api/figures?from={Histories.Noon.AddDays(-1):yyyy-MM-dd}&to={Histories.Noon.AddDays(1):yyyy-MM-dd}";

        Assert.Equal(1, await P1Async(await api.GetAsync(window)));
        Assert.Equal(2, await P1Async(await api.GetAsync($"{window}&includePrivate=true", ApiDriver.PrivateKey)));
        Assert.Equal(HttpStatusCode.Forbidden, (await api.GetAsync($"{window}&includePrivate=true")).StatusCode);
    }

    [Theory]
    [InlineData("from=yesterday")]
    [InlineData("from=2026-03-02T09:00:00")]
    [InlineData("from=2026-03-02&to=2026-03-02")]
    [InlineData("from=2024-03-02&to=2026-03-02")]
    [InlineData("since=2026-03-02")]
    public async Task What_is_no_window_is_said(string query)
    {
        await using var api = await ApiDriver.StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await api.GetAsync($"/api/figures?{query}")).StatusCode);
    }

    [Fact]
    public async Task An_instant_is_a_window_s_edge_too_and_without_one_it_is_the_last_month()
    {
        await using var api = await ApiDriver.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/api/figures?from=2026-03-02T09:00:00Z&to=2026-03-02T12:00:00%2B01:00")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/api/figures")).StatusCode);
    }

    private static async Task<int> P1Async(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var shown = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return shown.RootElement.GetProperty("counted").GetProperty("P1").GetInt32();
    }
}
