using IncidentBot.Core.Roster;
using IncidentBot.Slack.Inbound;
using IncidentBot.Slack.Tests.Inbound.Support;

namespace IncidentBot.Slack.Tests.Inbound;

public sealed class SlackPeopleTests
{
    private const string Guest = "U0GUESTONE1";
    private const string Down = """{"ok":false,"error":"internal_error"}""";

    private static string Info => Payloads.Text("webapi.users.info.single-channel-guest.json");

    [Theory]
    [InlineData("p1 checkout is down")]
    [InlineData("page INC-1 @jo")]
    [InlineData("ack INC-1")]
    public async Task A_guest_who_was_never_seen_is_looked_up_before_anything_is_done(string line)
    {
        await using var slack = new SlackDriver();
        await slack.SlashAsync("p1 search is slow");
        slack.Facts[Guest] = Info;
        var saved = slack.Store.Saved.Count;

        Assert.Contains("Guests and people", (await slack.SlashAsync(line, user: Guest)).Text, StringComparison.Ordinal);
        Assert.Equal(saved, slack.Store.Saved.Count);
    }

    [Fact]
    public async Task A_guest_stays_one_while_Slack_says_nothing_newer()
    {
        await using var slack = new SlackDriver();
        slack.Facts[Guest] = Info;
        await slack.KnowingAsync(Guest);
        slack.Facts[Guest] = Down;

        slack.Time.Advance(TimeSpan.FromDays(3));

        Assert.Contains("Guests and people", (await slack.SlashAsync("p1 checkout is down", user: Guest)).Text, StringComparison.Ordinal);
        Assert.Empty(slack.Store.Saved);
    }

    [Fact]
    public async Task A_member_of_whom_nothing_was_heard_for_a_day_is_not_verified_again()
    {
        await using var slack = new SlackDriver();
        slack.Facts["U0ANYBODY"] = """{"ok":true,"user":{"id":"U0ANYBODY","team_id":"T0EXAMPLE01","name":"eve"}}""";
        await slack.KnowingAsync("U0ANYBODY");
        slack.Facts["U0ANYBODY"] = Down;

        slack.Time.Advance(TimeSpan.FromHours(25));

        Assert.Equal(Membership.NotVerified, await slack.Inbound.People.MembershipAsync(new SlackUser("U0ANYBODY", null, null), CancellationToken.None));
    }

    [Fact]
    public async Task No_alarm_waits_longer_than_a_moment_for_a_look_up()
    {
        await using var slack = new SlackDriver();
        using var answered = new ManualResetEventSlim();
        var known = slack.Slack.Answers;
        slack.Slack.Answers = call =>
        {
            if (call.Method is "users.info")
            {
                answered.Wait(TimeSpan.FromSeconds(20));
            }

            return known(call);
        };

        var membership = slack.Inbound.People.MembershipAsync(new SlackUser("U0ANYBODY", null, null), CancellationToken.None);
        slack.Time.Advance(TimeSpan.FromMilliseconds(800));

        Assert.Equal(Membership.NotVerified, await membership);

        // Whoever waited in vain types on without waiting, and after a minute Slack gets a moment again.
        Assert.True(slack.Inbound.People.MembershipAsync(new SlackUser("U0ANYBODY", null, null), CancellationToken.None).IsCompleted);
        slack.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.False(slack.Inbound.People.MembershipAsync(new SlackUser("U0ANYBODY", null, null), CancellationToken.None).IsCompleted);
        answered.Set();
    }

    [Fact]
    public async Task Everybody_is_read_twice_a_day_and_again_soon_after_a_failure()
    {
        await using var slack = new SlackDriver();
        var lists = new Queue<string>([Down, Down, List("U0GUESTTWO"), List("U0GUEST003")]);
        var known = slack.Slack.Answers;
        slack.Slack.Answers = call => call.Method is "users.list" && lists.TryDequeue(out var list) ? list : known(call);

        // The first reading found nobody; the second comes half a day later and fails, and so does the third.
        await UntilKnownAsync(slack, "U0GUESTTWO", TimeSpan.FromMinutes(5));
        Assert.InRange(slack.Time.GetUtcNow() - SlackDriver.Now, TimeSpan.FromHours(12), TimeSpan.FromHours(20));
        await UntilKnownAsync(slack, "U0GUEST003", TimeSpan.FromMinutes(5));

        Assert.Equal(5, slack.Slack.Of("users.list").Count);
    }

    [Fact]
    public async Task A_workspace_of_more_than_ten_thousand_is_read_to_its_end()
    {
        await using var slack = new SlackDriver();
        var pages = 0;
        var known = slack.Slack.Answers;
        slack.Slack.Answers = call => call.Method is not "users.list" ? known(call)
            : ++pages <= 60 ? $$$"""{"ok":true,"members":[],"response_metadata":{"next_cursor":"page{{{pages}}}"}}"""
            : List("U0GUESTTWO");

        slack.Time.Advance(TimeSpan.FromHours(12));
        await UntilKnownAsync(slack, "U0GUESTTWO", TimeSpan.FromSeconds(1));

        Assert.True(pages > 60);
    }

    private static string List(string guest) => $$$"""{"ok":true,"members":[{"id":"{{{guest}}}","team_id":"T0EXAMPLE01","is_restricted":true}]}""";

    /// <summary>Another of the bot's hands reads the list, with pauses on the test's clock.</summary>
    private static async Task UntilKnownAsync(SlackDriver slack, string guest, TimeSpan step)
    {
        slack.Facts[guest] = Down;
        for (var i = 0; i < 2_000 && slack.Inbound.People.MembershipOf(new SlackUser(guest, null, null)) != Membership.Guest; i++)
        {
            slack.Time.Advance(step);
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }

        Assert.Equal(Membership.Guest, slack.Inbound.People.MembershipOf(new SlackUser(guest, null, null)));
    }
}
