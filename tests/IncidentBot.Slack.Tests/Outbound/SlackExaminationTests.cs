using IncidentBot.Core.Doctor;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Settings;
using IncidentBot.Slack.Outbound;
using IncidentBot.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace IncidentBot.Slack.Tests.Outbound;

/// <summary>What the doctor says of a workspace, and how to mend it.</summary>
public sealed class SlackExaminationTests
{
    private readonly FakeTimeProvider _time = new(Some.Noon);
    private readonly FakeSlack _slack;

    public SlackExaminationTests()
    {
        _slack = new FakeSlack(_time);
        _slack["incidents"].Member = true;
        _slack["incidents"].Members.UnionWith(["U1", "U2"]);
    }

    [Fact]
    public async Task A_workspace_in_order_is_good()
    {
        var findings = await LookAsync();

        Assert.All(findings.Where(finding => finding.Level != Level.Good), finding => Assert.Contains("lena", finding.What, StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.What == "Incidents are announced in #incidents.");
        Assert.Contains(findings, finding => finding.What == "Every scope that is needed is given.");
    }

    [Theory]
    [InlineData("invalid_auth", "Slack:BotToken")]
    [InlineData("missing_scope", "scopes of its manifest")]
    public async Task A_token_that_slack_refuses_is_the_only_finding(string error, string mend)
    {
        _slack.Weather = _ => FakeSlack.Error(error);

        Assert.Contains(mend, Assert.Single(await LookAsync()).Mend, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { "U1", "U2" }, Level.Good, "2 people are in @oncall of People:P1List.")]
    [InlineData(new string[0], Level.Warning, "Nobody is in @oncall of People:P1List: calling it reaches nobody.")]
    [InlineData(null, Level.Problem, "Who is in @oncall of People:P1List cannot be seen (no_such_subteam): they are called, but neither invited nor known.")]
    public async Task A_group_of_the_list_is_looked_into(string[]? members, Level level, string what)
    {
        var people = Some.People();
        people.P1List.Add("slack/S0ONCALL01 @oncall");
        if (members is not null)
        {
            _slack.Groups["S0ONCALL01"] = members;
        }

        var finding = Assert.Single(await LookAsync(roster: PeopleRoster.From(people)), one => one.What.Contains("@oncall", StringComparison.Ordinal));

        Assert.Equal((level, what), (finding.Level, finding.What));
    }

    [Fact]
    public async Task A_slack_that_cannot_be_reached_says_where_to_look()
    {
        _slack.Weather = _ => FakeSlack.Unreachable();

        var finding = Assert.Single(await LookAsync());
        Assert.Equal((Level.Problem, true), (finding.Level, finding.Mend!.Contains("Slack:ApiBaseUrl", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_needed_scope_that_is_missing_is_a_problem_and_an_optional_one_a_hint()
    {
        _slack.Scopes = [.. SlackScopes.Needed.Select(one => one.Scope).Where(scope => scope != "pins:write")];

        var findings = await LookAsync();

        Assert.Contains("the bot cannot pin the card", Assert.Single(findings, finding => finding.Level == Level.Problem).What, StringComparison.Ordinal);
        Assert.Equal(SlackScopes.Optional.Count - 2, findings.Count(finding => finding.What.Contains("groups:", StringComparison.Ordinal) && finding.Level == Level.Warning));
    }

    [Theory]
    [InlineData(30, SlackMode.Http, null)]
    [InlineData(90, SlackMode.Http, Level.Warning)]
    [InlineData(-400, SlackMode.Http, Level.Problem)]
    [InlineData(-400, SlackMode.Socket, Level.Warning)]
    public async Task A_clock_that_is_off_is_told_by_what_it_breaks(int seconds, SlackMode mode, Level? level)
    {
        _slack.Date = Some.Noon.AddSeconds(seconds);

        Assert.Equal(level, (await LookAsync(mode)).FirstOrDefault(finding => finding.What.Contains("clock", StringComparison.Ordinal))?.Level);
    }

    [Fact]
    public async Task The_announcement_channel_has_to_be_there_and_open_to_the_bot()
    {
        _slack.Channels.Clear();
        Assert.Contains(await LookAsync(), finding => finding.Level == Level.Problem && finding.What.Contains("There is no channel incidents", StringComparison.Ordinal));

        _slack.Channels.Add(new FakeSlack.Channel("C1", "incidents", 0) { Private = true });
        Assert.Contains(await LookAsync(), finding => finding.Mend == "Type in #incidents: /invite @IncidentBot");

        _slack.Channels.Clear();
        _slack.Channels.Add(new FakeSlack.Channel("C1", "incidents", 0));
        Assert.Contains(await LookAsync(), finding => finding is { Level: Level.Good } && finding.What.Contains("joins it with the first one", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_is_on_call_and_not_in_the_announcement_channel_is_named_with_how_to_invite_them()
    {
        Assert.Contains(await LookAsync(), finding => finding is { Level: Level.Good, What: "Everybody on call whom Slack knows is in #incidents." });

        _slack["incidents"].Members.Clear();
        _slack["incidents"].Members.UnionWith(["U0NEWCOMER", "U1", "U9"]);
        var finding = Assert.Single(await LookAsync(), one => one.What.Contains("not in #incidents", StringComparison.Ordinal));

        Assert.Equal((Level.Warning, "On call and not in #incidents, so that they do not see what is announced: ben."), (finding.Level, finding.What));
        Assert.Equal("Invite them: type in #incidents /invite and the @name of each.", finding.Mend);
    }

    [Fact]
    public async Task Members_that_could_not_be_read_to_the_end_accuse_nobody()
    {
        _slack.Fail("conversations.members", () => FakeSlack.Error("internal_error"));

        Assert.Contains(await LookAsync(), finding => finding is { Level: Level.Warning, What: "Whether everybody on call is in #incidents could not be found out." });
    }

    [Fact]
    public async Task An_announcement_channel_that_others_read_is_a_problem()
    {
        _slack["incidents"].Shared = "is_pending_ext_shared";

        Assert.Contains(await LookAsync(), finding => finding is { Level: Level.Problem, What: "#incidents is shared with another organisation: nothing is announced there." });
    }

    [Fact]
    public async Task Whoever_is_on_call_has_to_exist_in_slack()
    {
        _slack.Users.Remove("U2");

        var findings = await LookAsync();

        Assert.Contains(findings, finding => finding.Level == Level.Problem && finding.What == "ben is on call and has an id that nobody has in Slack.");
        Assert.Contains(findings, finding => finding.Level == Level.Warning && finding.What.StartsWith("lena is on call and Slack does not know", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Alone_the_doctor_tries_the_app_level_token_and_beside_a_server_it_does_not()
    {
        await LookAsync(SlackMode.Socket);
        Assert.DoesNotContain(_slack.Calls, call => call.Method == "apps.connections.open");

        _slack.Fail("apps.connections.open", () => FakeSlack.Error("invalid_auth"));
        Assert.Contains(await LookAsync(SlackMode.Socket, alone: true), finding => finding.Mend?.Contains("connections:write", StringComparison.Ordinal) == true);
        Assert.Equal("Bearer xapp-1", _slack.Tokens[_slack.Calls.FindIndex(call => call.Method == "apps.connections.open")]);
    }

    [Fact]
    public async Task Looking_changes_nothing()
    {
        await LookAsync(SlackMode.Socket, alone: true);

        Assert.All(_slack.Calls, call => Assert.Contains(call.Method, (string[])["auth.test", "conversations.list", "conversations.members", "users.info", "apps.connections.open"]));
    }

    private async Task<IReadOnlyList<Finding>> LookAsync(SlackMode mode = SlackMode.Http, bool alone = false, PeopleRoster? roster = null)
    {
        var options = new SlackOptions { Mode = mode, BotToken = new Secret("xoxb-1"), AppToken = new Secret("xapp-1") };
        using var api = new SlackApi(_slack, options, _time, NullLogger<SlackApi>.Instance);
        return await new SlackExamination(api, options, roster ?? PeopleRoster.From(Some.People()), _time).LookAsync(alone, default);
    }
}
