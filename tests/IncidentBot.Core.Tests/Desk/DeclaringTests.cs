using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;
using IncidentBot.Core.Tests.Support;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Desk;

public sealed class DeclaringTests
{
    private readonly World _world = new();

    [Theory]
    [InlineData("p1", Severity.P1, "Alert")]
    [InlineData("p2", Severity.P2, "Acknowledge")]
    [InlineData("p3", Severity.P3, "Create ticket")]
    [InlineData("p4", Severity.P4, "Open")]
    public async Task An_incident_is_declared_at_once_with_the_procedure_of_its_severity(string word, Severity severity, string step)
    {
        var answer = await _world.SayAsync($"{word} checkout is down", Nina);

        Assert.Equal((AnswerKind.Done, Visibility.OnlyYou, new IncidentId(1)), (answer.Kind, answer.To, answer.Incident!.Value));
        Assert.StartsWith($"INC-1 declared: {word.ToUpperInvariant()} checkout is down.", answer.Text, StringComparison.Ordinal);
        var incident = _world.Store.Incident(1);
        Assert.Equal((severity, "checkout is down", step, Noon, "nina"), (incident.Severity, incident.Title, incident.State, incident.DeclaredAt, incident.DeclaredBy.Id));
    }

    [Fact]
    public async Task The_declarer_is_told_who_is_called_how_to_reach_them_and_by_when()
    {
        var answer = await _world.SayAsync("p1 checkout is down", Nina);

        Assert.Contains("Anna is called in chat only, nobody was phoned: +49 30 111. Without an answer Ben is called at 12:05 UTC; hotline +49 30 999. An acknowledgement is due by 12:15 UTC.", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_P2_the_primary_is_asked_and_called_after_fifteen_minutes()
    {
        var answer = await _world.SayAsync("p2 search is slow", Nina);

        Assert.Contains("Anna is asked in chat only, nobody was phoned: +49 30 111. Without an answer Anna is called at 12:15 UTC", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_P3_nobody_is_called()
    {
        var answer = await _world.SayAsync("p3 a typo", Nina);

        Assert.Contains("Nobody is called; whoever takes it says `ack INC-1`.", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_comes_back_later_is_a_new_incident_linked_to_the_first()
    {
        _world.With(An.Incident().P1().Numbered(7).Resolved());
        _world.Time.Advance(TimeSpan.FromHours(2));

        var refused = await _world.SayAsync("reopen INC-7 it is back", Anna);
        var button = Assert.Single(refused.Card!.Buttons);
        Assert.Equal("p1 again after INC-7: checkout is down", button.Line);

        var answer = await _world.SayAsync(button.Line, Anna, press: true);
        Assert.Contains("It is linked to INC-7.", answer.Text, StringComparison.Ordinal);
        var incident = _world.Store.Incident(answer.Incident!.Value.Number);
        Assert.Equal(("checkout is down", "INC-7"), (incident.Title, incident.RecurrenceOf));
    }

    [Theory]
    [InlineData("p1 again after INC-7: checkout is down", false, false)]
    [InlineData("p1 again after INC-8: checkout is down", true, false)]
    [InlineData("p1 again after INC-7: checkout is down", true, true)]
    [InlineData("test p1 again after INC-7: checkout is down", true, false)]
    public async Task What_is_open_unknown_hidden_or_of_another_kind_is_not_linked_and_stays_in_the_title(string line, bool over, bool hidden)
    {
        var past = An.Incident().P1().Numbered(7).DeclaredBy(Nina);
        past = hidden ? past.Private() : past;
        _world.With(over ? past.Resolved() : past);

        var incident = _world.Store.Incident((await _world.SayAsync(line, Tom)).Incident!.Value.Number);

        Assert.Null(incident.RecurrenceOf);
        Assert.StartsWith("again after INC-", incident.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_rota_calls_the_lead_and_the_P1_list()
    {
        var people = Some.People();
        people.Primary = null;
        people.Secondary = null;
        var world = new World(Core.Roster.PeopleRoster.From(people));

        Assert.Contains("Lena, Paul are called in chat only, nobody was phoned: Lena +49 30 333.", (await world.SayAsync("p1 checkout is down", Nina)).Text, StringComparison.Ordinal);
        Assert.Equal(["lena", "paul"], world.Store.Saved.SelectMany(change => change.Outbox).Where(row => row.Urgency == IncidentBot.Core.Messages.Urgency.Page).SelectMany(Calls.Of));
    }

    [Fact]
    public async Task Without_a_title_it_is_untitled_and_the_title_is_asked_for_afterwards()
    {
        var answer = await _world.SayAsync("p1", Nina);

        Assert.Equal("Untitled P1", _world.Store.Incident(1).Title);
        Assert.Contains("`title INC-1 <text>`", answer.Text, StringComparison.Ordinal);
        Assert.Equal(AnswerKind.Done, (await _world.SayAsync("title INC-1 checkout is down", Nina)).Kind);
        Assert.Equal("checkout is down", _world.Store.Incident(1).Title);
    }

    [Theory]
    [InlineData("anna")]
    [InlineData("ben")]
    public async Task An_on_call_declarer_counts_as_acknowledged_and_takes_command(string id)
    {
        var answer = await _world.SayAsync("p1 checkout is down", Some.Roster.Find(id)!.AsActor());

        var incident = _world.Store.Incident(1);
        Assert.Equal((Noon, id, "Triage"), (incident.AcknowledgedAt, incident.Commander, incident.State));
        Assert.Contains("takes command", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(_world.Store.Planned, timer => timer.Name is Core.Timers.TimerPlan.ResponseBreach or Core.Timers.TimerPlan.Climb);
    }

    [Theory]
    [InlineData("lena")]
    [InlineData("paul")]
    public async Task The_lead_and_the_P1_list_are_not_on_call_and_the_primary_is_called(string id)
    {
        var answer = await _world.SayAsync("p1 checkout is down", Some.Roster.Find(id)!.AsActor());

        Assert.True(_world.Store.Incident(1).AwaitsAcknowledgement);
        Assert.Contains("Anna is called", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_with_a_role_who_is_not_on_call_does_not()
    {
        await _world.SayAsync("p1 checkout is down", Tom);

        Assert.Null(_world.Store.Incident(1).AcknowledgedAt);
    }

    [Fact]
    public async Task With_an_empty_rota_whoever_works_on_it_is_asked_to_say_so()
    {
        var world = new World(PeopleRoster.Empty);

        var answer = await world.SayAsync("p1 checkout is down", Stranger);

        Assert.Contains("Nobody is on call; whoever works on it says `ack INC-1`", answer.Text, StringComparison.Ordinal);
        Assert.Equal(AnswerKind.Done, (await world.SayAsync("ack INC-1", Stranger)).Kind);
    }

    [Fact]
    public async Task A_drill_says_that_it_is_one_and_pages_nobody()
    {
        var answer = await _world.SayAsync("test p1 game day", Nina);

        Assert.True(_world.Store.Incident(1).Drill);
        Assert.Contains("INC-1 declared as a drill", answer.Text, StringComparison.Ordinal);
        Assert.Contains("Nobody is paged.", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_incident_is_taken_where_nobody_reads_along()
    {
        await _world.SayAsync("private p1 somebody read the mail", Nina);

        Assert.True(_world.Store.Incident(1).Private);
    }

    [Theory]
    [InlineData("private p1 somebody read the mail")]
    [InlineData("PRIVATE somebody read the mail")]
    public async Task Typed_in_a_channel_nothing_private_is_recorded_and_the_answer_names_no_title(string line)
    {
        var answer = await _world.SayAsync(line, Nina, seenByOthers: true);

        Assert.Equal(AnswerKind.Refused, answer.Kind);
        Assert.DoesNotContain("mail", $"{answer.Text}{answer.Hint}{answer.Card}", StringComparison.Ordinal);
        Assert.Contains("delete", answer.Hint, StringComparison.Ordinal);
        Assert.Empty(_world.Store.Saved);
    }

    [Fact]
    public async Task What_does_not_fit_the_title_becomes_the_first_note()
    {
        var title = string.Join(' ', Enumerable.Repeat("checkout", 40));

        await _world.SayAsync($"p1 {title}", Nina);

        Assert.Equal(Words.Cut(title, Words.TitleLength), _world.Store.Incident(1).Title);
        Assert.Equal(new Noted(title), _world.Store[new StreamId("INC-1")].Events[1].Event);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(59)]
    [InlineData(60)]
    public async Task The_same_person_and_text_within_a_minute_is_the_same_incident(int seconds)
    {
        await _world.SayAsync("p1 checkout is down", Nina);
        _world.Time.Advance(TimeSpan.FromSeconds(seconds));

        var again = await _world.SayAsync("P1  Checkout is DOWN ", Nina);

        Assert.Equal((AnswerKind.Shown, new IncidentId(1)), (again.Kind, again.Incident!.Value));
        Assert.Contains("INC-1 already", again.Text, StringComparison.Ordinal);
        Assert.Single(_world.Store.Saved);
    }

    [Fact]
    public async Task After_61_seconds_it_is_another_incident()
    {
        await _world.SayAsync("p1 checkout is down", Nina);
        _world.Time.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(new IncidentId(2), (await _world.SayAsync("p1 checkout is down", Nina)).Incident);
    }

    [Theory]
    [InlineData("p1 checkout is down", "ben")]
    [InlineData("p1 checkout is slow", "nina")]
    [InlineData("p2 checkout is down", "nina")]
    [InlineData("test p1 checkout is down", "nina")]
    [InlineData("private p1 checkout is down", "nina")]
    public async Task Another_person_or_anything_else_in_the_words_is_another_incident(string line, string who)
    {
        await _world.SayAsync("p1 checkout is down", Nina);

        Assert.Equal(AnswerKind.Done, (await _world.SayAsync(line, Some.Roster.Find(who)!.AsActor())).Kind);
    }

    [Fact]
    public async Task Long_texts_that_differ_only_at_their_ends_are_two_incidents()
    {
        var text = string.Join(' ', Enumerable.Repeat("checkout", 60));
        await _world.SayAsync($"p1 {text} in Berlin", Nina);

        Assert.Equal(new IncidentId(2), (await _world.SayAsync($"p1 {text} in Paris", Nina)).Incident);
    }

    [Fact]
    public async Task Two_deliveries_of_the_same_words_at_the_same_moment_make_one_incident()
    {
        var gate = new TaskCompletionSource();
        _world.Store.WhileLoading = _ => gate.Task;
        var both = Task.WhenAll(_world.SayAsync("p1 checkout is down", Nina), _world.SayAsync("p1 checkout is down", Nina));
        gate.SetResult();

        var answers = await both;

        Assert.Equal([AnswerKind.Done, AnswerKind.Shown], answers.Select(answer => answer.Kind).Order());
        Assert.All(answers, answer => Assert.Equal(new IncidentId(1), answer.Incident));
    }

    [Theory]
    [InlineData(Membership.Guest)]
    [InlineData(Membership.Outsider)]
    public async Task Guests_and_outsiders_declare_nothing(Membership membership)
    {
        var answer = await _world.SayAsync("p1 checkout is down", Stranger, membership: membership);

        Assert.Equal(AnswerKind.Refused, answer.Kind);
        Assert.Contains("can read and comment", answer.Text, StringComparison.Ordinal);
        Assert.NotNull(answer.Hint);
        Assert.Empty(_world.Store.Saved);
    }

    [Fact]
    public async Task The_procedure_is_frozen_onto_the_incident()
    {
        await _world.SayAsync("p1 checkout is down", Nina);
        var later = new World(book: ProcedureBook.From(new SlaOptions { P1 = { Response = TimeSpan.FromMinutes(5) } }));
        later.Store.Add(_world.Store[new StreamId("INC-1")]);

        await later.SayAsync("note INC-1 still down", Nina);

        Assert.Equal(Noon + TimeSpan.FromMinutes(15), later.Store.Incident(1).ResponseDue);
    }

    [Fact]
    public async Task The_fence_and_the_incident_are_written_together()
    {
        await _world.SayAsync("p1 checkout is down", Nina);

        var change = Assert.Single(_world.Store.Saved);
        Assert.Equal(["INC-1", "intake"], change.Appends.Select(append => append.Stream.Value));
        Assert.NotNull(change.Delivery);
        Assert.Equal("INC-1", change.Reply?.Stream);
    }

    [Fact]
    public async Task When_another_instance_was_faster_the_same_words_become_its_incident()
    {
        var first = true;
        _world.Store.InsteadOfSaving = change =>
        {
            if (!first)
            {
                return null;
            }

            first = false;
            var seen = IncidentWriter.Fence(History.Empty(StreamId.Intake), Nina, Noon, new DeclarationSeen("INC-99", "P1 checkout is down"));
            _world.Store.Add(new History(StreamId.Intake, 1, seen.Events, []));
            _world.Store.Add(An.Incident().Numbered(99).P1().History());
            return new CommitResult.Conflict();
        };

        var answer = await _world.SayAsync("p1 checkout is down", Nina);

        Assert.Equal(new IncidentId(99), answer.Incident);
    }
}
