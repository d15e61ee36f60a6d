using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;
using IncidentBot.Core.Tests.Support;
using IncidentBot.Core.Verbs;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Messages;

/// <summary>A chat tells nobody of a mention in a room they are not in, and a private room cannot be found: who belongs there is brought there.</summary>
public sealed class InvitationTests
{
    [Fact]
    public void Whoever_takes_part_is_invited()
    {
        Assert.Contains("ben", Invited(Say(An.Incident().P1(), "ack", Ben)));
        Assert.Equal(["nina"], Invited(Say(An.Incident().P1().DeclaredBy(Tom).AcknowledgedBy(Anna), "join", Nina)));
        Assert.Equal(["nina"], Invited(Say(An.Incident().P1().DeclaredBy(Tom).AcknowledgedBy(Anna), "role comms @nina", Anna)));
        Assert.Equal(["ben"], Invited(Say(An.Incident().P1().AcknowledgedBy(Anna).Says("lead pass", Anna), "lead", Ben)));
        Assert.Equal(["ben"], Invited(After(An.Incident().P1().AcknowledgedBy(Anna), Anna, new MergedIn("INC-8", "nobody can pay", ["ben"], ["Ben"]))));
    }

    [Fact]
    public void Whoever_wants_the_command_or_is_offered_it_is_invited_however_many_messages_of_the_hour_called_somebody()
    {
        var busy = An.Incident().P1().AcknowledgedBy(Anna).With(new Nagged([NagKind.Update])).With(new ClockAtRisk(ClockKind.Resolution), Nina).With(new ApprovalSought(3), Nina);

        Assert.Equal(["ben"], Invited(Say(busy, "handover @ben", Anna)));
        Assert.Equal(["ben"], Invited(Say(busy, "lead", Ben)));
    }

    [Fact]
    public void Whoever_a_message_calls_is_invited_whatever_it_is_about()
    {
        var worked = An.Incident().P1().AcknowledgedBy(Anna);

        Assert.Equal(["lena"], Invited(Say(worked, "pause the supplier is asked", Anna)));
        Assert.Equal(["lena"], Invited(After(worked, Actor.Bot, new ClockBreached(ClockKind.Resolution))));
        Assert.Equal(["lena"], Invited(After(worked, Actor.Bot, new ApprovalSought(3))));
        Assert.Equal(["anna", "ben"], Invited(After(An.Incident().P1(), Actor.Bot, new ClockAtRisk(ClockKind.Response))));
        Assert.Equal(["ben"], Invited(After(worked.Resolved().Says("action add @ben due friday add an alert", Anna), Actor.Bot, new FollowedUp(WriteUp: false, [1]))));
    }

    [Fact]
    public void An_empty_rota_brings_the_lead_and_the_P1_list_with_the_declaration()
    {
        var people = People();
        people.Primary = null;
        people.Secondary = null;
        var past = An.Incident().P1();

        Assert.Equal(["nina", "lena", "paul"], Invited(new Announcements(Core.Roster.PeopleRoster.From(people)).For(null, past.Build(), past.History().Events, 1)));
    }

    [Fact]
    public void Whoever_is_there_already_is_not_invited_again_except_by_a_page()
    {
        var worked = An.Incident().P1().AcknowledgedBy(Anna).Says("ack", Ben).Says("role comms @tom", Anna);

        Assert.Empty(Invited(Say(worked, "handover @ben", Anna)));
        Assert.Empty(Invited(Say(worked, "role deputy @tom", Anna)));
        Assert.Empty(Invited(After(worked, Actor.Bot, new Nagged([NagKind.Update]))));
        Assert.Empty(Invited(Say(An.Incident().P1().DeclaredBy(Anna), "join", Anna)));
        Assert.Equal(["ben"], Invited(Say(worked, "page @ben", Anna)));
    }

