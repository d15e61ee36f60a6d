using System.Net;
using System.Text.Json;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;

namespace IncidentBot.Tests.Api;

public sealed class CommandEndpointTests
{
    [Fact]
    public async Task A_line_reaches_the_desk_with_actor_place_and_delivery()
    {
        await using var api = await ApiDriver.StartAsync();

        var response = await api.SayAsync("p1 checkout is down", idempotency: "k-1");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var inbound = Assert.Single(api.Desk.Seen);
        Assert.Equal(new DeliveryId("api/ci/k-1"), inbound.Id);
        Assert.Equal(new Actor("anna", "Anna Ash"), inbound.By);
        Assert.Equal(new PlaceRef("api", "incidents"), inbound.Where);
        Assert.Equal("p1 checkout is down", Assert.IsType<Input.Line>(inbound.Input).Text);
    }

    [Fact]
    public async Task Somebody_outside_the_roster_stays_apart_from_it()
    {
        await using var api = await ApiDriver.StartAsync();

        await api.CommandAsync("""{"actor":"bot","conversation":"slack:C1","text":"ack"}""");

        var inbound = Assert.Single(api.Desk.Seen);
        Assert.Equal(new Actor("api/bot", "bot"), inbound.By);
        Assert.Equal(new PlaceRef("slack", "C1"), inbound.Where);
    }

    [Fact]
    public async Task Without_an_idempotency_key_every_request_is_a_delivery_of_its_own()
    {
        await using var api = await ApiDriver.StartAsync();

        await api.SayAsync("status");
        await api.SayAsync("status");

        Assert.Equal(2, api.Desk.Seen.Select(inbound => inbound.Id).Distinct().Count());
    }

    [Theory]
    [InlineData("incidents", true)]
    [InlineData("#incidents", true)]
    [InlineData("slack:Incidents", true)]
    [InlineData("slack:C-public", true)]
    [InlineData("slack:C-private", false)]
    [InlineData("anna-at-home", false)]
    public async Task The_desk_is_told_whether_others_read_along(string conversation, bool seen)
    {
        await using var api = await ApiDriver.StartAsync();
        foreach (var (number, room, isPrivate) in new[] { (7, "C-public", false), (8, "C-private", true) })
        {
            var history = Histories.Of(number, isPrivate);
            api.Store.Streams[history.Stream] = history;
            var owner = new DocumentContent(Stream: history.Stream.Value).Under(Keys.Owner(new PlaceRef("slack", room)));
            api.Store.Documents[owner.Key] = owner;
        }

        await api.CommandAsync($$"""{"actor":"anna","conversation":"{{conversation}}","text":"private p1 somebody read the mail"}""");

        Assert.Equal(seen, Assert.Single(api.Desk.Seen).SeenByOthers);
    }

    [Theory]
    [InlineData(ApiDriver.Key, false)]
    [InlineData(ApiDriver.PrivateKey, true)]
    public async Task The_desk_is_told_whether_the_key_may_see_private_incidents(string key, bool sees)
    {
        await using var api = await ApiDriver.StartAsync();

        await api.CommandAsync("""{"actor":"anna","conversation":"c","text":"status INC-1"}""", key);

        Assert.Equal(sees, Assert.Single(api.Desk.Seen).SeesPrivate);
    }

    [Fact]
    public async Task A_key_makes_a_fingerprint_of_the_whole_request()
    {
        await using var api = await ApiDriver.StartAsync();
        foreach (var (actor, conversation, text) in new[] { ("anna", "c", "ack"), ("anna", "c", "ack"), ("ben", "c", "ack"), ("anna", "d", "ack"), ("anna", "c", "fixed") })
        {
            await api.CommandAsync($$"""{"actor":"{{actor}}","conversation":"{{conversation}}","text":"{{text}}"}""", idempotency: "k-1");
        }

        await api.SayAsync("ack");

        var prints = api.Desk.Seen.Select(inbound => inbound.Fingerprint).ToList();
        Assert.Equal(prints[0], prints[1]);
        Assert.Equal(4, prints.Take(5).Distinct(StringComparer.Ordinal).Count());
        Assert.Null(prints[5]);
    }

