using IncidentBot.Core.Desk;
using IncidentBot.Core.Doctor;
using IncidentBot.Core.Tests.Support;
using Xunit;

namespace IncidentBot.Core.Tests.Verbs;

public sealed class DoctorVerbTests
{
    [Fact]
    public async Task What_is_wrong_comes_first_with_its_mend_and_what_is_well_is_counted()
    {
        var world = new World(examine: _ => ValueTask.FromResult<IReadOnlyList<Finding>>(
            [Finding.Good("store", "Opened."), Finding.Warning("people", "Nobody is secondary.", "Set People:Secondary."), Finding.Problem("slack", "The token is refused.", "Make a new one.")]));

        var card = (await world.SayAsync("doctor")).Card!;

        Assert.Equal("Doctor: 1 problem, 1 to look at", card.Title);
        Assert.Equal(["PROBLEM slack: The token is refused. Mend: Make a new one.", "Look at people: Nobody is secondary. Mend: Set People:Secondary.", "1 more is well."], card.Lines().Take(3));
    }

    [Fact]
    public async Task Where_all_is_well_it_says_so() =>
        Assert.Equal("Doctor: everything is well", (await new World(examine: _ => ValueTask.FromResult<IReadOnlyList<Finding>>([Finding.Good("store", "Opened.")])).SayAsync("doctor")).Card!.Title);

    [Fact]
    public async Task Many_findings_fit_into_one_card()
    {
        var many = Enumerable.Range(1, 60).Select(i => Finding.Warning("x", $"thing {i}", "mend it")).ToList();

        var lines = (await new World(examine: _ => ValueTask.FromResult<IReadOnlyList<Finding>>(many)).SayAsync("doctor")).Card!.Lines();

        Assert.InRange(lines.Count, 2, 25);
        Assert.Contains("40 more: `incidentbot doctor` on the machine shows all.", lines);
    }

    [Fact]
    public async Task Where_nobody_can_look_it_names_the_command_that_can() =>
        Assert.Contains("`incidentbot doctor`", (await new World().SayAsync("doctor")).Hint, StringComparison.Ordinal);

    [Fact]
    public async Task Guests_are_not_shown_the_inside() =>
        Assert.Equal(AnswerKind.Refused, (await new World().SayAsync("doctor", membership: Core.Roster.Membership.Guest)).Kind);
}
