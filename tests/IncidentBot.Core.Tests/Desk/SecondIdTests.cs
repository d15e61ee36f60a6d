using IncidentBot.Core.Desk;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Tests.Support;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Desk;

/// <summary>A verb takes one incident; a second one is never dropped in silence.</summary>
public sealed class SecondIdTests
{
    private readonly World _world = new World()
        .With(An.Incident().Numbered(3).P1())
        .With(An.Incident().Numbered(4).P1())
        .With(An.Incident().Numbered(5).P2().AcknowledgedBy(Ben));

    [Theory]
    [InlineData("ack INC-3 INC-4")]
    [InlineData("ack INC-3 and INC-4")]
    [InlineData("ack INC-3 inc-4 please")]
    [InlineData("INC-3 ack INC-4")]
    [InlineData("cancel INC-3 INC-4")]
    [InlineData("status INC-3 INC-4")]
    public async Task A_second_one_is_answered_with_a_button_for_each(string line)
    {
        var verb = line.Split(' ').First(word => !word.StartsWith("INC", StringComparison.Ordinal));

        var answer = await _world.SayAsync(line);

        Assert.Equal((AnswerKind.Refused, "You named INC-3 and INC-4, and this takes one at a time. Nothing was done yet."), (answer.Kind, answer.Text));
        Assert.Equal([$"{verb} INC-3", $"{verb} INC-4"], answer.Card!.Buttons.Select(button => button.Line));
        Assert.Equal($"`{verb} INC-3`, then `{verb} INC-4`.", answer.Hint);
        Assert.Empty(_world.Store.Saved);
    }

    [Fact]
    public async Task In_a_room_too()
    {
        var room = new PlaceRef("slack", "C3");
        _world.WithRoom(room, 3);

        Assert.Equal(["ack INC-3", "ack INC-4"], (await _world.SayAsync("ack INC-3 INC-4", where: room)).Card!.Buttons.Select(button => button.Line));
    }

    [Fact]
    public async Task Of_many_only_a_handful_become_buttons()
    {
        var answer = await _world.SayAsync("ack INC-3 INC-4 INC-5 INC-6 INC-8 INC-9 INC-10");

        Assert.Equal(5, answer.Card!.Buttons.Count);
        Assert.Contains("INC-9 and INC-10", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("note INC-5 INC-4")]
    [InlineData("cause INC-5 INC-4 took it down")]
    [InlineData("title INC-5 INC-4")]
    [InlineData("cancel INC-5 INC-4 covers it")]
    [InlineData("resolve INC-5 same as INC-4")]
    [InlineData("ack INC-5 INC-5")]
    public async Task What_is_text_stays_text(string line) =>
        Assert.DoesNotContain("one at a time", (await _world.SayAsync(line, Lena)).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("merge INC-3 INC-4 INC-5", null)]
    [InlineData("merge INC-4 INC-5", 3)]
    public async Task One_incident_goes_into_one(string line, int? here)
    {
        var room = new PlaceRef("slack", "C3");
        _world.WithRoom(room, 3);
        var saved = _world.Store.Saved.Count;

        var answer = await _world.SayAsync(line, Lena, where: here is null ? null : room);

        Assert.Equal((AnswerKind.Refused, "You named INC-4 and INC-5; INC-3 goes into one of them."), (answer.Kind, answer.Text));
        Assert.Equal(["merge INC-3 INC-4", "merge INC-3 INC-5"], answer.Card!.Buttons.Select(button => button.Line));
        Assert.Equal(saved, _world.Store.Saved.Count);
    }
}
