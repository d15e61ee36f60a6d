using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.People;
using IncidentBot.Simulation.Promises;
using IncidentBot.Simulation.Worlds;
using Xunit;

namespace IncidentBot.Simulation.Tests.Stories;

public sealed class WorldTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Nobody_acknowledges_a_p1_and_after_fifteen_minutes_the_room_sees_the_breach()
    {
        using var world = World.Begin(_folder.In("store"));
        var id = Declare(world);

        world.Pass(TimeSpan.FromMinutes(14));
        Assert.DoesNotContain(Titles(world, id), IsBreach);

        world.Pass(TimeSpan.FromMinutes(2));
        Assert.Single(Titles(world, id), IsBreach);
    }

    [Fact]
    public void The_breach_is_seen_once_when_the_process_was_killed_before_it_and_after_it()
    {
        using var world = World.Begin(_folder.In("store"));
        var id = Declare(world);

        world.Pass(TimeSpan.FromMinutes(5));
        world.Restart();
        world.Pass(TimeSpan.FromMinutes(11));
        world.Restart();
        world.Pass(TimeSpan.FromMinutes(30));

        Assert.Single(Titles(world, id), IsBreach);
        Assert.Empty(PromiseChecker.Check(world.End()));
    }

    [Fact]
    public void A_deadline_that_passed_while_the_process_was_down_is_told_when_it_is_back()
    {
        using var world = World.Begin(_folder.In("store"));
        var id = Declare(world);

        world.Restart(downtime: TimeSpan.FromHours(2));
        world.Pass(TimeSpan.FromSeconds(30));

        Assert.Single(Titles(world, id), IsBreach);
    }

    [Fact]
    public void An_acknowledged_incident_breaches_nothing()
    {
        using var world = World.Begin(_folder.In("store"));
        var id = Declare(world);

        Assert.Equal(AnswerKind.Done, world.Say(Cast.Anna, $"ack {id}").Kind);
        world.Pass(TimeSpan.FromHours(1));

        Assert.DoesNotContain(Titles(world, id), IsBreach);
        Assert.DoesNotContain(ClockKind.Response, world.Incident(id)!.Breached);
    }

    [Fact]
    public void An_acknowledged_command_survives_a_kill_and_the_same_delivery_gets_its_first_answer()
    {
        using var world = World.Begin(_folder.In("store"));
        var request = world.Request(Cast.Emil, new Input.Line("p2 search is slow"));
        var first = world.Ask(request);

        world.Restart();
        var again = world.Ask(request);

        Assert.Equal(first.Incident, again.Incident);
        Assert.True(again.Repeated);
        world.Pass(TimeSpan.FromMinutes(1));
        Assert.Single(world.Chat.Announcements.Messages);
    }

    [Fact]
    public void A_kill_right_after_a_post_does_not_post_it_again()
    {
        using var world = World.Begin(_folder.In("store"));
        world.Chat.Happened = effect =>
        {
            if (effect.Row.Operation is Operation.Post)
            {
                world.Chat.Happened = static _ => { };
                world.Die(TimeSpan.FromSeconds(5));
            }
        };
        Declare(world);

        world.Pass(TimeSpan.FromMinutes(3));

        Assert.Equal(2, world.Lives);
        Assert.Empty(world.Chat.Complaints);
        Assert.Empty(PromiseChecker.Check(world.End()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_kill_in_the_middle_of_a_write_leaves_all_of_a_command_or_nothing(bool written)
    {
        using var world = World.Begin(_folder.In("store"));
        world.DieAtNextRequest(written ? CrashPoint.Flush : CrashPoint.Append);

        var answer = world.Say(Cast.Emil, "p1 checkout is down");
        world.Pass(TimeSpan.FromMinutes(2));

        Assert.Equal(AnswerKind.Done, answer.Kind);
        Assert.Equal(2, world.Lives);
        Assert.Single(world.Chat.Announcements.Messages);
        Assert.Empty(PromiseChecker.Check(world.End()));
    }

    [Fact]
    public void A_button_on_a_card_does_what_it_says()
    {
        using var world = World.Begin(_folder.In("store"));
        var id = Declare(world);
        world.Pass(TimeSpan.FromMinutes(1));
        var button = world.Chat.Announcements.Messages.Single().Card.Buttons[0];

        world.Press(Cast.Anna, button, world.Chat.Announcements);

        Assert.True(world.Incident(id)!.IsCommander(Cast.Anna.Id));
    }

    [Fact]
    public void A_p1_is_walked_to_its_end_across_a_kill_and_a_deployment()
    {
        using var world = World.Begin(_folder.In("store"));
        var id = Declare(world);
        world.Say(Cast.Anna, $"ack {id}");
        world.Restart();
        world.Say(Cast.Anna, $"fixed {id}");
        world.Deploy();
        world.Pass(TimeSpan.FromMinutes(16));
        world.Say(Cast.Anna, $"resolve {id} all quiet");
        world.Say(Cast.Anna, $"close {id} written down");
        world.Pass(TimeSpan.FromMinutes(1));

        Assert.True(world.Incident(id)!.IsClosed);
        Assert.Empty(PromiseChecker.Check(world.End()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_p3_that_is_raised_goes_on_in_a_room_of_its_own_and_its_thread_still_means_it(bool killed)
    {
        using var world = World.Begin(_folder.In("store"));
        var id = world.Say(Cast.Emil, "p3 checkout is slow").Incident!.Value;
        world.Pass(TimeSpan.FromMinutes(1));
        var thread = world.Chat.RoomOf(StreamId.Of(id))!;
        world.Say(Cast.Anna, $"ack {id}");
        world.Chat.Happened = effect =>
        {
            if (killed && effect.Row.Operation is Operation.OpenRoom)
            {
                world.Chat.Happened = static _ => { };
                world.Die(TimeSpan.FromSeconds(5));
            }
        };
        world.Say(Cast.Ben, $"severity {id} p2 it is down");
        world.Pass(TimeSpan.FromMinutes(3));
        var room = world.Chat.RoomOf(StreamId.Of(id))!;
        Assert.Equal(AnswerKind.Done, world.Say(Cast.Anna, "note from the old thread", thread).Kind);
        var said = world.Now;
        world.Say(Cast.Anna, "update the queue drains", room);
        world.Pass(TimeSpan.FromMinutes(1));

        Assert.NotSame(thread, room);
        Assert.Single(thread.Messages, message => message.Card.Title == $"{id} is a P2 now and goes on in #{room.Name}" && message.Card.Buttons.Count == 0 && message.Id != thread.Messages.First().Id);
        Assert.Contains(room.Messages, message => message.Card.Title.Contains("raised it from P3 to P2", StringComparison.Ordinal));
        Assert.Contains(room.Messages, message => message.PostedAt > said);
        Assert.DoesNotContain(thread.Messages, message => message.PostedAt > said);
        Assert.Superset(new HashSet<string> { Cast.Anna.Id, Cast.Emil.Id }, room.Members.ToHashSet());
        Assert.Empty(PromiseChecker.Check(world.End()));
    }

    [Fact]
    public void After_draining_nothing_more_happens_at_this_instant()
    {
        using var world = World.Begin(_folder.In("store"));
        world.Say(Cast.Emil, "help");
        world.Drain();

        Assert.Empty(world.Chat.Effects);
        Assert.Empty(world.Chat.Announcements.Entries);
    }

    public void Dispose() => _folder.Dispose();

    private static IncidentId Declare(World world) => world.Say(Cast.Emil, "p1 checkout is down").Incident!.Value;

    private static IEnumerable<string> Titles(World world, IncidentId id) => world.Chat.RoomOf(StreamId.Of(id))!.Messages.Select(message => message.Card.Title);

    private static bool IsBreach(string title) => title.Contains("response target missed", StringComparison.Ordinal);
}
