using IncidentBot.Core.Roster;
using IncidentBot.Slack.Outbound;

namespace IncidentBot.Slack.Inbound;

/// <summary>What a message says that somebody put a reaction on: the event names the message only.</summary>
internal sealed class MessageTexts(SlackApi api, SlackPeople people, PeopleRoster roster)
{
    /// <summary>What it says and who wrote it; <see cref="Said.Nothing"/> where the message is gone or has no words; null when Slack did not say.</summary>
    public async Task<Said?> ReadAsync(string channel, string ts, CancellationToken cancellationToken)
    {
        foreach (var call in new[]
        {
            new SlackCall("conversations.history").In(channel).With("latest", ts).With("oldest", ts).With("inclusive", true).With("limit", 1),

            // A message of a thread stands in no history.
            new SlackCall("conversations.replies").In(channel).With("ts", ts).With("limit", 1),
        })
        {
            switch (await api.CallAsync(call, cancellationToken))
            {
                case SlackReply.Fine fine:
                    if (fine.Items("messages").Where(message => string.Equals(message.Text("ts"), ts, StringComparison.Ordinal)).Select(Words).FirstOrDefault() is { } words)
                    {
                        return words;
                    }

                    break;

                // The bot is not there, or may not look: trying again changes nothing.
                case SlackReply.Refused:
                    break;

                default:
                    return null;
            }
        }

        return Said.Nothing;
    }

    private Said Words(System.Text.Json.JsonElement message)
    {
        var text = SlackText.Read(MessageWords.Of(message), roster);
        var author = SlackUser.Of(message.Text("user"), null, message.Text("username")) is { } user ? people.ActorOf(user).Name : null;
        return text.Length == 0 ? Said.Nothing : new Said(text, author, SlackIds.Ts(message.Text("thread_ts")));
    }

    /// <summary>Somebody's words. The name belongs into the timeline; not into what goes outside, and not into what is to be done.</summary>
    /// <param name="Thread">It stands in one; the message that begins it counts.</param>
    public sealed record Said(string Text, string? Author, string? Thread = null)
    {
        public static Said Nothing { get; } = new("", null);

        /// <summary>"Bob: we see timeouts".</summary>
        public string WithAuthor => Author is null ? Text : $"{Author}: {Text}";
    }
}
