using System.Text.Json;
using IncidentBot.Core.Roster;

namespace IncidentBot.Slack.Outbound;

/// <summary>
/// User groups that the lists of the roster name: who is in them is asked at the start and then every while, so that a member counts as one
/// when they act. Slack's word is kept in <see cref="PeopleRoster.Members"/>.
/// </summary>
internal sealed class SlackGroups(SlackApi api, PeopleRoster roster, TimeProvider time)
{
    private const string Prefix = SlackModule.Name + "/";
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>The groups there are, each once.</summary>
    public static IEnumerable<Person> All(PeopleRoster roster) => roster.P1List.Where(person => person.IsGroup && person.Id.StartsWith(Prefix, StringComparison.Ordinal)).DistinctBy(person => person.Id, StringComparer.Ordinal);

    /// <summary>Ends only with the process; where there are no groups it only sleeps.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var known = true;
            foreach (var group in All(roster))
            {
                known &= await LookAsync(group.Id, cancellationToken) is SlackReply.Fine;
            }

            await Task.Delay(known ? FreshFor : Pause, time, cancellationToken);
        }
    }

    /// <summary>Asks Slack now; what it said before stays when it does not answer.</summary>
    public async Task<SlackReply> LookAsync(string group, CancellationToken cancellationToken)
    {
        var reply = await api.CallAsync(new SlackCall("usergroups.users.list").With("usergroup", group[Prefix.Length..]), cancellationToken);
        if (reply is SlackReply.Fine fine)
        {
            roster.Members.Learn(group, fine.Items("users").Where(user => user.ValueKind == JsonValueKind.String).Select(user => user.GetString()!).Select(user => roster.FindByChat(SlackModule.Name, user)?.Id ?? $"{Prefix}{user}"));
        }

        return reply;
    }
}