    [Fact]
    public async Task A_key_that_was_used_for_another_request_is_422()
    {
        await using var api = await ApiDriver.StartAsync();
        api.Desk.Answers = _ => new Answer(AnswerKind.IdReused, Visibility.OnlyYou, "This key was used for another request; nothing was done.", Hint: "Take another.");

        var problem = await ProblemAsync(await api.SayAsync("p1 checkout is down", idempotency: "k-1"), HttpStatusCode.UnprocessableEntity);

        Assert.Contains("another request", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_carries_kind_text_hint_incident_and_card()
    {
        await using var api = await ApiDriver.StartAsync();
        var card = new Card("INC-7", "INC-7 checkout is down") { Blocks = [Block.Text.Of("Step: Triage")] };
        api.Desk.Answers = _ => new Answer(AnswerKind.Done, Visibility.Everyone, "INC-7 declared.", card, "Type ack.", new IncidentId(7));

        var reply = await ReadAsync(await api.SayAsync("p1 checkout is down"));

        Assert.Equal("Done", reply.GetProperty("kind").GetString());
        Assert.Equal("INC-7 declared.", reply.GetProperty("text").GetString());
        Assert.Equal("Type ack.", reply.GetProperty("hint").GetString());
        Assert.Equal("INC-7", reply.GetProperty("incident").GetString());
        Assert.Equal("INC-7", reply.GetProperty("card").GetProperty("title").GetString());
        Assert.False(reply.GetProperty("repeated").GetBoolean());
    }

    [Fact]
    public async Task A_repeated_key_is_marked_as_repeated()
    {
        await using var api = await ApiDriver.StartAsync();
        api.Desk.Answers = _ => new Answer(AnswerKind.Done, Visibility.OnlyYou, "INC-7 declared.", Repeated: true);

        var reply = await ReadAsync(await api.SayAsync("p1 checkout is down", idempotency: "k-1"));

        Assert.True(reply.GetProperty("repeated").GetBoolean());
    }

    [Fact]
    public async Task A_refusal_is_409_with_its_sentence_and_hint()
    {
        await using var api = await ApiDriver.StartAsync();
        api.Desk.Answers = _ => new Answer(AnswerKind.Refused, Visibility.OnlyYou, "INC-7 is not fixed yet.", Hint: "Type fixed first.", Incident: new IncidentId(7));

        var problem = await ProblemAsync(await api.SayAsync("resolve"), HttpStatusCode.Conflict);

        Assert.Equal("INC-7 is not fixed yet.", problem.GetProperty("detail").GetString());
        Assert.Equal("Type fixed first.", problem.GetProperty("hint").GetString());
        Assert.Equal("INC-7", problem.GetProperty("incident").GetString());
    }

    [Fact]
    public async Task What_was_not_saved_is_503_and_says_when_to_try_again()
    {
        await using var api = await ApiDriver.StartAsync();
        api.Desk.Answers = _ => new Answer(AnswerKind.NotSaved, Visibility.OnlyYou, "Not saved: the disk is full.");

        var response = await api.SayAsync("ack");

        Assert.NotNull(response.Headers.RetryAfter?.Delta);
        Assert.Equal("Not saved: the disk is full.", (await ProblemAsync(response, HttpStatusCode.ServiceUnavailable)).GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"actor":"anna","conversation":"c","text":5}""")]
    [InlineData("""{"actor":"anna","conversation":"c","text":"a","extra":1}""")]
    [InlineData("""{"actor":"anna","actor":"ben","conversation":"c","text":"a"}""")]
    [InlineData("""{"conversation":"c","text":"a"}""")]
    [InlineData("""{"actor":"anna","text":"a"}""")]
    [InlineData("""{"actor":"anna","conversation":"c"}""")]
    [InlineData("""{"actor":"an\nna","conversation":"c","text":"a"}""")]
    [InlineData("""{"actor":"anna\u202E","conversation":"c","text":"a"}""")]
    [InlineData("""{"actor":"an\u200Bna","conversation":"c","text":"a"}""")]
    [InlineData("""{"actor":"an\uE000na","conversation":"c","text":"a"}""")]
    [InlineData("""{"actor":"an\u2028na","conversation":"c","text":"a"}""")]
    [InlineData("""{"actor":"anna","conversation":"c\u2066","text":"a"}""")]
    public async Task What_is_no_command_is_400_and_reaches_nobody(string body)
    {
        await using var api = await ApiDriver.StartAsync();

        await ProblemAsync(await api.CommandAsync(body), HttpStatusCode.BadRequest);

        Assert.Empty(api.Desk.Seen);
    }

    [Fact]
    public async Task Deep_nesting_is_400()
    {
        await using var api = await ApiDriver.StartAsync();
        var deep = $$"""{"actor":"anna","conversation":"c","text":{{new string('[', 40)}}{{new string(']', 40)}}}""";

        await ProblemAsync(await api.CommandAsync(deep), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task More_than_256_KiB_is_413()
    {
        await using var api = await ApiDriver.StartAsync();

        await ProblemAsync(await api.SayAsync(new string('a', 300 * 1024)), HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Anything_but_JSON_is_415()
    {
        await using var api = await ApiDriver.StartAsync();

        await ProblemAsync(await api.CommandAsync("{}", mediaType: "text/plain"), HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("")]
    public async Task An_idempotency_key_that_cannot_be_kept_is_400(string key)
    {
        await using var api = await ApiDriver.StartAsync();

        await ProblemAsync(await api.SayAsync("ack", idempotency: key), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_fault_is_500_without_a_word_of_the_inside()
    {
        await using var api = await ApiDriver.StartAsync();
        api.Desk.Answers = _ => throw new InvalidOperationException("kaboom in the engine room");

        var response = await api.SayAsync("ack");

        var body = await response.Content.ReadAsStringAsync();
        var problem = await ProblemAsync(response, HttpStatusCode.InternalServerError);
        Assert.DoesNotContain("kaboom", body, StringComparison.Ordinal);
        Assert.DoesNotContain(" at IncidentBot", body, StringComparison.Ordinal);
        Assert.Contains(problem.GetProperty("errorId").GetString()!, api.Log.Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_requests_are_429_with_a_moment_to_wait()
    {
        await using var api = await ApiDriver.StartAsync(pairs: ["Api:Burst=2", "Api:RequestsPerSecond=1"]);
        HttpResponseMessage response;
        var tries = 0;
        do
        {
            response = await api.SayAsync("status");
        }
        while (response.StatusCode == HttpStatusCode.OK && ++tries < 1_000);

        Assert.NotNull(response.Headers.RetryAfter?.Delta);
        await ProblemAsync(response, HttpStatusCode.TooManyRequests);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        return problem;
    }
}
