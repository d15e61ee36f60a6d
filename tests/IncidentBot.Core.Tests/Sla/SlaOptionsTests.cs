using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Sla;
using Xunit;

namespace IncidentBot.Core.Tests.Sla;

public sealed class SlaOptionsTests
{
    [Theory]
    [InlineData(Severity.P1, 15, 60, 15)]
    [InlineData(Severity.P2, 60, 240, null)]
    [InlineData(Severity.P3, 240, 1440, null)]
    [InlineData(Severity.P4, null, null, null)]
    public void The_targets_are_the_guides_unless_set(Severity severity, int? response, int? resolution, int? watch)
    {
        var procedure = ProcedureBook.Default().For(severity);

        Assert.Equal([response, resolution, watch], new[] { procedure.Response, procedure.Resolution, procedure.Watch }.Select(span => (int?)span?.TotalMinutes));
    }

    [Fact]
    public void A_target_that_is_set_replaces_only_itself()
    {
        var procedure = ProcedureBook.From(new SlaOptions { P1 = { Response = TimeSpan.FromMinutes(5) } }).For(Severity.P1);

        Assert.Equal(TimeSpan.FromMinutes(5), procedure.Response);
        Assert.Equal(TimeSpan.FromHours(1), procedure.Resolution);
    }

    [Fact]
    public void Every_problem_is_named_at_once_with_its_setting()
    {
        var options = new SlaOptions
        {
            P1 = { Response = TimeSpan.Zero, Watch = TimeSpan.FromDays(31) },
            P2 = { Response = TimeSpan.FromHours(5), Resolution = TimeSpan.FromHours(4) },
        };

        Assert.Equal(
            [
                "Sla:P1:Response must be between 1 second and 30 days, written as 00:15:00.",
                "Sla:P1:Watch must be between 1 second and 30 days, written as 00:15:00.",
                "Sla:P2:Response must not be longer than Sla:P2:Resolution.",
            ],
            options.Problems());
        Assert.Empty(new SlaOptions().Problems());
    }
}
