using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Tests.Support;
using IncidentBot.Core.Verbs;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Verbs;

/// <summary>What somebody is offered depends on who they are, so the stories go over the desk.</summary>
public sealed class MoreVerbTests
{
    private readonly World _world = new World().With(An.Incident().P1().AcknowledgedBy(Anna));

    [Fact]
    public async Task A_guest_is_offered_what_guests_may_and_nothing_else() =>
        Assert.Equal(["Playbooks", "Note", "Keep a lesson", "Summary", "Timeline", "Who does what", "Links", "Post-mortem"], Labels(await _world.SayAsync("more INC-7", Stranger, membership: Membership.Guest)));

    [Fact]
    public async Task Somebody_who_does_not_take_part_is_offered_to_and_not_what_is_for_responders()
    {
        var labels = Labels(await _world.SayAsync("more INC-7", Stranger));

        Assert.Contains("I take part", labels);
        Assert.Contains("Describe the impact", labels);
        Assert.DoesNotContain("Tick a task", labels);
        Assert.DoesNotContain("Merge into another one", labels);
    }

    [Fact]
    public async Task Whoever_takes_part_and_commands_is_not_offered_to()
    {
        var labels = Labels(await _world.SayAsync("more INC-7", Anna));

        Assert.DoesNotContain("I take part", labels);
        Assert.DoesNotContain("Take command", labels);
        Assert.Contains("Merge into another one", labels);
        Assert.Contains("Hand the command over", labels);
    }

    [Fact]
    public async Task What_is_the_commanders_is_offered_to_a_responder_once_no_commander_is_active_and_says_so()
    {
        Assert.DoesNotContain(Labels(await _world.SayAsync("more INC-7", Tom)), label => label.StartsWith("Pause the clock", StringComparison.Ordinal));

        _world.Time.Advance(TimeSpan.FromMinutes(11));
        var later = Labels(await _world.SayAsync("more INC-7", Tom));

        Assert.Contains("Pause the clock (in the commander's place)", later);
        Assert.Contains("Merge into another one (in the commander's place)", later);
        Assert.Contains("Tick a task", later);
        Assert.Contains("Pause the clock", Labels(await _world.SayAsync("more INC-7", Lena)));
    }

    [Fact]
    public async Task Only_who_is_called_is_offered_to_say_that_they_cannot_take_it()
    {
        var world = new World().With(An.Incident().P1());

        Assert.Contains("I cannot take it", Labels(await world.SayAsync("more INC-7", Anna)));
        Assert.DoesNotContain("I cannot take it", Labels(await world.SayAsync("more INC-7", Stranger)));
    }

    /// <summary>The promise itself, for every kind of person and in many situations.</summary>
    [Theory]
    [MemberData(nameof(Messages.IncidentMenuTests.Situations), MemberType = typeof(Messages.IncidentMenuTests))]
    public async Task Nothing_that_more_offers_is_refused_to_whom_it_is_offered(string situation)
    {
        (Actor Who, Membership Membership)[] people = [(Anna, Membership.Member), (Lena, Membership.Member), (Tom, Membership.Member), (Nina, Membership.Member), (Stranger, Membership.Member), (Stranger, Membership.Guest), (Nina, Membership.NotVerified)];
        foreach (var minutes in new[] { 0, 15 })
        {
            foreach (var (who, membership) in people)
            {
                // Of a private one somebody outside does not even learn that it exists.
                foreach (var button in (await Fresh().SayAsync("more INC-7", who, membership: membership)).Card?.Buttons ?? [])
                {
                    var world = Fresh();
                    var inbound = new Inbound(Delivery(), who, World.Personal, new Input.Press(button.Line)) { Membership = membership };
                    if (await world.Desk.PrepareAsync(inbound, default) is not null)
                    {
                        continue;
                    }

                    var answer = await world.Desk.HandleAsync(inbound, default);
                    var asks = button.Label.EndsWith(MoreVerb.InTheirPlace, StringComparison.Ordinal);
                    Assert.True(asks ? answer.Card?.Title == "No commander is active" : answer.Kind is AnswerKind.Done or AnswerKind.Shown, $"{button.Label} for {who.Name} ({membership}): {answer.Text}");
                }
            }

            World Fresh()
            {
                var world = new World().With(Messages.IncidentMenuTests.All[situation]());
                world.Time.Advance(TimeSpan.FromMinutes(minutes));
                return world;
            }
        }
    }

    private static List<string> Labels(Answer answer) => [.. answer.Card!.Buttons.Select(button => button.Label)];
}
