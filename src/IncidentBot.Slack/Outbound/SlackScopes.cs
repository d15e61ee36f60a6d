namespace IncidentBot.Slack.Outbound;

/// <summary>What the app has to be allowed, and what each is for. The manifests ask for exactly these, and name the optional ones as such.</summary>
internal static class SlackScopes
{
    /// <summary>Without these the bot does not do what it promises.</summary>
    public static IReadOnlyList<(string Scope, string Why)> Needed { get; } =
    [
        ("app_mentions:read", "hear @IncidentBot"),
        ("channels:history", "find a message again whose answer was lost, read the message somebody reacts to, and see that people are at work in a room"),
        ("channels:join", "join the announcement channel, and come back into a room it was removed from"),
        ("channels:manage", "make rooms, invite people, set topics, archive rooms"),
        ("channels:read", "find the announcement channel by its name, and see which channels another organisation reads along in"),
        ("chat:write", "post and edit cards and messages, and write to one person"),
        ("commands", "hear /incident and shortcuts"),
        ("pins:write", "pin the card in the room"),
        ("reactions:read", "hear reactions"),
        ("users:read", "tell members from guests and outsiders, and know by whose clock they are reminded"),
    ];

    /// <summary>Without these something particular does not work.</summary>
    public static IReadOnlyList<(string Scope, string Why)> Optional { get; } =
    [
        ("bookmarks:read", "keep a link in the room only once"),
        ("bookmarks:write", "keep the links of Links:List at the top of a room"),
        ("groups:history", "find a lost message again in a private room, and see that people are at work there"),
        ("groups:read", "find a private announcement channel by its name, and hear what became of a private room"),
        ("groups:write", "make the rooms of private incidents"),
        ("usergroups:read", "see who is in a user group of People:P1List"),
    ];
}
