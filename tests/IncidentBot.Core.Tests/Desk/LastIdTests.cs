using IncidentBot.Core.Desk;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Tests.Support;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Desk;

/// <summary>An id counts right after the verb; at the end of a line it does nothing, and the question is about the incident it names.</summary>
public sealed class LastIdTests
{
    private static readonly PlaceRef Room = new("slack", "C3");

    private readonly World _world = new World()
        .With(An.Incident().Numbered(3).P1())
        .With(An.Incident().Numbered(4).P1().Titled("the queue is stuck"));

    [Theory]
    [InlineData("page ben INC-4", "page INC-4 ben")]
    [InlineData("page ben inc-4.", "page INC-4 ben")]
    [InlineData("handover @ben INC-4", "handover INC-4 @ben")]
    [InlineData("lead @ben INC-4", "lead INC-4 @ben")]
    [InlineData("role comms @ben INC-4", "role INC-4 comms @ben")]
    [InlineData("severity p2 INC-4", "severity INC-4 p2")]
    [InlineData("done 1 2 INC-4", "done INC-4 1 2")]
    [InlineData("undo 1 INC-4", "undo INC-4 1")]
    [InlineData("snooze 15 INC-4", "snooze INC-4 15")]
    [InlineData("publish 1 INC-4", "publish INC-4 1")]
    [InlineData("playbook database INC-4", "playbook INC-4 database")]
    [InlineData("postmortem owner @ben INC-4", "postmortem INC-4 owner @ben")]
    [InlineData("action done 2 INC-4", "action INC-4 done 2")]
    [InlineData("timeline 2 INC-4", "timeline INC-4 2")]
    [InlineData("summary of INC-4", "summary INC-4 of")]
    public async Task What_cannot_be_meant_otherwise_is_one_press_away_and_the_line_is_named(string line, string works)
    {
        var answer = await _world.SayAsync(line);

        Assert.Equal((AnswerKind.Refused, "Do you mean INC-4 the queue is stuck? Nothing was done yet: an id counts right after the verb."), (answer.Kind, answer.Text));
        Assert.Equal([works], answer.Card!.Buttons.Select(button => button.Line));
        Assert.Equal($"`{works}` does it.", answer.Hint);
        Assert.Empty(_world.Store.Saved);
    }

    [Theory]
    [InlineData("note same as INC-4", "note INC-4 same as INC-4")]
    [InlineData("severity p2 same as INC-4", "severity INC-4 p2 same as INC-4")]
    [InlineData("cancel covered by INC-4", "cancel INC-4 covered by INC-4")]
    [InlineData("action add @ben due friday look at INC-4", "action INC-4 add @ben due friday look at INC-4")]
    public async Task Words_of_somebodys_own_stay_whole_and_the_named_one_is_offered_first(string line, string first)
    {
        var answer = await _world.SayAsync(line);

        Assert.Equal(first, answer.Card!.Buttons[0].Line);
        Assert.Equal(2, answer.Card.Buttons.Count);
        Assert.StartsWith($"Say `{first}`", answer.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_is_no_such_incident_that_is_the_answer()
    {
        var answer = await _world.SayAsync("page ben INC-9");

        Assert.Equal((AnswerKind.Refused, "There is no INC-9."), (answer.Kind, answer.Text));
    }

    [Fact]
    public async Task A_private_one_is_offered_to_its_own_people_and_unknown_to_others()
    {
        var world = new World().With(An.Incident().Numbered(5).P1().DeclaredBy(Tom).Private());

        Assert.Equal(["page INC-5 ben"], (await world.SayAsync("page ben INC-5", Tom, where: World.Personal)).Card!.Buttons.Select(button => button.Line));
        Assert.Equal("note INC-5 told legal about INC-5", (await world.SayAsync("note told legal about INC-5", Tom, where: World.Personal)).Card!.Buttons[0].Line);
        Assert.Equal("There is no INC-5.", (await world.SayAsync("page ben INC-5", Nina)).Text);
        Assert.Equal("No incident is listed as open.", (await world.SayAsync("note told legal about INC-5", Nina)).Text);
    }

    [Fact]
    public async Task In_a_room_the_id_of_another_is_asked_about_and_its_own_says_nothing_new()
    {
        _world.WithRoom(Room, 3);
        var before = _world.Store.Saved.Count;

        Assert.Equal(["page INC-3 ben", "page INC-4 ben"], (await _world.SayAsync("page ben INC-4", where: Room)).Card!.Buttons.Select(button => button.Line));
        Assert.Equal(before, _world.Store.Saved.Count);

        Assert.Equal(AnswerKind.Done, (await _world.SayAsync("page ben INC-3", where: Room)).Kind);
        Assert.Equal(before + 1, _world.Store.Saved.Count);
    }

    [Fact]
    public async Task What_is_merged_goes_into_the_one_at_the_end() =>
        Assert.DoesNotContain("merge INC-4", (await _world.SayAsync("merge into INC-4")).Hint, StringComparison.Ordinal);
}
