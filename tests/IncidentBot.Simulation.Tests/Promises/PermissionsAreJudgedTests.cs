using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;
using IncidentBot.Core.Verbs;
using IncidentBot.Simulation.People;
using IncidentBot.Simulation.Promises;
using IncidentBot.Simulation.Record;
using Xunit;

namespace IncidentBot.Simulation.Tests.Promises;

/// <summary>Promise 10: every verb is done here once by somebody who may and once by somebody who may not.</summary>
public sealed class PermissionsAreJudgedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunRecord _true;

    public PermissionsAreJudgedTests() => _true = TamperedRecord.True(_folder.In("store"));

    public static TheoryData<string, IEvent> Moves => new()
    {
        { "next INC-1", new StepEntered("Communication", StepPhase.Work) },
        { "done INC-1 2", new TaskTicked(2) },
        { "INC-1 undo 2", new TaskUnticked(2) },
        { "mitigated INC-1", new Mitigated() },
    };

    public static TheoryData<string, IEvent> Ends => new()
    {
        { "Resolve INC-1 quiet", new Resolved("quiet", Early: true) },
        { "cancel INC-1 false alarm", new Cancelled("false alarm") },
        { "close INC-1", new Closed(null) },
    };

    [Theory]
    [MemberData(nameof(Moves))]
    public void A_responder_may_move_it_and_a_bystander_may_not(string line, IEvent happened)
    {
        Assert.Empty(_true.Acting("INC-1", Cast.Farah, line, happened).Broken(10));
        Assert.NotEmpty(_true.Acting("INC-1", Cast.Members[0], line, happened).Broken(10));
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void The_commander_may_end_it_and_a_responder_may_not_while_the_commander_is_there(string line, IEvent happened)
    {
        Assert.Empty(_true.Acting("INC-1", Cast.Anna, line, happened).Broken(10));
        Assert.Empty(_true.Acting("INC-1", Cast.Chris, line, happened).Broken(10));
        Assert.NotEmpty(_true.Acting("INC-1", Cast.Farah, line, happened).Broken(10));
        Assert.NotEmpty(_true.Acting("INC-1", Cast.Farah, line, new GlassBroken("any"), happened).Broken(10));
    }

    [Fact]
    public void With_a_silent_commander_a_responder_breaks_the_glass_and_it_must_be_recorded()
    {
        var later = _true with { End = _true.End.AddMinutes(20) };

        Assert.Empty(later.Acting("INC-1", Cast.Farah, "break-glass cancel INC-1 no", new GlassBroken("cancel"), new Cancelled("no")).Broken(10));
        Assert.NotEmpty(later.Acting("INC-1", Cast.Farah, "cancel INC-1 no", new GlassBroken("cancel"), new Cancelled("no")).Broken(10));
        Assert.NotEmpty(later.Acting("INC-1", Cast.Farah, "break-glass cancel INC-1 no", new Cancelled("no")).Broken(10));
        Assert.NotEmpty(later.Acting("INC-1", Cast.Members[0], "break-glass cancel INC-1 no", new GlassBroken("cancel"), new Cancelled("no")).Broken(10));
        Assert.NotEmpty(later.Acting("INC-1", Cast.Chris, "break-glass cancel INC-1 no", new GlassBroken("cancel"), new Cancelled("no")).Broken(10));
    }

    [Fact]
    public void Whoever_broke_the_glass_is_not_asked_again()
    {
        var broken = (_true with { End = _true.End.AddMinutes(20) }).Acting("INC-1", Cast.Farah, "break-glass resolve INC-1 no", new GlassBroken("resolve"), new Resolved("no", Early: true));

        Assert.Empty((broken with { End = broken.End.AddMinutes(1) }).Acting("INC-1", Cast.Farah, "close INC-1 no", new GlassBroken("close"), new Closed("no")).Broken(10));
    }

    [Fact]
    public void Somebody_who_cannot_be_looked_up_may_note_and_not_rename()
    {
        var nobody = new Actor("slack/U1", "Gina (not verified)");

        Assert.Empty(As(Membership.NotVerified, _true.Acting("INC-1", nobody, "note INC-1 hello", new Noted("hello"))).Broken(10));
        Assert.NotEmpty(As(Membership.NotVerified, _true.Acting("INC-1", nobody with { Name = "Gina" }, "note INC-1 hello", new Noted("hello"))).Broken(10));
        Assert.NotEmpty(As(Membership.NotVerified, _true.Acting("INC-1", nobody, "title INC-1 hello", new Renamed("hello"))).Broken(10));
    }

    [Fact]
    public void A_guest_may_note_and_not_rename()
    {
        Assert.Empty(As(Membership.Guest, _true.Acting("INC-1", Cast.Members[0], "note INC-1 hello", new Noted("hello"))).Broken(10));
        Assert.NotEmpty(As(Membership.Guest, _true.Acting("INC-1", Cast.Members[0], "title INC-1 hello", new Renamed("hello"))).Broken(10));
    }

    [Fact]
    public void A_bystander_becomes_a_responder_only_by_saying_that_they_work_on_it()
    {
        Assert.Empty(_true.Acting("INC-1", Cast.Members[0], "ack INC-1 working", new Acknowledged()).Broken(10));
        Assert.Empty(_true.Acting("INC-1", Cast.Members[0], "join INC-1", new Joined()).Broken(10));
        Assert.NotEmpty(_true.Acting("INC-1", Cast.Members[0], "ack INC-1", new Acknowledged()).Broken(10));
    }

    [Fact]
    public void What_was_typed_must_ask_for_what_came_of_it()
    {
        Assert.NotEmpty(_true.Acting("INC-1", Cast.Anna, "note INC-1 hello", new Resolved("hello", Early: true)).Broken(10));
        Assert.NotEmpty(_true.Acting("INC-1", Cast.Anna, "status INC-1", new Noted("hello")).Broken(10));
        Assert.NotEmpty(_true.Acting("INC-1", Cast.Anna, "hello there", new Noted("hello")).Broken(10));
    }

    [Fact]
    public void Another_incident_than_the_one_named_must_not_move() =>
        Assert.NotEmpty(_true.Acting("INC-1", Cast.Anna, "note INC-2 hello", new Noted("hello")).Broken(10));

    [Fact]
    public void A_private_incident_takes_nothing_from_somebody_who_cannot_see_it()
    {
        Assert.Empty(_true.Acting("INC-2", Cast.Ben, "note INC-2 hello", new Noted("hello")).Broken(10));
        Assert.NotEmpty(_true.Acting("INC-2", Cast.Emil, "note INC-2 hello", new Noted("hello")).Broken(10));
    }

    [Fact]
    public void The_bot_does_nothing_by_itself_that_is_for_people()
    {
        Assert.Empty(_true.Acting("INC-1", Actor.Bot, "", new ClockBreached(ClockKind.Response)).Broken(10));
        Assert.NotEmpty(_true.Acting("INC-1", Actor.Bot, "", new Resolved(null, Early: false)).Broken(10));
    }

    [Fact]
    public void Every_verb_that_changes_something_is_in_the_checkers_own_table() =>
        Assert.All(VerbTable.All.OfType<IncidentVerb>(), verb => Assert.All([verb.Name, .. verb.Synonyms], word => Assert.NotNull(Expected.Of(TypedLine.Of(word).Verb))));

    public void Dispose() => _folder.Dispose();

    private static RunRecord As(Membership membership, RunRecord record) =>
        record with { Asks = [.. record.Asks.SkipLast(1), record.Asks[^1] with { Inbound = record.Asks[^1].Inbound with { Membership = membership } }] };
}
