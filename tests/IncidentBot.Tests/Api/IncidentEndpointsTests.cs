using System.Net;
using System.Text.Json;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Playbooks;
using IncidentBot.Core.Store;

namespace IncidentBot.Tests.Api;

public sealed class IncidentEndpointsTests
{
    [Fact]
    public async Task The_list_leaves_private_incidents_out()
    {
        await using var api = (await ApiDriver.StartAsync()).With(Histories.Of(1), Histories.Of(2, isPrivate: true));

        Assert.Equal(["INC-1"], await IdsAsync(await api.GetAsync("/api/incidents")));
        Assert.Equal(["INC-1"], await IdsAsync(await api.GetAsync("/api/incidents", ApiDriver.PrivateKey)));
    }

    [Fact]
    public async Task Private_incidents_are_listed_for_a_key_with_the_right_that_asks()
    {
        await using var api = (await ApiDriver.StartAsync()).With(Histories.Of(1), Histories.Of(2, isPrivate: true));

        Assert.Equal(["INC-2", "INC-1"], await IdsAsync(await api.GetAsync("/api/incidents?includePrivate=true", ApiDriver.PrivateKey)));
        Assert.Equal(HttpStatusCode.Forbidden, (await api.GetAsync("/api/incidents?includePrivate=true")).StatusCode);
    }

    [Theory]
    [InlineData("/api/incidents/INC-2")]
    [InlineData("/api/incidents/INC-2/timeline")]
    public async Task A_private_incident_is_not_there_for_a_key_without_the_right(string path)
    {
        await using var api = (await ApiDriver.StartAsync()).With(Histories.Of(2, isPrivate: true));

        var hidden = await api.GetAsync(path);
        var missing = await api.GetAsync(path.Replace("INC-2", "INC-3", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        Assert.Equal((await missing.Content.ReadAsStringAsync()).Replace("INC-3", "INC-2", StringComparison.Ordinal), await hidden.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(path, ApiDriver.PrivateKey)).StatusCode);
    }

    [Fact]
    public async Task One_incident_shows_its_summary_timers_and_the_head_of_its_chain()
    {
        var history = Histories.Of(7, more: new Acknowledged());
        await using var api = (await ApiDriver.StartAsync()).With(history);

        var shown = await ReadAsync(await api.GetAsync("/api/incidents/inc-7"));

        Assert.Equal("INC-7", shown.GetProperty("incident").GetProperty("id").GetString());
        Assert.Equal("Open", shown.GetProperty("incident").GetProperty("status").GetString());
        Assert.Equal(2, shown.GetProperty("entries").GetInt32());
        Assert.Equal(history.Head.ToString(), shown.GetProperty("chain").GetString());
        Assert.Equal("response-breach", shown.GetProperty("timers")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task One_incident_shows_what_people_see_of_it()
    {
        await using var api = (await ApiDriver.StartAsync()).With(Histories.Of(7, more:
        [
            new Acknowledged(), new TaskTicked(2), new RoleGiven("scribe", "ben", "Ben Bay"), new UpdateWritten(1, Audience.Internal, "still looking"), new CauseNamed("the disk is full"),
            new ComponentRated("checkout", ComponentStatus.MajorOutage), new ActionAdded(1, "ben", "Ben Bay", null, new DateOnly(2026, 12, 1), "add an alert", null),
            new PlaybookStarted("disk", "Full disk", [new PlaybookTask(15, "Look", null)]),
        ]));

        var state = (await ReadAsync(await api.GetAsync("/api/incidents/INC-7"))).GetProperty("state");

        Assert.Equal([2], state.GetProperty("tasks").EnumerateArray().Where(task => task.GetProperty("done").GetBoolean()).Select(task => task.GetProperty("number").GetInt32()));
        Assert.Equal("Full disk", state.GetProperty("tasks").EnumerateArray().Last().GetProperty("of").GetString());
        Assert.False(state.GetProperty("response").GetProperty("runs").GetBoolean());
        Assert.True(state.GetProperty("resolution").GetProperty("runs").GetBoolean());
        Assert.Equal("Ben Bay", state.GetProperty("roles").GetProperty("scribe").GetString());
        Assert.Equal("still looking", state.GetProperty("updates")[0].GetProperty("text").GetString());
        Assert.Equal("the disk is full", state.GetProperty("cause").GetString());
        Assert.Equal("MajorOutage", state.GetProperty("components").GetProperty("checkout").GetString());
        Assert.Equal("add an alert", state.GetProperty("actions")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task The_timeline_is_paged_numbered_and_in_words()
    {
        await using var api = (await ApiDriver.StartAsync()).With(Histories.Of(7, more: [new Acknowledged(), new Noted("saw it too")]));

        var first = await ReadAsync(await api.GetAsync("/api/incidents/INC-7/timeline?max=2"));
        var rest = await ReadAsync(await api.GetAsync($"/api/incidents/INC-7/timeline?after={first.GetProperty("next").GetInt64()}"));

        Assert.Equal([1, 2], first.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("number").GetInt32()));
        var last = Assert.Single(rest.GetProperty("entries").EnumerateArray());
        Assert.Equal(3, last.GetProperty("number").GetInt32());
        Assert.Equal("noted", last.GetProperty("type").GetString());
        Assert.Equal("Anna Ash: saw it too", last.GetProperty("what").GetString());
        Assert.False(rest.TryGetProperty("next", out _));
    }

    [Theory]
    [InlineData("/api/incidents?max=0")]
    [InlineData("/api/incidents?max=201")]
    [InlineData("/api/incidents?open=maybe")]
    [InlineData("/api/incidents?severity=P9")]
    [InlineData("/api/incidents?severity=1")]
    [InlineData("/api/incidents?before=x")]
    [InlineData("/api/incidents?colour=red")]
    [InlineData("/api/incidents/INC-7/timeline?after=-1")]
    public async Task A_parameter_that_cannot_be_read_is_400_with_what_is_allowed(string path)
    {
        await using var api = (await ApiDriver.StartAsync()).With(Histories.Of(7));

        var response = await api.GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/api/incidents/INC-99", HttpStatusCode.NotFound)]
    [InlineData("/api/incidents/seven", HttpStatusCode.NotFound)]
    [InlineData("/api/nothing", HttpStatusCode.NotFound)]
    [InlineData("/api/commands", HttpStatusCode.MethodNotAllowed)]
    public async Task What_is_not_there_is_said_in_a_sentence(string path, HttpStatusCode status)
    {
        await using var api = await ApiDriver.StartAsync();

        var response = await api.GetAsync(path);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task While_the_archive_is_rebuilt_the_answer_is_503_and_how_far_it_is()
    {
        await using var api = await ApiDriver.StartAsync();
        api.Store.Broken = new ArchiveRebuildingException(40);

        var response = await api.GetAsync("/api/incidents");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter?.Delta);
        Assert.Contains("40 %", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<string?>> IdsAsync(HttpResponseMessage response) =>
        (await ReadAsync(response)).GetProperty("incidents").EnumerateArray().Select(incident => incident.GetProperty("id").GetString());

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }
}
