using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.Chat;
using IncidentBot.Simulation.Time;
using Xunit;

namespace IncidentBot.Simulation.Tests.Chat;

public sealed class SimulatedChatTests
{
    private static readonly DateTimeOffset Noon = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly VirtualClock _clock = new(Noon);
    private readonly Pump _pump;

    public SimulatedChatTests() => _pump = new Pump(_clock);

    [Fact]
    public void The_same_row_posted_twice_is_a_complaint()
    {
        var chat = Chat(ChatWeather.Fair());

        Perform(chat, Post("INC-1/1/0"));
        Assert.Empty(chat.Complaints);
        Perform(chat, Post("INC-1/1/0"));

        Assert.Contains("2 times", Assert.Single(chat.Complaints), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_row_twice_is_none_when_the_second_says_that_it_may_repeat()
    {
        var chat = Chat(ChatWeather.Fair());

        Perform(chat, Post("INC-1/1/0"));
        Perform(chat, Post("INC-1/1/0", $"hello {SimulatedChat.MayRepeat}"));

        Assert.Empty(chat.Complaints);
        Assert.True(chat.Effects[1].IsMarkedRepeat);
    }

    [Fact]
    public void A_lane_that_arrives_out_of_order_is_a_complaint()
    {
        var chat = Chat(ChatWeather.Fair());

        Perform(chat, Post("INC-1/12/0"));
        Perform(chat, Post("INC-1/2/0"));

        Assert.Contains("INC-1/2/0 arrived after INC-1/12/0", Assert.Single(chat.Complaints), StringComparison.Ordinal);
    }

    [Fact]
    public void A_lost_answer_is_unclear_although_the_message_is_there_and_asking_finds_it()
    {
        var chat = Chat(ChatWeather.EveryAnswerLost(1));

        Assert.IsType<Outcome.Unknown>(Perform(chat, Post("INC-1/1/0")));

        var found = Assert.IsType<Outcome.Sent>(_pump.Run("asking", () => chat.ReconcileAsync(Post("INC-1/1/0"), CancellationToken.None).AsTask()));
        Assert.Equal(Assert.Single(chat.Announcements.Messages).Id, found.Message!.Id);
    }

    [Fact]
    public void A_chat_that_cannot_tell_says_so()
    {
        var chat = new SimulatedChat("teams", _clock, ChatTraits.TeamsLike, ChatWeather.EveryAnswerLost(1));

        Perform(chat, Post("INC-1/1/0"));

        Assert.IsType<Outcome.Unknown>(_pump.Run("asking", () => chat.ReconcileAsync(Post("INC-1/1/0"), CancellationToken.None).AsTask()));
    }

    [Fact]
    public void During_an_outage_nothing_arrives()
    {
        var chat = Chat(ChatWeather.DownBetween(Noon, Noon.AddHours(1)));

        Assert.IsType<Outcome.Later>(Perform(chat, Post("INC-1/1/0")));

        Assert.Empty(chat.Effects);
    }

    private SimulatedChat Chat(ChatWeather weather) => new("slack", _clock, ChatTraits.SlackLike, weather);

    private Outcome Perform(SimulatedChat chat, Delivery delivery) => _pump.Run("a request", () => chat.PerformAsync(delivery, CancellationToken.None).AsTask());

    private static Delivery Post(string id, string title = "hello")
    {
        var card = new Card(title, title);
        var row = new OutboxRow(
            new RowId(id), new StreamId("INC-1"), "slack", "slack:INC-1/card", Urgency.Update, new Operation.Post("#incidents@slack", null, new Body.Fixed(card)), [], null, null, Repeat.Never, Noon.AddDays(1), Noon);
        return new Delivery(new Claimed(row, 1, 1, Noon, false), null, null, card);
    }
}
