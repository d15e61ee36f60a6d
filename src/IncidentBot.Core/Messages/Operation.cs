using System.Text.Json.Serialization;

namespace IncidentBot.Core.Messages;

/// <summary>A name that is known before the thing exists: the key of a document that will hold its reference.</summary>
/// <remarks><c>place/INC-7/room@slack</c>, <c>message/INC-7/card@slack</c>, or <c>#incidents@slack</c>, which the target resolves itself.</remarks>
public static class Keys
{
    public static string Room(Store.StreamId stream, string target) => $"place/{stream}/room@{target}";

    /// <summary>The room of what began in a thread and was raised; the thread keeps its own key.</summary>
    public static string RaisedRoom(Store.StreamId stream, string target) => $"place/{stream}/raised@{target}";

    public static string RoomCard(Store.StreamId stream, string target) => Message(stream, "room", target);

    public static string RaisedRoomCard(Store.StreamId stream, string target) => Message(stream, "raised", target);

    public static string Message(Store.StreamId stream, string name, string target) => $"message/{stream}/{name}@{target}";

    /// <summary>The announcement channel; the target's own configuration says which one it is.</summary>
    public static string Announcements(string target) => $"#incidents@{target}";

    /// <summary>Which stream a place belongs to.</summary>
    public static string Owner(PlaceRef place) => $"owner/{place.Target}/{place.Id}";

    /// <summary>Which stream a message speaks of: its card, or a page.</summary>
    public static string Owner(MessageRef message) => $"owner/{message.Target}/{message.Place}/{message.Id}";
}

/// <summary>A conversation in one chat, by that chat's own id.</summary>
public sealed record PlaceRef(string Target, string Id)
{
    public override string ToString() => $"{Target}:{Id}";
}

/// <summary>A message in one chat, by that chat's own id.</summary>
public sealed record MessageRef(string Target, string Place, string Id);

/// <summary>What an outside system is asked to do. Data only; every target performs the ones it can and answers Unsupported to the rest.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "do")]
[JsonDerivedType(typeof(Post), "post")]
[JsonDerivedType(typeof(Edit), "edit")]
[JsonDerivedType(typeof(OpenRoom), "openRoom")]
[JsonDerivedType(typeof(Invite), "invite")]
[JsonDerivedType(typeof(Topic), "topic")]
[JsonDerivedType(typeof(Whisper), "whisper")]
[JsonDerivedType(typeof(Pin), "pin")]
[JsonDerivedType(typeof(Archive), "archive")]
[JsonDerivedType(typeof(Bookmark), "bookmark")]
public abstract record Operation
{
    private Operation()
    {
    }

    /// <summary>A new message in <paramref name="Place"/>; its reference is kept under <paramref name="Key"/>.</summary>
    public sealed record Post(string Place, string? Key, Body Body) : Operation;

    /// <summary>The message kept under <paramref name="Key"/> shows <paramref name="Body"/> from now on. Idempotent.</summary>
    public sealed record Edit(string Key, Body Body) : Operation;

    /// <summary>The incident's own conversation, kept under <paramref name="Key"/>. Made once; an existing one of ours is adopted.</summary>
    /// <param name="ThreadOf">Key of the message whose thread it is; null = a conversation of its own.</param>
    /// <param name="ElseThreadOf">Key of the message whose thread it becomes where no conversation can be made.</param>
    /// <param name="From">Key of the thread that the incident leaves for it, and stays in when there will be no room.</param>
    public sealed record OpenRoom(string Key, string Name, string Purpose, bool Private, string? ThreadOf = null, string? ElseThreadOf = null, string? From = null) : Operation;

    /// <summary>People (roster or chat ids) are brought into the place. Idempotent.</summary>
    public sealed record Invite(string Place, IReadOnlyList<string> People) : Operation;

    /// <summary>The line above the conversation. Idempotent.</summary>
    public sealed record Topic(string Place, string Text) : Operation;

    /// <summary>For one person's eyes only: in their own conversation with the bot, which every chat has.</summary>
    /// <param name="Person">Of the roster or of the chat.</param>
    public sealed record Whisper(string Person, Body Body) : Operation;

    /// <summary>The message kept under <paramref name="Key"/> stays in reach at the top of its conversation. Idempotent.</summary>
    public sealed record Pin(string Key) : Operation;

    /// <summary>The conversation is over: it can be read and not written in. Idempotent.</summary>
    public sealed record Archive(string Place) : Operation;

    /// <summary>A page to open, kept in reach at the top of the conversation. Idempotent.</summary>
    public sealed record Bookmark(string Place, string Title, string Url) : Operation;

    /// <summary>True when doing it twice leaves the same result, so that an unclear first try is simply repeated.</summary>
    [JsonIgnore]
    public bool IsIdempotent => this is Edit or Invite or Topic or Pin or Archive or Bookmark;
}

/// <summary>What a message shows.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Fixed), "fixed")]
[JsonDerivedType(typeof(Live), "live")]
public abstract record Body
{
    private Body()
    {
    }

    /// <summary>What was true when it was decided.</summary>
    public sealed record Fixed(Card Card) : Body;

    /// <summary>A named view, drawn from the state at the moment of sending.</summary>
    public sealed record Live(string View) : Body;
}
