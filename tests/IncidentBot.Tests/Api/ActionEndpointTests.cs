using System.Net;
using System.Text.Json;
using IncidentBot.Core.Actions;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Tests.Api;

public sealed class ActionEndpointTests
{
    private static readonly DateOnly Past = new(2020, 1, 2);
    private static readonly DateOnly Future = new(2099, 1, 2);

    [Fact]
    public async Task What_is_open_across_incidents_stands_soonest_first_with_owner_date_and_whether_it_is_late()
    {
        await using var api = (await ApiDriver.StartAsync()).With(
            Histories.Of(1, more: [Item(1, "ben", Future, "write the runbook"), Item(2, "anna", Future, "ticked off"), new ActionDone(2)]),
            Histories.Of(2, more: [Item(1, "anna", Past, "an alert for the disk")]));

        var shown = await ShownAsync(await api.GetAsync("/api/actions"));

        Assert.Equal(["INC-2 1 anna Anna 2020-01-02 True an alert for the disk", "INC-1 1 ben Ben 2099-01-02 False write the runbook"], shown.Lines);
        Assert.Equal(2, shown.Total);
    }

    [Theory]
    [InlineData("person=anna", "INC-2 1")]
    [InlineData("overdue=true", "INC-2 1")]
    [InlineData("person=ben&overdue=true", "")]
    [InlineData("max=1", "INC-2 1")]
    public async Task It_can_be_asked_for_one_person_and_for_what_is_late(string query, string found)
    {
        await using var api = (await ApiDriver.StartAsync()).With(Histories.Of(1, more: [Item(1, "ben", Future, "x")]), Histories.Of(2, more: [Item(1, "anna", Past, "y")]));

        var lines = (await ShownAsync(await api.GetAsync($"/api/actions?{query}"))).Lines;

        Assert.Equal(found, string.Concat(lines.Select(line => string.Join(' ', line.Split(' ').Take(2)))));
    }

    [Fact]
    public async Task Those_of_private_incidents_are_for_a_key_that_asks_and_may()
    {
        await using var api = (await ApiDriver.StartAsync()).With(Histories.Of(1, isPrivate: true, more: [Item(1, "ben", Future, "x")]));

        Assert.Empty((await ShownAsync(await api.GetAsync("/api/actions"))).Lines);
        Assert.Single((await ShownAsync(await api.GetAsync("/api/actions?includePrivate=true", ApiDriver.PrivateKey))).Lines);
        Assert.Equal(HttpStatusCode.Forbidden, (await api.GetAsync("/api/actions?includePrivate=true")).StatusCode);
    }

    [Theory]
    [InlineData("overdue=perhaps")]
    [InlineData("max=0")]
    [InlineData("owner=anna")]
    public async Task What_cannot_be_read_is_said(string query)
    {
        await using var api = await ApiDriver.StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await api.GetAsync($"/api/actions?{query}")).StatusCode);
    }

    private static ActionAdded Item(int number, string person, DateOnly due, string text) => new(number, person, person == "ben" ? "Ben" : "Anna", null, due, text, ActionKind.Prevent);

    private static async Task<(List<string> Lines, int Total)> ShownAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var shown = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return ([.. shown.RootElement.GetProperty("actions").EnumerateArray().Select(item => $"{item.GetProperty("incident")} {item.GetProperty("number")} {item.GetProperty("person")} {item.GetProperty("name")} {item.GetProperty("due")} {item.GetProperty("overdue")} {item.GetProperty("text")}")], shown.RootElement.GetProperty("total").GetInt32());
    }
}
