using System.Text.Json;
using IncidentBot.Core.Doctor;
using IncidentBot.Core.Roster;

namespace IncidentBot.Slack.Outbound;

/// <summary>What the doctor finds in the workspace: token, scopes, channel, clock, people on call. Reads only.</summary>
internal sealed class SlackExamination(SlackApi api, SlackOptions options, PeopleRoster roster, TimeProvider time)
{
    private const string Area = "slack";

    /// <summary>Slack refuses signatures that are older; a socket does not care.</summary>
    private static readonly TimeSpan SignaturesLive = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Noticeable = TimeSpan.FromMinutes(1);

    /// <param name="alone">No server runs, so that nobody else has tried the app-level token.</param>
    public async Task<IReadOnlyList<Finding>> LookAsync(bool alone, CancellationToken cancellationToken)
    {
        var reply = await api.CallAsync(new SlackCall("auth.test"), cancellationToken);
        if (reply is not SlackReply.Fine who)
        {
            return [Silent(reply)];
        }

        return
        [
            Finding.Good(Area, $"The bot is {who.Text("user") ?? who.Text("user_id")} in {who.Text("team") ?? who.Text("team_id")}."),
            .. Scopes(who.Scopes),
            .. Clock(who.At),
            .. await ChannelAsync(cancellationToken),
            .. alone && options.Mode == SlackMode.Socket ? [await SocketAsync(cancellationToken)] : Array.Empty<Finding>(),
            .. await PeopleAsync(cancellationToken),
        ];
    }

    private static Finding Silent(SlackReply reply) => reply switch
    {
        SlackReply.Refused { Class: FailureClass.Credentials } refused => Finding.Problem(Area, $"Slack refuses the bot token ({refused.Error}).", "Copy the Bot User OAuth Token (xoxb-…) from the app's page OAuth & Permissions into Slack:BotToken; install the app again if it was removed."),
        SlackReply.Refused refused => Finding.Problem(Area, $"Slack answers {refused.Error}.", Verdict.Mend(refused)),
        SlackReply.Limited => Finding.Warning(Area, "Slack asks for patience; nothing could be looked at.", "Ask the doctor again in a minute."),
        SlackReply.NotSent lost => Finding.Problem(Area, lost.Why, "Let this machine out to https of slack.com, and look at Slack:ApiBaseUrl; messages wait meanwhile."),
        SlackReply.Unclear unclear => Finding.Problem(Area, unclear.Why, "Look at status.slack.com and Slack:ApiBaseUrl; messages wait meanwhile."),
        _ => Finding.Problem(Area, "Slack does not answer.", "Look at status.slack.com."),
    };

    /// <param name="granted">Null where Slack does not say.</param>
    private static IEnumerable<Finding> Scopes(IReadOnlyList<string>? granted)
    {
        if (granted is null)
        {
            yield return Finding.Warning(Area, "Which scopes the token has, Slack did not say.", "Compare the app's page OAuth & Permissions with the manifest.");
            yield break;
        }

        var needed = SlackScopes.Needed.Where(one => !granted.Contains(one.Scope, StringComparer.Ordinal)).ToList();
        foreach (var (scope, why) in needed)
        {
            yield return Finding.Problem(Area, $"The scope {scope} is missing: the bot cannot {why}.", "Add it on the app's page OAuth & Permissions, then install the app again.");
        }

        foreach (var (scope, why) in SlackScopes.Optional.Where(one => !granted.Contains(one.Scope, StringComparer.Ordinal)))
        {
            yield return Finding.Warning(Area, $"The scope {scope} is not given: the bot cannot {why}.", "Add it on the app's page OAuth & Permissions if you want that, then install the app again.");
        }

        if (needed.Count == 0)
        {
            yield return Finding.Good(Area, "Every scope that is needed is given.");
        }
    }

    private IEnumerable<Finding> Clock(DateTimeOffset? theirs)
    {
        if (theirs is not { } at || (time.GetUtcNow() - at).Duration() is var off && off < Noticeable)
        {
            yield break;
        }

        var what = $"This machine's clock and Slack's are {off.TotalSeconds:0} seconds apart.";
        const string mend = "Set the clock, or let chrony or systemd-timesyncd do it.";
        yield return off >= SignaturesLive && options.Mode == SlackMode.Http
            ? Finding.Problem(Area, $"{what} Requests from Slack are refused as too old.", mend)
            : Finding.Warning(Area, what, mend);
    }

    private async Task<IReadOnlyList<Finding>> ChannelAsync(CancellationToken cancellationToken)
    {
        var name = options.AnnouncementChannel.TrimStart('#');
        var (found, trouble) = await ChannelList.FindAsync(api, channel => ChannelList.Text(channel, "name") == name || ChannelList.Text(channel, "id") == name, cancellationToken);
        if (found is not { } channel)
        {
            return
            [
                trouble is null
                ? Finding.Problem(Area, $"There is no channel {options.AnnouncementChannel} that the bot can see.", "Make it, or correct Slack:AnnouncementChannel; into a private one invite the bot: /invite @IncidentBot")
                : Finding.Problem(Area, $"The announcement channel could not be looked for ({(trouble as SlackReply.Refused)?.Error ?? "no answer"}).", trouble is SlackReply.Refused refused ? Verdict.Mend(refused) : "Ask the doctor again in a minute."),
            ];
        }

        var shown = $"#{ChannelList.Text(channel, "name")}";
        if (Is(channel, "is_private") && !Is(channel, "is_member"))
        {
            return [Finding.Problem(Area, $"The bot is not in {shown}, which is private.", $"Type in {shown}: /invite @IncidentBot")];
        }

        return
        [
            Is(channel, "is_ext_shared") || Is(channel, "is_pending_ext_shared") ? Finding.Problem(Area, $"{shown} is shared with another organisation: nothing is announced there.", SharedChannels.Mend)
            : Is(channel, "is_member") ? Finding.Good(Area, $"Incidents are announced in {shown}.")
            : Finding.Good(Area, $"Incidents are announced in {shown}; the bot joins it with the first one."),
            .. await ReadersAsync(ChannelList.Text(channel, "id")!, shown, cancellationToken),
        ];
    }

