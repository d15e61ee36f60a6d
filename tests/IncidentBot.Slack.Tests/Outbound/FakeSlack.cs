using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using IncidentBot.Slack.Outbound;

namespace IncidentBot.Slack.Tests.Outbound;

/// <summary>
/// A workspace in memory behind the wire of the Web API: stateful, on the test's own clock, and as unreliable as a test wants it. What it
/// knows is what people would see; the end-to-end suite asks a program that is not ours.
/// </summary>
internal sealed class FakeSlack(TimeProvider time) : HttpMessageHandler
{
    public const string BotUser = "U0BOT";
    public const string Incidents = "C0INCIDENTS";

    private readonly List<(string Method, Func<HttpResponseMessage> Answer, bool After)> _faults = [];
    private int _next;

    public List<Channel> Channels { get; } = [new(Incidents, "incidents", 0)];

    /// <summary>Method and fields of every request, in order.</summary>
    public List<(string Method, Dictionary<string, string> Fields)> Calls { get; } = [];

    /// <summary>The Authorization header of each request.</summary>
    public List<string?> Tokens { get; } = [];

    /// <summary>Answers every call while it is set: Slack is down, or the token is dead.</summary>
    public Func<string, HttpResponseMessage?>? Weather { get; set; }

    public HashSet<string> MissingScopes { get; } = new(StringComparer.Ordinal);

    /// <summary>What the token may do, as Slack tells with every answer.</summary>
    public IReadOnlyList<string> Scopes { get; set; } = [.. SlackScopes.Needed.Concat(SlackScopes.Optional).Select(one => one.Scope)];

    /// <summary>Slack's own clock, where it differs from ours.</summary>
    public DateTimeOffset? Date { get; set; }

    public HashSet<string> Users { get; } = new(["U1", "U2"], StringComparer.Ordinal);

    /// <summary>Who is in each user group.</summary>
    public Dictionary<string, string[]> Groups { get; } = new(StringComparer.Ordinal);

    public Channel this[string name] => Channels.Single(channel => channel.Name == name);

    /// <summary>The next call of this method is answered so; with <paramref name="after"/> it was carried out and only the answer is this one.</summary>
    public void Fail(string method, Func<HttpResponseMessage> answer, bool after = false) => _faults.Add((method, answer, after));

    public static HttpResponseMessage Error(string error, params (string Name, JsonNode? Value)[] more)
    {
        var body = new JsonObject { ["ok"] = false, ["error"] = error };
        foreach (var (name, value) in more)
        {
            body[name] = value;
        }

        return Json(body);
    }

    public static HttpResponseMessage Limited(int? seconds)
    {
        var response = Json(new JsonObject { ["ok"] = false, ["error"] = "ratelimited" }, HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter = seconds is { } wait ? new RetryConditionHeaderValue(TimeSpan.FromSeconds(wait)) : null;
        return response;
    }

    public static HttpResponseMessage Raw(string body, HttpStatusCode status = HttpStatusCode.OK) => new(status) { Content = new StringContent(body) };

    public static HttpResponseMessage Lost() => throw new HttpRequestException(HttpRequestError.ResponseEnded, "the connection was lost");

    public static HttpResponseMessage Unreachable() => throw new HttpRequestException(HttpRequestError.ConnectionError, "nobody there");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var method = request.RequestUri!.Segments[^1];
        var form = HttpUtility.ParseQueryString(await request.Content!.ReadAsStringAsync(cancellationToken));
        var fields = form.AllKeys.ToDictionary(key => key!, key => form[key]!, StringComparer.Ordinal);
        Calls.Add((method, fields));
        Tokens.Add(request.Headers.Authorization?.ToString());
        if (Weather?.Invoke(method) is { } weather)
        {
            return weather;
        }

        var at = _faults.FindIndex(fault => fault.Method == method);
        if (at < 0)
        {
            return Do(method, fields);
        }

        var (_, answer, after) = _faults[at];
        _faults.RemoveAt(at);
        if (after)
        {
            Do(method, fields);
        }

        return answer();
    }

