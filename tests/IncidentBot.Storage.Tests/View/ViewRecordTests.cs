using IncidentBot.Storage.Embedded.Journal;
using IncidentBot.Storage.Embedded.View;
using Xunit;

namespace IncidentBot.Storage.Tests.View;

public sealed class ViewRecordTests
{
    [Theory]
    [InlineData(typeof(JournalRecord), typeof(ViewRecord))]
    [InlineData(typeof(SettledRecord), typeof(ViewSettled))]
    public void The_view_knows_every_member_of_the_journals_records(Type journal, Type view) =>
        Assert.Equal(
            journal.GetProperties().Select(member => member.Name).Where(name => name != "EqualityContract").Order(StringComparer.Ordinal),
            view.GetProperties().Select(member => member.Name).Order(StringComparer.Ordinal));
}
