using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck.Xunit;
using IncidentBot.Core.Actions;
using IncidentBot.Core.Alerts;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.PostMortems;
using IncidentBot.Core.Playbooks;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Store;

public sealed class EventBookTests
{
    /// <summary>One of each kind, with the text and number wherever there is one.</summary>
    private static IEnumerable<IEvent> OneOfEach(string text, int number)
    {
        var severity = (Severity)((Math.Abs(number % 4)) + 1);
        yield return new Declared(severity, text, number % 2 == 0, number % 3 == 0, [text, "slack"], ProcedureBook.Default().For(severity));
        yield return new Joined();
        yield return new Renamed(text);
        yield return number % 2 == 0 ? new Acknowledged() : new Acknowledged(text, text);
        yield return new CommanderNamed(text, text);
        yield return new StepEntered(text, (StepPhase)Math.Abs(number % 4));
        yield return new TaskTicked(number);
        yield return new TaskUnticked(number);
        yield return new Noted(text);
        yield return new LessonLearnt(number, text);
        yield return new LessonWithdrawn(number);
        yield return new Spoke();
        yield return new Mitigated();
        yield return new WatchCompleted();
        yield return new Resolved(number % 2 == 0 ? text : null, number % 3 == 0, Math.Abs(number % 3));
        yield return new Reopened(text);
        yield return new Cancelled(text);
        yield return new Closed(number % 2 == 0 ? text : null);
        yield return new ClockAtRisk((ClockKind)Math.Abs(number % 2));
        yield return new ClockBreached((ClockKind)Math.Abs(number % 2));
        yield return new RoomOpened(text, text, text);
        yield return new DeliveryFailed(text, text, text, text, [text]);
        yield return new GlassBroken(text);
        yield return new SeverityChanged(severity, Severity.P1, text, text, ProcedureBook.Default().For(Severity.P3));
        yield return new ClockPaused(text, number % 2 == 0 ? null : Noon);
        yield return new ClockResumed();
        yield return new Escalated(number, [(Called)Math.Abs(number % 4)], number % 2 == 0 ? text : null, Silence: number % 3 == 0 ? number : null);
        yield return new Paged([text]);
        yield return new Declined();
        yield return new CommandLeft();
        yield return new CommandClaimed(Noon);
        yield return new ClaimRejected();
        yield return new CommandOffered(text, text);
        yield return new RoleGiven(text, text, text);
        yield return new CommanderSought(number % 2 == 0);
        yield return new Nagged([NagKind.Update, NagKind.Silence]);
        yield return new Snoozed(Noon);
        yield return new NagsStopped(text);
        yield return new UpdateWritten(number, (Audience)Math.Abs(number % 3), text, number % 2 == 0 ? (PublicStage)Math.Abs(number % 4) : null);
        yield return new UpdatePublished(number, number % 2 == 0 ? text : null, number % 3 == 0 ? number : null);
        yield return new CauseNamed(text);
        yield return new TicketNamed(text);
        yield return new ImpactDescribed(text, number % 2 == 0 ? Noon : null, null);
        yield return new ComponentRated(text, (ComponentStatus)Math.Abs(number % 4));
        yield return new TaskSkipped(number, text);
        yield return new Merged(text);
        yield return new MergedIn(text, text, [text], number % 2 == 0 ? [text] : null, number % 3 == 0
            ? new AlertsTaken([text], [new AlertMark(text, Noon, number % 2 == 0, AlertClass.Red)], [new LinkedAlert(text, text, text, AlertClass.Red, Noon)], number, Noon, number % 2 == 0 ? Noon : null, number % 2 == 0 ? [text] : null)
            : null, number % 5 == 0 ? (PublicStage)Math.Abs(number % 4) : null);
        yield return new ApprovalSought(number);
        yield return new WriteUpOwned(text, text, number % 2 == 0 ? text : null);
        yield return new PostMortemMoved((PostMortemState)Math.Abs(number % 4), number % 2 == 0 ? text : null);
        yield return new ActionAdded(number, text, text, null, new DateOnly(2026, 3, 2), text, number % 2 == 0 ? ActionKind.Prevent : null);
        yield return new ActionDone(number);
        yield return new FollowedUp(number % 2 == 0, [number], number % 3 == 0);
        yield return new PlaybookStarted(text, text, [new PlaybookTask(number, text, number % 2 == 0 ? text : null)]);
        yield return new RoomsRetired();
        yield return new DeclarationSeen(text, text);
        yield return new AlertsArrived([new AlertMark(text, Noon, number % 2 == 0, (AlertClass)Math.Abs(number % 4))], [new LinkedAlert(text, text, text, AlertClass.Red, Noon, number % 2 == 0, text, null, number % 3 == 0, Labels: new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = text })]);
        yield return new AlertsCounted(number, number);
        yield return new CardRenewed();
        yield return new RoomWanted();
        yield return new SeverityConfirmed(severity);
        yield return new AlertUnrelated(text);
        yield return new AlertRouted(text, text);
        yield return new AlertsNoted(number, [new LinkedAlert(text, text, text, AlertClass.Note, Noon)]);
    }

    [Fact]
    public void Every_kind_of_event_is_tried_here_and_stands_in_the_book()
    {
        Assert.Equal(EventBook.Kinds.Select(kind => kind.Name).Order(StringComparer.Ordinal), OneOfEach("x", 1).Select(happened => EventBook.KindOf(happened).Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            typeof(IEvent).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(IEvent))).Select(type => type.Name).Order(StringComparer.Ordinal),
            EventBook.Kinds.Select(kind => kind.Type.Type.Name).Order(StringComparer.Ordinal));
    }

    [Property(MaxTest = 50, Replay = "20260302,7919")]
    public void Every_event_is_read_back_as_it_was_written(string? typed, string? name, int number)
    {
        var text = Words.Clean(typed ?? "");
        var by = new Actor(text, name ?? "").Clean();
        foreach (var happened in OneOfEach(text, number))
        {
            var written = Recorded.Of(happened, by, Noon.AddTicks(number), Chain.Start);
            var read = new Recorded(written.Bytes, written.Chain);

            Assert.Equal(written, read);
            Assert.Equal((by, Noon.AddTicks(number)), (read.By, read.At));
            Assert.Equal(happened.GetType(), read.Event.GetType());
            Assert.Equal(written.Bytes.ToArray(), Recorded.Of(read.Event, read.By, read.At, Chain.Start).Bytes.ToArray());
        }
    }

    /// <summary>Written by the first version of the program; if this breaks, stores that exist cannot be read.</summary>
    [Theory]
    [InlineData("""{"t":"task-ticked","v":1,"at":"2026-03-02T12:00:00.0000000Z","by":"anna","name":"Anna","d":{"task":3}}""", "Task 3 done by Anna")]
    [InlineData("""{"t":"resolved","v":1,"at":"2026-03-02T12:00:00.0000000Z","by":"anna","name":"Anna","d":{"early":true}}""", "Anna resolved it before the watch had ended")]
    [InlineData("""{"t":"step-entered","v":1,"at":"2026-03-02T12:00:00.0000000Z","by":"bot","name":"IncidentBot","d":{"step":"Triage","phase":"Work"}}""", "Step: Triage")]
    public void What_the_first_version_wrote_is_still_read(string entry, string words) =>
        Assert.Equal(words, TimelineWords.Of(new Recorded(System.Text.Encoding.UTF8.GetBytes(entry), default)));

    [Theory]
    [InlineData("""{"t":"teleported","v":1,"at":"2026-03-02T12:00:00Z","by":"x","name":"x","d":{}}""", "'teleported' of version 1")]
    [InlineData("""{"t":"noted","v":2,"at":"2026-03-02T12:00:00Z","by":"x","name":"x","d":{}}""", "'noted' of version 2")]
    [InlineData("""{"t":"noted","v":0,"at":"2026-03-02T12:00:00Z","by":"x","name":"x","d":{}}""", "'noted' of version 0")]
    public void What_a_newer_version_wrote_is_refused_with_what_to_do(string entry, string what)
    {
        var recorded = new Recorded(System.Text.Encoding.UTF8.GetBytes(entry), default);

        var refused = Assert.Throws<UnknownEventException>(() => recorded.Event);

        Assert.Contains(what, refused.Message, StringComparison.Ordinal);
        Assert.Contains("written by a newer version of IncidentBot. Start that version again, or restore a backup", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_old_shape_is_lifted_version_by_version()
    {
        var kind = new EventKind(
            "noted",
            3,
            EventBook.KindOf(new Noted("")).Type,
            [
                first => new JsonObject { ["words"] = first["message"]!.DeepClone() },
                second => new JsonObject { ["text"] = $"{second["words"]} (lifted)" },
            ]);

        Assert.Equal(new Noted("hello (lifted)"), kind.Read(1, Parse("""{"message":"hello"}""")));
        Assert.Equal(new Noted("hello (lifted)"), kind.Read(2, Parse("""{"words":"hello"}""")));
        Assert.Equal(new Noted("hello"), kind.Read(3, Parse("""{"text":"hello"}""")));
        Assert.Throws<UnknownEventException>(() => kind.Read(4, Parse("{}")));
    }

    [Fact]
    public void A_kind_of_a_later_version_has_a_lift_from_each_before_it() =>
        Assert.All(EventBook.Kinds, kind => Assert.Equal(kind.Version - 1, kind.Upcasters.Count));

    [Fact]
    public void An_event_that_is_not_in_the_book_is_a_mistake_in_the_program() =>
        Assert.Throws<ArgumentException>(() => Recorded.Of(new Unwritten(), Anna, Noon, Chain.Start));

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;

    private sealed record Unwritten : IEvent;
}
