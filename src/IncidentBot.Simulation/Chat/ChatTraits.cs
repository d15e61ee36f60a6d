namespace IncidentBot.Simulation.Chat;

/// <summary>What a chat can do, because chats differ and the product must live with all of them.</summary>
/// <param name="CanTell">It can say whether an earlier request arrived (Slack can read back its history; Teams cannot).</param>
/// <param name="HasRooms">It can make a conversation for an incident; otherwise the room is a thread of the announcement channel.</param>
/// <param name="HasTopics">Conversations have a line above them, and messages can be pinned.</param>
/// <param name="PostsPerMinute">More posts than this into one conversation within a minute are answered 429.</param>
public sealed record ChatTraits(bool CanTell, bool HasRooms, bool HasTopics, int PostsPerMinute)
{
    public static ChatTraits SlackLike { get; } = new(CanTell: true, HasRooms: true, HasTopics: true, PostsPerMinute: 60);

    public static ChatTraits TeamsLike { get; } = new(CanTell: false, HasRooms: false, HasTopics: false, PostsPerMinute: 60);
}
