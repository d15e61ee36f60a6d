using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Simulation.People;
using IncidentBot.Simulation.Promises;
using IncidentBot.Simulation.Record;
using Microsoft.Extensions.Logging;
using Xunit;

namespace IncidentBot.Simulation.Tests.Promises;

/// <summary>Promises 8 and 12: what people wrote, in a log; what is private, in an answer to somebody else.</summary>
public sealed class WordsStayPrivateTests : IDisposable
{
    private const string Secret = "a leak of something";

    private readonly TemporaryFolder _folder = new();
    private readonly RunRecord _true;

    public WordsStayPrivateTests() => _true = TamperedRecord.True(_folder.In("store"));

    public static TheoryData<IEvent> Written =>
    [
        new Renamed("the words of somebody"),
        new Noted("the words of somebody"),
        new Resolved("the words of somebody", Early: false),
        new Reopened("the words of somebody"),
        new Cancelled("the words of somebody"),
        new Closed("the words of somebody"),
        new CommanderNamed("slack/U1", "the words of somebody"),
        new DeliveryFailed("slack", "the words of somebody", "why", "mend"),
    ];

    [Theory]
    [MemberData(nameof(Written))]
    public void Words_of_any_event_in_the_log_break_the_eighth(IEvent written)
    {
        var record = _true.Retold("INC-1", entries => [.. entries.Select(TamperedRecord.AsTold), (written, Cast.Anna, _true.End)]);

        Assert.Empty(record.Broken(8));
        Assert.NotEmpty(Logged(record, "saved: the words of somebody").Broken(8));
    }

    [Fact]
    public void Words_that_were_refused_break_the_eighth_too()
    {
        var record = _true.Answering(TamperedRecord.Asking(Cast.Emil, "resolve INC-1 because I say so"), new Answer(AnswerKind.Refused, Visibility.OnlyYou, "No."));

        Assert.Empty(record.Broken(8));
        Assert.NotEmpty(Logged(record, "refused: because I say so").Broken(8));
    }

    [Fact]
    public void A_text_is_free_unless_it_is_said_not_to_be()
    {
        Assert.Equal(["the words of somebody"], FreeTexts.Of(new NotYetThought("the words of somebody", 3)));
        Assert.All(
            new[] { typeof(Declared), typeof(Renamed), typeof(Noted), typeof(Resolved), typeof(Reopened), typeof(Cancelled), typeof(Closed), typeof(DeclarationSeen) },
            kind => Assert.NotEmpty(FreeTexts.Names(kind)));
    }

    [Theory]
    [InlineData("status INC-2")]
    [InlineData("timeline INC-2")]
    [InlineData("next INC-2")]
    public void An_answer_about_a_private_incident_to_somebody_else_breaks_the_twelfth(string line)
    {
        var answer = new Answer(AnswerKind.Shown, Visibility.OnlyYou, "INC-2", new Card("INC-2", "INC-2"), Incident: new IncidentId(2));

        Assert.Empty(_true.Answering(TamperedRecord.Asking(Cast.Ben, line), answer).Broken(12));
        Assert.NotEmpty(_true.Answering(TamperedRecord.Asking(Cast.Emil, line), answer).Broken(12));
        Assert.NotEmpty(_true.Answering(TamperedRecord.Asking(Cast.Ben, line) with { SeenByOthers = true }, answer with { To = Visibility.Everyone }).Broken(12));
    }

    [Fact]
    public void There_is_no_such_incident_may_be_said_to_everybody() =>
        Assert.Empty(_true.Answering(TamperedRecord.Asking(Cast.Emil, "status INC-2"), new Answer(AnswerKind.Refused, Visibility.OnlyYou, "There is no INC-2.")).Broken(12));

    [Fact]
    public void A_list_with_a_private_incident_breaks_the_twelfth()
    {
        var byId = new Card("1 open incident", "1 open incident") { Blocks = [new Block.Facts([new Fact("INC-2", "a P2")])] };
        var byTitle = new Card("1 open incident", "1 open incident") { Blocks = [Block.Text.Of($"P2 {Secret}")] };
        var byButton = new Card("Which?", "Which?") { Buttons = [new Button("that one", "ack INC-2")] };

        Assert.All([byId, byTitle, byButton], card => Assert.NotEmpty(Listed(card).Broken(12)));
    }

    [Fact]
    public void A_private_declaration_in_public_that_is_repeated_breaks_the_twelfth()
    {
        var request = TamperedRecord.Asking(Cast.Emil, "private p1 somebody stole the keys") with { SeenByOthers = true };

        Assert.Empty(_true.Answering(request, new Answer(AnswerKind.Refused, Visibility.OnlyYou, "Nothing was recorded.")).Broken(12));
        Assert.NotEmpty(_true.Answering(request, new Answer(AnswerKind.Refused, Visibility.OnlyYou, "Not here: somebody stole the keys.")).Broken(12));
    }

    public void Dispose() => _folder.Dispose();

    private static RunRecord Logged(RunRecord record, string text) => record with { Logs = [.. record.Logs, new LogSeen(1, record.End, LogLevel.Information, text)] };

    private RunRecord Listed(Card card) => _true.Answering(TamperedRecord.Asking(Cast.Emil, "list"), new Answer(AnswerKind.Shown, Visibility.OnlyYou, card.Summary, card));

    private sealed record NotYetThought(string Words, int Number) : IEvent;
}
