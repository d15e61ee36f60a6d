using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.Record;
using Xunit;

namespace IncidentBot.Simulation.Tests.Promises;

/// <summary>Promise 12: two messages of one incident die at the same moment, and the timeline tells of them in all kinds of ways.</summary>
public sealed class FailuresAreJudgedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunRecord _true;
    private readonly List<OutboxRow> _rows;

    public FailuresAreJudgedTests()
    {
        _true = TamperedRecord.True(_folder.In("store"));
        _rows = [.. _true.Effects.Select(effect => effect.Row).Where(row => row is { Stream.Value: "INC-1", Operation: Operation.Post { Body: Body.Fixed } }).Take(2)];
    }

    [Fact]
    public void Two_deaths_with_an_entry_each_keep_the_twelfth() => Assert.Empty(Died(Told(0), Told(1)).Broken(12));

    [Fact]
    public void One_entry_for_two_deaths_breaks_the_twelfth() => Assert.NotEmpty(Died(Told(0)).Broken(12));

    [Fact]
    public void The_same_entry_twice_for_two_deaths_breaks_the_twelfth() => Assert.NotEmpty(Died(Told(0), Told(0)).Broken(12));

    [Fact]
    public void An_entry_that_names_something_else_breaks_the_twelfth() => Assert.NotEmpty(Died(Told(0), Told(1) with { What = "a message" }).Broken(12));

    [Fact]
    public void An_entry_with_another_reason_breaks_the_twelfth() => Assert.NotEmpty(Died(Told(0), Told(1) with { Why = "no reason" }).Broken(12));

    [Fact]
    public void An_entry_for_a_message_that_did_not_die_breaks_the_twelfth() => Assert.NotEmpty(Died(Told(0), Told(1), Told(1)).Broken(12));

    public void Dispose() => _folder.Dispose();

    private DeliveryFailed Told(int row) => new(_rows[row].Target, ((Body.Fixed)((Operation.Post)_rows[row].Operation).Body).Card.Summary, "gone", "look");

    private RunRecord Died(params DeliveryFailed[] told)
    {
        var died = _rows.Select(row => new CommitSeen(1, _true.End, new Change { Settled = [new Settlement(row.Id, 1, new Outcome.Dead("gone", "look"))] }, new CommitResult.Saved(0)));
        var record = _true.Retold("INC-1", entries => [.. entries.Select(TamperedRecord.AsTold), .. told.Select(failed => ((IEvent)failed, Actor.Bot, _true.End))]);
        return record with
        {
            Commits = [.. record.Commits, .. died],
            DeadLetters = [.. _rows.Select(row => new DeadLetter(row.Id.Value, row.Target, row.Lane, "what", "gone", "look", _true.End))],
        };
    }
}
