using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Sla;
using Xunit;

namespace IncidentBot.Core.Tests.Procedures;

public sealed class LadderTests
{
    private static readonly Ladder P1 = ProcedureBook.Default().For(Severity.P1).Ladder!;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(3, 15)]
    [InlineData(4, 20)]
    [InlineData(9, 45)]
    public void After_its_last_rung_a_P1_calls_the_list_again_every_five_minutes(int level, int minutes) =>
        Assert.Equal((TimeSpan.FromMinutes(minutes), level < 3 ? (Called)level : Called.List), (P1.At(level)!.Value, P1.RungAt(level).Who));

    [Fact]
    public void A_ladder_without_rungs_calls_nobody_however_often_it_repeats() =>
        Assert.Null(new Ladder([], TimeSpan.FromMinutes(5)).At(0));

    [Fact]
    public void A_P2_tells_its_primary_before_it_pages_them() =>
        Assert.Equal([(0, false), (15, true), (30, true)], ProcedureBook.Default().For(Severity.P2).Ladder!.Rungs.Select(rung => ((int)rung.After.TotalMinutes, rung.Pages)));

    [Theory]
    [InlineData(119, 20)]
    [InlineData(120, 30)]
    [InlineData(300, 30)]
    public void From_two_hours_on_a_P1_asks_for_updates_every_half_hour(int since, int every) =>
        Assert.Equal(TimeSpan.FromMinutes(every), ProcedureBook.Default().For(Severity.P1).Updates!.At(TimeSpan.FromMinutes(since)));

    [Fact]
    public void A_team_sets_its_own_resolution_target_and_watch_and_keeps_the_rest()
    {
        var own = ProcedureBook.From(new SlaOptions { P1 = new SlaTargets { Resolution = TimeSpan.FromHours(2), Watch = TimeSpan.FromMinutes(30) } }).For(Severity.P1);

        Assert.Equal((TimeSpan.FromMinutes(15), TimeSpan.FromHours(2), TimeSpan.FromMinutes(30)), (own.Response, own.Resolution, own.Watch));
    }

    [Fact]
    public void Every_task_of_the_post_mortem_asks_for_a_reason_when_it_is_left_open() =>
        Assert.All(ProcedureBook.Default().For(Severity.P1).FirstOf(StepPhase.After)!.Tasks, task => Assert.True(task.NeedsReason, task.Words));
}