    /// <summary>Whoever is on call should see what is announced; a page reaches them anyway. Whom Slack does not know, or knows as gone, has a line of their own.</summary>
    private async Task<IEnumerable<Finding>> ReadersAsync(string channel, string shown, CancellationToken cancellationToken)
    {
        var people = OnCall.Select(person => (person.Id, User: SlackUsers.Of(roster, person.Id))).Where(person => person.User is not null).ToList();
        if (people.Count == 0)
        {
            return [];
        }

        var users = people.Select(person => person.User!);
        return await ChannelMembers.MissingAsync(api, channel, users, cancellationToken) switch
        {
            null => [Finding.Warning(Area, $"Whether everybody on call is in {shown} could not be found out.", "Ask the doctor again in a minute.")],
            [] => [Finding.Good(Area, $"Everybody on call whom Slack knows is in {shown}.")],
            var missing => [Finding.Warning(Area, $"On call and not in {shown}, so that they do not see what is announced: {string.Join(", ", people.Where(person => missing.Contains(person.User!)).Select(person => person.Id))}.", $"Invite them: type in {shown} /invite and the @name of each.")],
        };
    }

    private IEnumerable<Person> OnCall => new[] { roster.Primary, roster.Secondary, roster.Lead }.OfType<Person>().DistinctBy(person => person.Id, StringComparer.Ordinal);

    /// <summary>The address it yields is thrown away; nothing is opened.</summary>
    private async Task<Finding> SocketAsync(CancellationToken cancellationToken) =>
        await api.CallAsync(new SlackCall("apps.connections.open") { Token = options.AppToken }, cancellationToken) switch
        {
            SlackReply.Fine => Finding.Good(Area, "The app-level token opens sockets."),
            SlackReply.Refused refused => Finding.Problem(Area, $"The app-level token opens no socket ({refused.Error}).", "Make one on the app's page Basic Information, App-Level Tokens, with the scope connections:write, and switch Socket Mode on."),
            _ => Finding.Warning(Area, "Whether the app-level token works could not be found out.", "Ask the doctor again in a minute."),
        };

    private async Task<IReadOnlyList<Finding>> PeopleAsync(CancellationToken cancellationToken)
    {
        List<Finding> findings = [];
        foreach (var person in OnCall)
        {
            if (SlackUsers.Of(roster, person.Id) is not { } user)
            {
                findings.Add(Finding.Warning(Area, $"{person.Id} is on call and Slack does not know who that is: they cannot be called there.", "Set Chats:slack for that person in People:List to their member id (their profile, Copy member ID)."));
            }
            else if (await api.CallAsync(new SlackCall("users.info").With("user", user), cancellationToken) is { } reply && Gone(reply) is { } why)
            {
                findings.Add(Finding.Problem(Area, $"{person.Id} is on call and {why} in Slack.", "Correct Chats:slack for that person in People:List, or put somebody else on call."));
            }
        }

        foreach (var group in SlackGroups.All(roster))
        {
            findings.Add(await new SlackGroups(api, roster, time).LookAsync(group.Id, cancellationToken) switch
            {
                SlackReply.Fine when roster.Members.Of(group.Id) is { Count: > 0 } members => Finding.Good(Area, $"{members.Count} people are in {group.Name} of People:P1List."),
                SlackReply.Fine => Finding.Warning(Area, $"Nobody is in {group.Name} of People:P1List: calling it reaches nobody.", "Put people into the user group in Slack, or name them in People:P1List."),
                SlackReply.Refused refused => Finding.Problem(Area, $"Who is in {group.Name} of People:P1List cannot be seen ({refused.Error}): they are called, but neither invited nor known.", refused.Error is "no_such_subteam" or "subteam_not_found" ? "Correct the id of the group in People:P1List." : Verdict.Mend(refused)),
                _ => Finding.Warning(Area, $"Who is in {group.Name} of People:P1List could not be found out.", "Ask the doctor again in a minute."),
            });
        }

        return findings;
    }

    private static string? Gone(SlackReply reply) => reply switch
    {
        SlackReply.Refused { Error: "user_not_found" or "users_not_found" or "user_not_visible" } => "has an id that nobody has",
        SlackReply.Fine fine when fine.Body.TryGetProperty("user", out var user) && Is(user, "deleted") => "is deactivated",
        SlackReply.Fine fine when fine.Body.TryGetProperty("user", out var user) && Is(user, "is_bot") => "is a bot",
        _ => null,
    };

    private static bool Is(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
