using IncidentBot.Core.Desk;
using IncidentBot.Core.Forms;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Verbs;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Messages;

public sealed class IncidentMenuTests
{
    public static TheoryData<string> Situations() => [.. All.Keys.Order(StringComparer.Ordinal)];

    internal static readonly Dictionary<string, Func<IncidentBuilder>> All = new(StringComparer.Ordinal)
    {
        ["a P1 that nobody has"] = () => An.Incident().P1(),
        ["a P1 at work"] = () => An.Incident().P1().AcknowledgedBy(Anna).Done(3),
        ["a P1 whose clock is paused"] = () => An.Incident().P1().AcknowledgedBy(Anna).Says("pause the provider is asleep", Anna),
        ["a P1 without a commander"] = () => An.Incident().P1().AcknowledgedBy(Anna).Says("lead pass", Anna),
        ["a fixed P1"] = () => An.Incident().P1().AcknowledgedBy(Anna).Fixed(),
        ["a resolved P1"] = () => An.Incident().P1().Resolved(),
        ["a closed P1"] = () => An.Incident().P1().Closed(),
        ["a cancelled P2"] = () => An.Incident().P2().Cancelled(),
        ["a P2 at work"] = () => An.Incident().P2().AcknowledgedBy(Anna),
        ["a P3 at work"] = () => An.Incident().P3().AcknowledgedBy(Anna),
        ["a P4"] = () => An.Incident().P4(),
        ["a drill"] = () => An.Incident().P1().Drill().AcknowledgedBy(Anna),
        ["a private P2"] = () => An.Incident().P2().Private().AcknowledgedBy(Anna),
        ["an unconfirmed P1"] = () => An.Incident().P1().Provisional(),
        ["an open task"] = () => An.Incident().Task(),
        ["a claimed task"] = () => An.Incident().Task().AcknowledgedBy(Anna),
    };

    [Theory]
    [MemberData(nameof(Situations))]
    public void Everything_the_menu_offers_can_be_done(string situation)
    {
        var past = All[situation]();
        var incident = past.Build();

        Assert.All(IncidentMenu.Of(incident), button =>
        {
            var call = Assert.IsType<Reading.Call>(CommandLine.Read(button.Line));
            if (call.Verb is IncidentVerb verb && verb.Looks(call.Text) is null && Asked(verb, call) is null)
            {
                var decision = verb.Decide(incident, Told(call));
                Assert.True(decision.Refusal is null, $"{button.Line} of {situation}: {decision.Refusal?.Sentence}");
            }
        });

        FormKind? Asked(IncidentVerb verb, Reading.Call call) => verb.Asks(incident, Told(call));

        // By somebody who has neither role nor command yet, where that makes a difference.
        VerbCall Told(Reading.Call call) => new(call.Verb is DeclineVerb ? Anna : Ben, call.Text, past.Now.AddMinutes(1), past.Roster, past.Book) { Handbook = past.Handbook, Word = call.Word };
    }

    [Theory]
    [MemberData(nameof(Situations))]
    public void Nothing_on_the_card_is_offered_again_and_nothing_twice(string situation)
    {
        var incident = All[situation]().Build();
        var lines = IncidentButtons.Of(incident).Concat(IncidentMenu.Of(incident)).Select(button => button.Line).ToList();

        Assert.Equal(lines.Distinct(StringComparer.Ordinal), lines);

        // What every chat can show in one message.
        Assert.InRange(IncidentMenu.Of(incident).Count, 1, 40);
        Assert.Contains(IncidentCards.Room(incident).Buttons, button => string.Equals(button.Line, "more INC-7", StringComparison.Ordinal));
        Assert.Contains(IncidentCards.Announcement(incident).Buttons, button => string.Equals(button.Line, "more INC-7", StringComparison.Ordinal));
    }

    /// <summary>The other half of "everything a button does has a verb": every verb can be pressed.</summary>
    [Fact]
    public void Every_verb_has_a_button()
    {
        var pressed = All.Values.Select(make => make().Build())
            .SelectMany(incident => IncidentCards.Room(incident).Buttons.Concat(IncidentMenu.Of(incident)))
            .Concat(Answers.Menu().Card!.Buttons)
            .Select(button => CommandLine.Read(button.Line)).OfType<Reading.Call>().Select(call => call.Verb.Name).ToHashSet(StringComparer.Ordinal);

        // Each with the card that offers it.
        string[] elsewhere =
        [
            "publish",   // the draft's own card: UpdateVerb, CommunicationCards
            "unrelated", // the question that an alert during the watch asks: AlertCards
            "status",    // App Home and every picker: HomeCard
        ];
        Assert.Equal([], VerbTable.All.Select(verb => verb.Name).Except(pressed).Except(elsewhere));
    }

    [Theory]
    [InlineData("done INC-7", "task", "3", "TaskTicked")]
    [InlineData("skip INC-7", "task", "3", "TaskSkipped")]
    [InlineData("page INC-7 somebody", "who", "U2", "Paged")]
    [InlineData("log INC-7 lesson", "text", "nobody was told", "LessonLearnt")]
    public async Task What_a_line_lacks_is_asked_and_the_answer_completes_it(string line, string field, string answer, string happened)
    {
        var world = new Support.World().With(An.Incident().Numbered(7).P1().AcknowledgedBy(Anna));

        await FillAsync(world, line, (field, answer));

        Assert.Equal(happened, Assert.Single(world.Store.Saved).Appends.SelectMany(append => append.Events).First().Event.GetType().Name);
    }

    [Fact]
    public async Task Questions_of_several_parts_make_one_line()
    {
        var world = new Support.World().With(An.Incident().Numbered(7).P1().AcknowledgedBy(Anna).Done(3)).With(An.Incident().Numbered(8).P1());

        await FillAsync(world, "role INC-7", ("role", "comms"), ("who", "U2"));
        await FillAsync(world, "component INC-7", ("name", "the shop"), ("status", "partial outage"));
        await FillAsync(world, "skip INC-7", ("task", "4"), ("reason", "there are none"));
        await FillAsync(world, "undo INC-7", ("task", "3"));
        await FillAsync(world, "merge INC-7", ("into", "INC-8"));

        var now = world.Store.Incident(7);
        Assert.Equal(("ben", ComponentStatus.PartialOutage), (now.RolesGiven[RoleVerb.Communications].Id, now.Components["the shop"]));
        Assert.Equal((true, false), (now.Done.Contains(4), now.Done.Contains(3)));
        Assert.Equal("INC-8", now.MergedInto);
    }

    private static async Task FillAsync(Support.World world, string line, params (string Field, string Answer)[] filled)
    {
        var form = (await world.Desk.PrepareAsync(new Inbound(Delivery(), Lena, Support.World.Personal, new Input.Press(line)), default))!.Form!;
        var answer = await world.Desk.HandleAsync(new Inbound(Delivery(), Lena, Support.World.Personal, new Input.Submit(form.Key, filled.ToDictionary(one => one.Field, one => one.Answer, StringComparer.Ordinal))), default);
        Assert.True(answer.Kind == AnswerKind.Done, answer.Text);
    }
}