    [Fact]
    public void An_action_or_the_write_up_brings_its_owner_into_a_private_room_only()
    {
        Assert.Equal(["tom"], Invited(Say(An.Incident().P1().Private().AcknowledgedBy(Anna).Resolved(), "action add @tom due friday x", Anna)));
        Assert.Equal(["tom"], Invited(Say(An.Incident().P1().Private().AcknowledgedBy(Anna).Resolved(), "pm owner @tom", Anna)));
        Assert.Empty(Invited(Say(An.Incident().P1().AcknowledgedBy(Anna).Resolved(), "action add @tom due friday x", Anna)));
    }

    [Fact]
    public void Nobody_is_invited_into_a_room_that_is_archived()
    {
        var owing = An.Incident().P1().AcknowledgedBy(Anna).Closed().With(new ActionAdded(1, "ben", "Ben", null, new DateOnly(2026, 3, 1), "add an alert", null), Anna);

        Assert.Equal(["ben"], Invited(After(owing, Actor.Bot, new FollowedUp(WriteUp: false, [1]))).Except(["lena"]));
        Assert.Empty(Invited(After(owing.With(new RoomsRetired()), Actor.Bot, new FollowedUp(WriteUp: false, [1]))));
    }

    [Fact]
    public void The_invitation_stands_before_everything_that_is_said_with_it_in_every_chat()
    {
        IReadOnlyList<IReadOnlyList<OutboxRow>> scenes =
        [
            Say(An.Incident().P1().In("slack", "teams"), "ack", Ben),
            After(An.Incident().P1().In("slack", "teams"), Actor.Bot, new ClockAtRisk(ClockKind.Response), new Escalated(4, [Called.Lead, Called.List], null), new ClockBreached(ClockKind.Response)),
            Say(An.Incident().P3().In("slack", "teams").AcknowledgedBy(Ben), "severity p1 worse", Ben),
            Declare(An.Incident().P1().In("slack", "teams")),
        ];

        foreach (var room in scenes.SelectMany(rows => rows.GroupBy(row => row.Lane)).Where(lane => lane.Key.EndsWith("/room", StringComparison.Ordinal)))
        {
            List<OutboxRow> inOrder = [.. room];
            var invitation = inOrder.FindIndex(row => row.Operation is Operation.Invite);
            Assert.InRange(invitation, 0, 2);
            Assert.All(inOrder.Take(invitation), row => Assert.Empty(Calls.Of(row)));
            Assert.All(inOrder.Skip(invitation).SelectMany(Calls.Of), person => Assert.Contains(person, ((Operation.Invite)inOrder[invitation].Operation).People));
            Assert.Single(inOrder, row => row.Operation is Operation.Invite);
            Assert.Equal(inOrder.Select(row => row.Id), inOrder.Select(row => row.Id).OrderBy(id => id.Value.Split('/').Skip(1).Select(int.Parse).Aggregate(0L, (sum, part) => (sum * 1000) + part)));
        }
    }

    private static List<string> Invited(IEnumerable<OutboxRow> rows) => [.. rows.Select(row => row.Operation).OfType<Operation.Invite>().SelectMany(invite => invite.People)];

    private static IReadOnlyList<OutboxRow> Declare(IncidentBuilder past) => new Announcements(Some.Roster).For(null, past.Build(), past.History().Events, 1);

    private static IReadOnlyList<OutboxRow> Say(IncidentBuilder past, string line, Actor who)
    {
        var call = (Reading.Call)CommandLine.Read(line);
        return After(past, who, [.. ((IncidentVerb)call.Verb).Decide(past.Build(), new VerbCall(who, call.Text, Noon + TimeSpan.FromMinutes(10), Some.Roster, ProcedureBook.Default())).Events]);
    }

    private static IReadOnlyList<OutboxRow> After(IncidentBuilder past, Actor by, params IEvent[] events)
    {
        var history = past.History();
        List<Recorded> entries = [];
        foreach (var happened in events)
        {
            entries.Add(Recorded.Of(happened, by, Noon + TimeSpan.FromMinutes(15), entries.Count == 0 ? history.Head : entries[^1].Chain));
        }

        var before = Incident.Fold(history);
        return new Announcements(Some.Roster).For(before, entries.Aggregate(before, (incident, entry) => incident.Evolve(entry.Event, entry.By, entry.At)), entries, history.Version + 1);
    }
}
