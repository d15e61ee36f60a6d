using IncidentBot.Core.Messages;

namespace IncidentBot.Slack.Tests.Outbound;

/// <summary>What is too long for one message goes on below it, each part once, whatever becomes of the answers.</summary>
public sealed class LongTextTests : IDisposable
{
    /// <summary>Three messages.</summary>
    private static readonly string Text = string.Join(' ', Enumerable.Range(1, 6000));

    private readonly ChatUnderTest _one = new();

    public void Dispose() => _one.Dispose();

    private static Card Long => new("Update", "Update") { Blocks = [Block.Text.Of(Text)] };

    private Delivery Post(FakeSlack.Channel room) => _one.Deliver(new Operation.Post("x", null, new Body.Fixed(Long)), ChatUnderTest.Room(room), card: Long);

    [Fact]
    public async Task It_goes_on_in_the_thread_of_its_message()
    {
        var room = _one.HavingRoom();

        var sent = Assert.IsType<Outcome.Sent>(await _one.Passing(_one.Do(Post(room))));

        Assert.Equal(room.Messages[0].Ts, sent.Message?.Id);
        Assert.True(room.Messages.Count > 1);
        Assert.All(room.Messages.Skip(1), part => Assert.Equal(room.Messages[0].Ts, part.Thread));
        Assert.Contains("it goes on below", room.Messages[0].Fields["blocks"], StringComparison.Ordinal);
        Assert.Contains("6000", room.Messages[^1].Fields["blocks"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lost")]
    [InlineData("lost after it was done")]
    [InlineData("limited")]
    [InlineData("revoked")]
    public async Task A_part_that_did_not_get_there_follows_and_none_stands_there_twice(string how)
    {
        var room = _one.HavingRoom();
        var post = Post(room);
        var posts = 0;
        _one.Slack.Weather = method =>
        {
            if (method == "chat.postMessage" && ++posts == 2)
            {
                _one.Slack.Fail(
                    method,
                    how switch { "limited" => () => FakeSlack.Limited(60), "revoked" => () => FakeSlack.Error("token_revoked"), _ => FakeSlack.Lost },
                    after: how == "lost after it was done");
            }

            return null;
        };

        Assert.IsType<Outcome.Unknown>(await _one.Passing(_one.Do(post)));
        _one.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(room.Messages[0].Ts, Assert.IsType<Outcome.Sent>(await _one.Passing(_one.Ask(post))).Message?.Id);

        Assert.Equal(3, room.Messages.Count);
        Assert.Equal(room.Messages.Select(message => message.Fields["metadata"]).Distinct(StringComparer.Ordinal), room.Messages.Select(message => message.Fields["metadata"]));
    }

    [Fact]
    public async Task A_card_that_is_edited_later_stays_one_message()
    {
        var room = _one.HavingRoom();

        await _one.Do(_one.Deliver(new Operation.Post("x", "card", new Body.Fixed(Long)), ChatUnderTest.Room(room), card: Long));

        Assert.Contains("/incident status INC-7 shows all of it", Assert.Single(room.Messages).Fields["blocks"], StringComparison.Ordinal);
    }
}
