using IncidentBot.Core.Incidents;
using IncidentBot.Core.Roster;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Roster;

public sealed class PermissionsTests
{
    /// <summary>The product page's defaults, line by line.</summary>
    [Theory]
    [InlineData("status", Standing.Guest)]
    [InlineData("list", Standing.Guest)]
    [InlineData("timeline", Standing.Guest)]
    [InlineData("help", Standing.Guest)]
    [InlineData("note", Standing.Guest)]
    [InlineData("declare", Standing.Member)]
    [InlineData("ack", Standing.Member)]
    [InlineData("title", Standing.Member)]
    [InlineData("next", Standing.Responder)]
    [InlineData("done", Standing.Responder)]
    [InlineData("undo", Standing.Responder)]
    [InlineData("fixed", Standing.Responder)]
    [InlineData("reopen", Standing.Member)]
    [InlineData("join", Standing.Member)]
    [InlineData("decline", Standing.Member)]
    [InlineData("page", Standing.Member)]
    [InlineData("raise", Standing.Member)]
    [InlineData("escalate", Standing.Member)]
    [InlineData("impact", Standing.Member)]
    [InlineData("lead", Standing.Responder)]
    [InlineData("handover", Standing.Responder)]
    [InlineData("role", Standing.Responder)]
    [InlineData("skip", Standing.Responder)]
    [InlineData("update", Standing.Responder)]
    [InlineData("cause", Standing.Responder)]
    [InlineData("component", Standing.Responder)]
    [InlineData("snooze", Standing.Responder)]
    [InlineData("action", Standing.Responder)]
    [InlineData("actions", Standing.Guest)]
    [InlineData("playbook", Standing.Responder)]
    [InlineData("playbooks", Standing.Guest)]
    [InlineData(Permissions.WriteUp, Standing.Responder)]
    [InlineData(Permissions.ApproveTemplate, Standing.Responder)]
    [InlineData("merge", Standing.Commander)]
    [InlineData("severity", Standing.Commander)]
    [InlineData("pause", Standing.Commander)]
    [InlineData("resume", Standing.Commander)]
    [InlineData("publish", Standing.Commander)]
    [InlineData("who", Standing.Guest)]
    [InlineData("summary", Standing.Guest)]
    [InlineData("links", Standing.Guest)]
    [InlineData("postmortem", Standing.Guest)]
    [InlineData("contacts", Standing.Member)]
    [InlineData("resolve", Standing.Commander)]
    [InlineData("cancel", Standing.Commander)]
    [InlineData("close", Standing.Commander)]
    [InlineData("unrelated", Standing.Responder)]
    [InlineData(Permissions.Confirm, Standing.Responder)]
    [InlineData(Permissions.CloseTask, Standing.Responder)]
    public void Each_verb_needs_this_standing_and_no_less(string verb, Standing needed)
    {
        Assert.Equal(needed, Permissions.NeededFor(verb));
        var active = An.Incident().P1().AcknowledgedBy(Anna);
        foreach (var standing in Enum.GetValues<Standing>())
        {
            Assert.Equal(standing >= needed ? Permission.Granted : Permission.Refused, Permissions.Check(verb, standing, active.Build(), active.Now));
        }
    }

    [Theory]
    [InlineData("anna", Standing.Commander)]
    [InlineData("lena", Standing.Commander)]
    [InlineData("ben", Standing.Responder)]
    [InlineData("paul", Standing.Responder)]
    [InlineData("tom", Standing.Responder)]
    [InlineData("nina", Standing.Member)]
    [InlineData("slack/U77", Standing.Member)]
    public void Who_somebody_is_to_an_incident_that_Anna_commands(string id, Standing standing) =>
        Assert.Equal(standing, Of(id, Membership.Member, An.Incident().P1().AcknowledgedBy(Anna).Build()));

    [Fact]
    public void Whoever_acknowledged_is_a_responder() =>
        Assert.Equal(Standing.Responder, Of("nina", Membership.Member, An.Incident().P1().AcknowledgedBy(Anna).AcknowledgedBy(Nina).Build()));

    [Theory]
    [InlineData(Membership.Guest)]
    [InlineData(Membership.Outsider)]
    public void Guests_and_outsiders_read_and_comment_whatever_else_they_are(Membership membership)
    {
        var incident = An.Incident().P1().AcknowledgedBy(Anna).Build();

        Assert.Equal(Standing.Guest, Of("anna", membership, incident));
        Assert.Equal(Standing.Guest, Of("nina", membership, null));
    }

    [Fact]
    public void A_P4_has_no_commander_so_whoever_cares_may_end_it() =>
        Assert.Equal(Standing.Commander, Of("nina", Membership.Member, An.Incident().P4().Build()));

    [Theory]
    [InlineData("resolve")]
    [InlineData("cancel")]
    [InlineData("close")]
    public void After_ten_minutes_of_a_silent_commander_a_responder_breaks_the_glass_and_not_before(string verb)
    {
        var incident = An.Incident().P1().After(5).AcknowledgedBy(Anna).Build();

        Assert.Equal(Permission.Refused, Permissions.Check(verb, Standing.Responder, incident, Noon + TimeSpan.FromMinutes(15)));
        Assert.Equal(Permission.GrantedByBreakingGlass, Permissions.Check(verb, Standing.Responder, incident, Noon + TimeSpan.FromMinutes(15) + TimeSpan.FromTicks(1)));
        Assert.Equal(Permission.Granted, Permissions.Check(verb, Standing.Commander, incident, Noon + TimeSpan.FromMinutes(30)));
    }

    [Fact]
    public void Whatever_the_commander_does_shows_that_they_are_there()
    {
        var incident = An.Incident().P1().After(5).AcknowledgedBy(Anna).After(14).Says("note looking", Anna).Build();

        Assert.Equal(Permission.Refused, Permissions.Check("cancel", Standing.Responder, incident, Noon + TimeSpan.FromMinutes(24)));
    }

    [Theory]
    [InlineData(Standing.Guest)]
    [InlineData(Standing.Member)]
    public void Only_responders_break_glass(Standing standing) =>
        Assert.Equal(Permission.Refused, Permissions.Check("resolve", standing, An.Incident().P1().AcknowledgedBy(Anna).Build(), Noon + TimeSpan.FromHours(5)));

    [Fact]
    public void A_private_incident_exists_for_the_people_it_concerns_only()
    {
        var incident = An.Incident().P1().Private().DeclaredBy(Nina).AcknowledgedBy(Ben).Build();

        Assert.All([Nina, Ben, Anna, Lena, Paul], who => Assert.True(Permissions.MaySee(who, incident, Some.Roster)));
        Assert.All([Tom, Stranger], who => Assert.False(Permissions.MaySee(who, incident, Some.Roster)));
        Assert.True(Permissions.MaySee(Stranger, An.Incident().P1().Build(), Some.Roster));
    }

    private static Standing Of(string id, Membership membership, Incident? incident) =>
        Permissions.StandingOf(new Actor(id, id), membership, incident, Some.Roster);
}
