using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.Chat;
using IncidentBot.Simulation.People;
using IncidentBot.Simulation.Promises;
using IncidentBot.Simulation.Worlds;
using Xunit;

namespace IncidentBot.Simulation.Tests.Stories;

/// <summary>After an outage: what was overdue is one message per incident, and it says what was late, by how much, and why.</summary>
public sealed class LateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_minute_without_the_bot_in_which_somebody_was_to_be_called_is_told_with_the_call()
    {
        using var world = Begin();
        var id = Declare(world);
        world.Pass(TimeSpan.FromSeconds(290));
        var stopped = world.Now;

        world.Deploy(TimeSpan.FromMinutes(1));
        world.Pass(TimeSpan.FromSeconds(30));

        var one = Assert.Single(Since(world, id, stopped));
        Assert.Contains("still nobody has acknowledged", one.Card.Title, StringComparison.Ordinal);
        Assert.Equal("Late by 50 s: call of secondary (due 00:05). The bot was not running from 00:04 to 00:05.", LateLine(one));
        Assert.Empty(PromiseChecker.Check(world.End()));
    }

    [Fact]
    public void Forty_minutes_without_the_bot_are_one_message_per_incident_with_all_that_was_due()
    {
        using var world = Begin();
        var worked = Declare(world);
        world.Say(Cast.Anna, $"ack {worked}");
        world.Pass(TimeSpan.FromMinutes(24));
        world.Say(Cast.Anna, $"update {worked} the database is slow");
        world.Say(Cast.Anna, $"lead {worked} pass");
        var unanswered = world.Say(Cast.Emil, "p1 search is down").Incident!.Value;
        world.Pass(TimeSpan.FromMinutes(2));
        var stopped = world.Now;

        world.Deploy(TimeSpan.FromMinutes(40));
        world.Pass(TimeSpan.FromSeconds(30));

        var called = Assert.Single(Since(world, unanswered, stopped));
        Assert.Contains("response target missed", called.Card.Title, StringComparison.Ordinal);
        Assert.Equal(
            "Late by up to 37 min: response target missed (due 00:39), call of secondary (due 00:29), call of the Lead (due 00:34), first public text (due 00:34), "
            + "call of the P1 list (due 00:39), facts for the stakeholders (due 00:39), question to approve the public text (due 00:39). The bot was not running from 00:26 to 01:06.",
            LateLine(called));
        var missed = Assert.Single(Since(world, worked, stopped));
        Assert.Contains("resolution target missed", missed.Card.Summary, StringComparison.Ordinal);
        Assert.Equal(
            "Late by up to 37 min: resolution target missed (due 01:00), question who commands (due 00:29), call because nobody commands (due 00:34), "
            + "reminder of the update (due 01:00), question to the silent room (due 01:04). The bot was not running from 00:26 to 01:06.",
            LateLine(missed));
        Assert.Empty(PromiseChecker.Check(world.End()));
    }

    [Fact]
    public void After_a_kill_the_last_sign_of_life_is_named_and_no_moment_is_made_up()
    {
        using var world = Begin();
        var id = Declare(world);
        world.Pass(TimeSpan.FromMinutes(4));

        world.Restart(TimeSpan.FromMinutes(3));
        world.Pass(TimeSpan.FromSeconds(30));

        Assert.Equal(
            "Late by 2 min: call of secondary (due 00:05). The bot was not running; it last wrote something at 00:00 and runs again since 00:07.",
            LateLine(Assert.Single(Room(world, id), message => LateLine(message) is not null)));
    }

    [Fact]
    public void A_run_without_an_outage_never_says_that_it_is_late()
    {
        using var world = Begin();
        var id = Declare(world);
        world.Pass(TimeSpan.FromMinutes(16));
        world.Say(Cast.Anna, $"ack {id}");
        world.Say(Cast.Anna, $"lead {id} pass");
        world.Pass(TimeSpan.FromHours(3));

        Assert.True(Room(world, id).Count > 10);
        Assert.DoesNotContain(Room(world, id), message => LateLine(message) is not null);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>At midnight UTC, so that minutes are easy to read.</summary>
    private World Begin() => World.Begin(new WorldOptions { Folder = _folder.In("store"), Start = new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.Zero) });

    private static IncidentId Declare(World world) => world.Say(Cast.Emil, "p1 checkout is down").Incident!.Value;

    private static IReadOnlyList<ChatMessage> Room(World world, IncidentId id) => [.. world.Chat.RoomOf(StreamId.Of(id))!.Messages];

    private static IEnumerable<ChatMessage> Since(World world, IncidentId id, DateTimeOffset moment) => Room(world, id).Where(message => message.PostedAt > moment);

    private static string? LateLine(ChatMessage message) =>
        message.Card.Blocks.OfType<Block.Text>().Select(Text).SingleOrDefault(line => line.StartsWith("Late by", StringComparison.Ordinal));

    private static string Text(Block.Text text) => string.Concat(text.Spans.Select(span => span switch
    {
        Span.Words words => words.Value,
        Span.Moment moment => moment.At.UtcDateTime.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture),
        Span.Mention mention => mention.Name,
        _ => "",
    }));
}
