using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Store;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Incidents;

public sealed class IncidentFoldsTests
{
    private readonly IncidentFolds _folds = new();

    [Fact]
    public void What_a_saved_change_made_of_an_incident_is_not_folded_again()
    {
        var (before, entry) = Before();
        var after = before.Evolve(entry.Event, entry.By, entry.At);

        _folds.Expect(after, entry.Chain);

        Assert.Same(after, _folds.Fold(History(entry)));
    }

    [Fact]
    public void A_change_that_was_not_saved_is_not_remembered()
    {
        var (before, entry) = Before();
        _folds.Expect(before.Evolve(entry.Event, entry.By, entry.At), entry.Chain);

        Assert.Equal(1, _folds.Fold(History()).Version);
    }

    [Fact]
    public void Where_another_change_was_saved_in_its_place_that_one_counts()
    {
        var (before, entry) = Before();
        _folds.Expect(before.Evolve(entry.Event, entry.By, entry.At), entry.Chain);
        var other = Recorded.Of(new Renamed("search is down"), Anna, Noon, First.Chain);

        Assert.Equal("search is down", _folds.Fold(History(other)).Title);
    }

    private static Recorded First { get; } = Recorded.Of(new Declared(Severity.P1, "checkout is down", false, false, ["slack"], ProcedureBook.Default().For(Severity.P1)), Nina, Noon, Chain.Start);

    private static (Incident Before, Recorded Entry) Before() => (Incident.Fold(History()), Recorded.Of(new Renamed("login is down"), Anna, Noon, First.Chain));

    private static History History(params Recorded[] more) => new(StreamId.Of(new IncidentId(7)), more.Length + 1, [First, .. more], []);
}
