using System.Text.Json;

namespace IncidentBot.Slack.Outbound;

/// <summary>What came of a call, as data: whether it was done, surely was not, or nobody can tell.</summary>
internal abstract record SlackReply
{
    private SlackReply()
    {
    }

    /// <summary>Done.</summary>
    /// <param name="Scopes">What the token may do, where Slack says so.</param>
    public sealed record Fine(JsonElement Body, IReadOnlyList<string>? Scopes = null, DateTimeOffset? At = null) : SlackReply
    {
        public string? Text(params string[] path)
        {
            var at = Body;
            foreach (var name in path)
            {
                if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
                {
                    return null;
                }
            }

            return at.ValueKind == JsonValueKind.String ? at.GetString() : null;
        }

        public IEnumerable<JsonElement> Items(string name) =>
            Body.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : [];

        /// <summary>Null on the last page: a short page is not the last one.</summary>
        public string? NextCursor => Text("response_metadata", "next_cursor") is { Length: > 0 } cursor ? cursor : null;
    }

    /// <summary>Slack said no, in its own word for it.</summary>
    /// <param name="Error">As in Slack's lists: <c>not_in_channel</c>; words of our own begin with <c>http_</c>.</param>
    /// <param name="Needed">The scope that is missing.</param>
    /// <param name="Messages">Which argument is wrong and where; names no text of ours.</param>
    public sealed record Refused(string Error, string? Needed, IReadOnlyList<string> Messages, JsonElement Body) : SlackReply
    {
        public FailureClass Class => SlackErrors.ClassOf(Error);
    }

    /// <summary>Not done: too many of these calls. May be tried again at <paramref name="Until"/>.</summary>
    public sealed record Limited(DateTimeOffset Until) : SlackReply;

    /// <summary>Not done: the request surely did not reach Slack.</summary>
    public sealed record NotSent(string Why) : SlackReply;

    /// <summary>Nobody can tell: the answer was lost, broken, or a failure inside Slack.</summary>
    public sealed record Unclear(string Why) : SlackReply;
}
