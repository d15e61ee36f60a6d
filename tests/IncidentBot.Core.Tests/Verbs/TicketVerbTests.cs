using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Tests.Support;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;
using static IncidentBot.TestKit.Story;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class TicketVerbTests
{
    [Fact]
    public void The_ticket_is_named_once_and_who_says_it_again_hears_who_was_faster()
    {
        var past = An.Incident().P1().AcknowledgedBy(Anna);

        Given(past).When("ticket OPS-12", Ben).Then(new TicketNamed("OPS-12")).Saying("The ticket of INC-7 is OPS-12.");
        var named = past.Says("ticket OPS-12", Ben);
        Given(named).When("ticket", Anna).ThenRefused("The ticket of INC-7 is there already: OPS-12, says Ben.", "`status INC-7` shows it.");
        Given(named).When("ticket ops-12", Anna).ThenRefused("The ticket of INC-7 is there already: OPS-12, says Ben.", "`status INC-7` shows it.");
    }

    [Fact]
    public void Another_number_is_taken_when_somebody_says_that_it_is_that_one_instead()
    {
        var named = An.Incident().P1().AcknowledgedBy(Anna).Says("ticket OPS-12", Ben);

        var asked = Given(named).When("ticket OPS-13", Anna).ThenRefused("OPS-12, says Ben", "`ticket INC-7 instead OPS-13`");
        Assert.Equal("ticket INC-7 instead OPS-13", Assert.Single(asked.Refusal!.Choices!.Buttons).Line);
        Assert.Equal(("OPS-13", "Anna"), Given(named).When("ticket instead OPS-13", Anna).Then(new TicketNamed("OPS-13")).Saying("OPS-13 now, and no longer OPS-12").After.Ticket is { } ticket ? (ticket.Number, ticket.By) : default);
    }

    [Fact]
    public void Where_the_procedure_has_a_task_for_it_that_is_ticked_with_it() =>
        Given(An.Incident().P2().AcknowledgedBy(Anna)).When("ticket https://tickets.example/12", Anna).Then(new TicketNamed("https://tickets.example/12"), new TaskTicked(2));

    [Fact]
    public void What_names_none_is_asked_for_it_and_a_drill_gets_none()
    {
        Given(An.Incident().P1()).When("ticket", Anna).ThenRefused("Which ticket is it?", "`ticket INC-7 <number or link>`");
        Given(An.Incident().P1()).When($"ticket {new string('x', 201)}", Anna).ThenRefused("That is 201 characters", "`ticket INC-7 <number or link>`");
        Given(An.Incident().P1().Drill()).When("ticket OPS-12", Anna).ThenRefused("INC-7 is a drill; it gets no ticket.", "`note INC-7 <text>`");
    }

    [Fact]
    public async Task In_a_room_a_ticket_that_is_called_like_an_incident_is_a_ticket()
    {
        var room = new PlaceRef("slack", "C7");
        var world = new World().With(An.Incident().P1().AcknowledgedBy(Anna)).WithRoom(room, 7);

        await world.SayAsync("ticket INC-4711", Anna, where: room);

        Assert.Equal("INC-4711", world.Store.Incident(7).Ticket?.Number);
    }

    [Fact]
    public async Task Of_two_who_press_the_button_and_fill_in_its_form_the_second_hears_of_the_first()
    {
        var world = new World().With(An.Incident().P1().AcknowledgedBy(Anna));
        var (bens, annas) = (await FormAsync(world, Ben), await FormAsync(world, Anna));

        Assert.Equal(AnswerKind.Done, (await FillAsync(world, Ben, bens!, "OPS-12")).Kind);
        var second = await FillAsync(world, Anna, annas!, "OPS-13");

        Assert.Equal((AnswerKind.Refused, "The ticket of INC-7 is there already: OPS-12, says Ben."), (second.Kind, second.Text));
        Assert.Null(await FormAsync(world, Lena));
        Assert.Equal("The ticket of INC-7 is there already: OPS-12, says Ben.", (await world.SayAsync("ticket INC-7", Lena, press: true)).Text);
        Assert.Equal("OPS-12", world.Store.Incident(7).Ticket?.Number);
    }

    [Fact]
    public async Task The_room_is_told_once_and_the_card_and_the_summary_show_it()
    {
        var world = new World().With(An.Incident().P1().AcknowledgedBy(Anna));

        await world.SayAsync("ticket INC-7 OPS-12", Ben);

        Assert.Contains(Assert.Single(world.Store.Saved).Outbox, row => row.Operation is Operation.Post { Body: Body.Fixed told } && told.Card.Title == "INC-7: Ben named the ticket: OPS-12");
        Assert.Equal("OPS-12 (Ben)", (await world.SayAsync("status INC-7")).Facts()["Ticket"]);
        Assert.Equal("OPS-12", (await world.SayAsync("summary INC-7")).Facts()["Ticket"]);
        Assert.DoesNotContain((await world.SayAsync("more INC-7")).Card!.Buttons, button => button.Line.StartsWith("ticket", StringComparison.Ordinal));
    }

    private static async Task<Form?> FormAsync(World world, Actor who) =>
        (await world.Desk.PrepareAsync(new Inbound(Delivery(), who, World.Personal, new Input.Press("ticket INC-7")), default))?.Form;

    private static Task<Answer> FillAsync(World world, Actor who, Form form, string number) =>
        world.Desk.HandleAsync(new Inbound(Delivery(), who, World.Personal, new Input.Submit(form.Key, new Dictionary<string, string>(StringComparer.Ordinal) { ["number"] = number })), default).AsTask();
}
