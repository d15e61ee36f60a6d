using System.Text.Json;
using IncidentBot.Core.Store;
using IncidentBot.Slack.Inbound;
using IncidentBot.Slack.Tests.Inbound.Support;
using Microsoft.Extensions.Time.Testing;

namespace IncidentBot.Slack.Tests.Inbound;

public sealed class RehearsalTests
{
    private readonly ScriptedSlack _slack = new();
    private readonly List<Change> _written = [];

    [Fact]
    public async Task A_rehearsal_walks_the_whole_road_from_the_signature_to_the_drawn_answer()
    {
        var answers = await RehearseAsync();

        Assert.Collection(
            answers.Select(answer => JsonDocument.Parse(answer).RootElement),
            declared => Assert.StartsWith("INC-1 declared: P1 rehearsal", Text(declared), StringComparison.Ordinal),
            noted => Assert.StartsWith("Noted on INC-1", Text(noted), StringComparison.Ordinal),
            shown => Assert.Contains("rehearsal", shown.GetProperty("blocks").ToString(), StringComparison.Ordinal),
            help => Assert.Contains("/incident", help.GetProperty("blocks").ToString(), StringComparison.Ordinal),
            refused => Assert.StartsWith("I do not know 'rehearsal'", Text(refused), StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_hands_every_change_to_whoever_writes_and_says_nothing_to_Slack()
    {
        await RehearseAsync();

        Assert.Contains(_written, change => change.Outbox.Count > 0);
        Assert.All(_written, change => Assert.All(change.Appends, append => Assert.NotEmpty(append.Events)));
        Assert.Empty(_slack.Calls);
    }

    private Task<IReadOnlyList<string>> RehearseAsync() => Rehearsal.RunAsync(_slack, new FakeTimeProvider(SlackDriver.Now), _written.Add, CancellationToken.None);

    private static string Text(JsonElement reply) => reply.GetProperty("text").GetString()!;
}