    private HttpResponseMessage Do(string method, Dictionary<string, string> fields)
    {
        if (MissingScopes.Contains(method))
        {
            return Error("missing_scope", ("needed", "some:scope"));
        }

        var channel = fields.TryGetValue("channel", out var id) || fields.TryGetValue("channel_id", out id) ? Channels.FirstOrDefault(channel => channel.Id == id) : null;
        if (channel is null && method == "chat.postMessage" && id!.StartsWith('U'))
        {
            Channels.Add(channel = new Channel($"D{id[1..]}", id, 0) { Member = true, Private = true });
        }

        return method switch
        {
            "auth.test" => Known(Fine(("team_id", "T1"), ("url", "https://acme.slack.com/"), ("user_id", BotUser), ("bot_id", "B1"))),
            "users.info" => Users.Contains(fields["user"]) ? Fine(("user", new JsonObject { ["id"] = fields["user"] })) : Error("user_not_found"),
            "usergroups.users.list" => Groups.TryGetValue(fields["usergroup"], out var members) ? Fine(("users", new JsonArray([.. members.Select(member => (JsonNode)member)]))) : Error("no_such_subteam"),
            "apps.connections.open" => Fine(("url", "wss://nowhere")),
            "conversations.list" => Fine(("channels", new JsonArray([.. Channels.Where(one => !one.Archived).Select(one => one.Json())]))),
            "conversations.create" => Create(fields["name"], fields["is_private"] == "true"),
            _ when channel is null => Error("channel_not_found"),
            "conversations.join" when channel.Private => Error("method_not_supported_for_channel_type"),
            "conversations.join" => Joined(channel),
            "conversations.info" => Fine(("channel", channel.Json())),
            "conversations.members" when !channel.Private || channel.Member => MembersOf(channel, fields.GetValueOrDefault("cursor", "")),
            _ when channel.Archived => Error("is_archived"),
            _ when !channel.Member => Error("not_in_channel"),
            "conversations.setTopic" => Topic(channel, fields["topic"]),
            "conversations.archive" => Archived(channel),
            "conversations.invite" => Invite(channel, fields["users"].Split(',')),
            "conversations.history" => Fine(("messages", new JsonArray([.. channel.Messages.Where(message => message.Thread is null).Reverse().Select(message => message.Json())]))),
            "conversations.replies" => Fine(("messages", new JsonArray([.. channel.Messages.Where(message => message.Thread == fields["ts"] || message.Ts == fields["ts"]).Select(message => message.Json())]))),
            "chat.postMessage" => Post(channel, fields),
            "chat.update" => Update(channel, fields),
            "bookmarks.list" => Fine(("bookmarks", new JsonArray([.. channel.Bookmarks.Select(link => new JsonObject { ["link"] = link })]))),
            "bookmarks.add" => Kept(channel, fields["link"]),
            "pins.add" => Pin(channel, fields["timestamp"]),
            _ => Error("unknown_method"),
        };
    }

    /// <summary>Page by page, and the first one is empty: Slack says that a page may be.</summary>
    private static HttpResponseMessage MembersOf(Channel channel, string cursor)
    {
        var page = cursor.Length == 0 ? -1 : int.Parse(cursor, System.Globalization.CultureInfo.InvariantCulture);
        var members = channel.Members.Order(StringComparer.Ordinal).Skip(Math.Max(page, 0)).Take(page < 0 ? 0 : 1).Select(member => (JsonNode)member).ToArray();
        return Fine(("members", new JsonArray(members)), ("response_metadata", new JsonObject { ["next_cursor"] = page + 1 < channel.Members.Count ? $"{page + 1}" : "" }));
    }

    private HttpResponseMessage Known(HttpResponseMessage response)
    {
        response.Headers.Add("x-oauth-scopes", string.Join(",", Scopes));
        response.Headers.Date = Date ?? time.GetUtcNow();
        return response;
    }

    private HttpResponseMessage Create(string name, bool isPrivate)
    {
        if (Channels.Exists(channel => channel.Name == name))
        {
            return Error("name_taken");
        }

        var made = new Channel($"C{++_next:0000000}", name, time.GetUtcNow().ToUnixTimeSeconds()) { Member = true, Private = isPrivate, Creator = BotUser };
        Channels.Add(made);
        return Fine(("channel", made.Json()));
    }

    private static HttpResponseMessage Joined(Channel channel)
    {
        channel.Member = true;
        return Fine();
    }

    private static HttpResponseMessage Archived(Channel channel)
    {
        channel.Archived = true;
        return Fine();
    }

    private static HttpResponseMessage Kept(Channel channel, string link)
    {
        channel.Bookmarks.Add(link);
        return Fine();
    }

    private static HttpResponseMessage Topic(Channel channel, string topic)
    {
        channel.Topic = topic;
        return Fine();
    }

    private static HttpResponseMessage Invite(Channel channel, IReadOnlyList<string> users)
    {
        var errors = users.Where(user => channel.Members.Contains(user) || user.StartsWith("U0GONE", StringComparison.Ordinal)).ToList();
        if (errors.Count > 0)
        {
            return Error("already_in_channel", ("errors", new JsonArray([.. errors.Select(user => new JsonObject { ["user"] = user, ["ok"] = false, ["error"] = channel.Members.Contains(user) ? "already_in_channel" : "user_not_found" })])));
        }

        channel.Members.UnionWith(users);
        return Fine();
    }

    private HttpResponseMessage Post(Channel channel, Dictionary<string, string> fields)
    {
        if (fields.TryGetValue("thread_ts", out var thread) && !channel.Messages.Exists(message => message.Ts == thread))
        {
            return Error("thread_not_found");
        }

        var message = new Message($"{time.GetUtcNow().ToUnixTimeSeconds()}.{++_next:000000}", thread) { Fields = fields };
        channel.Messages.Add(message);
        return Fine(("channel", channel.Id), ("ts", message.Ts));
    }

    private static HttpResponseMessage Update(Channel channel, Dictionary<string, string> fields)
    {
        if (channel.Messages.Find(message => message.Ts == fields["ts"]) is not { } message)
        {
            return Error("message_not_found");
        }

        message.Fields = new Dictionary<string, string>(fields, StringComparer.Ordinal) { ["metadata"] = fields.GetValueOrDefault("metadata", message.Fields.GetValueOrDefault("metadata", "{}")) };
        message.Edits++;
        return Fine(("ts", message.Ts));
    }

    private static HttpResponseMessage Pin(Channel channel, string ts) => channel.Pins.Add(ts) ? Fine() : Error("already_pinned");

    private static HttpResponseMessage Fine(params (string Name, JsonNode? Value)[] more)
    {
        var body = new JsonObject { ["ok"] = true };
        foreach (var (name, value) in more)
        {
            body[name] = value;
        }

        return Json(body);
    }

    private static HttpResponseMessage Json(JsonObject body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };

    internal sealed class Channel(string id, string name, long created)
    {
        public string Id => id;

        public string Name => name;

        public bool Member { get; set; }

        public bool Private { get; init; }

        public bool Archived { get; set; }

        /// <summary>What Slack says of sharing: <c>is_ext_shared</c>, <c>is_pending_ext_shared</c>, <c>is_org_shared</c>; null = nothing.</summary>
        public string? Shared { get; set; }

        public string Creator { get; init; } = "U0HUMAN";

        public string Topic { get; set; } = "";

        public HashSet<string> Members { get; } = new(StringComparer.Ordinal);

        public List<string> Bookmarks { get; } = [];

        public HashSet<string> Pins { get; } = new(StringComparer.Ordinal);

        public List<Message> Messages { get; } = [];

        public JsonObject Json() => new() { [Shared ?? "is_channel"] = true, ["id"] = id, ["name"] = name, ["creator"] = Creator, ["created"] = created, ["is_member"] = Member, ["is_private"] = Private, ["topic"] = new JsonObject { ["value"] = Topic } };
    }

    internal sealed class Message(string ts, string? thread)
    {
        public string Ts => ts;

        public string? Thread => thread;

        public Dictionary<string, string> Fields { get; set; } = [];

        public int Edits { get; set; }

        public string Text => Fields["text"];

        public JsonObject Json() => new()
        {
            ["ts"] = ts,
            ["user"] = BotUser,
            ["bot_id"] = "B1",
            ["metadata"] = Fields.TryGetValue("metadata", out var metadata) ? JsonNode.Parse(metadata) : null,
            ["blocks"] = Fields.TryGetValue("blocks", out var blocks) ? JsonNode.Parse(blocks) : null,
        };
    }
}
