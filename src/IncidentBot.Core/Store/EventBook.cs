using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using IncidentBot.Core.Alerts;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Store;

/// <summary>
/// Every kind of event with the name and version it is stored under. A shape that changes gets a new version and an upcaster from the old
/// one, so that what was written once can always be read.
/// </summary>
public static class EventBook
{
    private static readonly EventKind[] All =
    [
        Kind("declared", EventJson.Default.Declared),
        Kind("renamed", EventJson.Default.Renamed),
        Kind("acknowledged", EventJson.Default.Acknowledged),
        Kind("joined", EventJson.Default.Joined),
        Kind("commander-named", EventJson.Default.CommanderNamed),
        Kind("step-entered", EventJson.Default.StepEntered),
        Kind("task-ticked", EventJson.Default.TaskTicked),
        Kind("task-unticked", EventJson.Default.TaskUnticked),
        Kind("noted", EventJson.Default.Noted),
        Kind("lesson-learnt", EventJson.Default.LessonLearnt),
        Kind("lesson-withdrawn", EventJson.Default.LessonWithdrawn),
        Kind("spoke", EventJson.Default.Spoke),
        Kind("mitigated", EventJson.Default.Mitigated),
        Kind("watch-completed", EventJson.Default.WatchCompleted),
        Kind("resolved", EventJson.Default.Resolved),
        Kind("reopened", EventJson.Default.Reopened),
        Kind("cancelled", EventJson.Default.Cancelled),
        Kind("closed", EventJson.Default.Closed),
        Kind("merged", EventJson.Default.Merged),
        Kind("merged-in", EventJson.Default.MergedIn),
        Kind("clock-at-risk", EventJson.Default.ClockAtRisk),
        Kind("clock-breached", EventJson.Default.ClockBreached),
        Kind("room-opened", EventJson.Default.RoomOpened),
        Kind("rooms-retired", EventJson.Default.RoomsRetired),
        Kind("delivery-failed", EventJson.Default.DeliveryFailed),
        Kind("glass-broken", EventJson.Default.GlassBroken),
        Kind("severity-changed", EventJson.Default.SeverityChanged),
        Kind("clock-paused", EventJson.Default.ClockPaused),
        Kind("clock-resumed", EventJson.Default.ClockResumed),
        Kind("escalated", EventJson.Default.Escalated),
        Kind("paged", EventJson.Default.Paged),
        Kind("declined", EventJson.Default.Declined),
        Kind("command-left", EventJson.Default.CommandLeft),
        Kind("command-claimed", EventJson.Default.CommandClaimed),
        Kind("claim-rejected", EventJson.Default.ClaimRejected),
        Kind("command-offered", EventJson.Default.CommandOffered),
        Kind("role-given", EventJson.Default.RoleGiven),
        Kind("commander-sought", EventJson.Default.CommanderSought),
        Kind("nagged", EventJson.Default.Nagged),
        Kind("snoozed", EventJson.Default.Snoozed),
        Kind("nags-stopped", EventJson.Default.NagsStopped),
        Kind("update-written", EventJson.Default.UpdateWritten),
        Kind("update-published", EventJson.Default.UpdatePublished),
        Kind("approval-sought", EventJson.Default.ApprovalSought),
        Kind("cause-named", EventJson.Default.CauseNamed),
        Kind("ticket-named", EventJson.Default.TicketNamed),
        Kind("impact-described", EventJson.Default.ImpactDescribed),
        Kind("component-rated", EventJson.Default.ComponentRated),
        Kind("task-skipped", EventJson.Default.TaskSkipped),
        Kind("write-up-owned", EventJson.Default.WriteUpOwned),
        Kind("post-mortem-moved", EventJson.Default.PostMortemMoved),
        Kind("action-added", EventJson.Default.ActionAdded),
        Kind("action-done", EventJson.Default.ActionDone),
        Kind("followed-up", EventJson.Default.FollowedUp),
        Kind("playbook-started", EventJson.Default.PlaybookStarted),
        Kind("declaration-seen", EventJson.Default.DeclarationSeen),
        Kind("alerts-arrived", EventJson.Default.AlertsArrived),
        Kind("alerts-counted", EventJson.Default.AlertsCounted),
        Kind("card-renewed", EventJson.Default.CardRenewed),
        Kind("room-wanted", EventJson.Default.RoomWanted),
        Kind("severity-confirmed", EventJson.Default.SeverityConfirmed),
        Kind("alert-unrelated", EventJson.Default.AlertUnrelated),
        Kind("alert-routed", EventJson.Default.AlertRouted),
        Kind("alerts-noted", EventJson.Default.AlertsNoted),
    ];

    private static readonly FrozenDictionary<Type, EventKind> ByType = All.ToFrozenDictionary(kind => kind.Type.Type);
    private static readonly FrozenDictionary<string, EventKind> ByName = All.ToFrozenDictionary(kind => kind.Name, StringComparer.Ordinal);

    public static IReadOnlyList<EventKind> Kinds => All;

    /// <exception cref="ArgumentException">The event is not in the book: a mistake in the program.</exception>
    public static EventKind KindOf(IEvent happened) =>
        ByType.TryGetValue(happened.GetType(), out var kind)
            ? kind
            : throw new ArgumentException($"{happened.GetType().Name} is not in the event book.", nameof(happened));

    /// <exception cref="UnknownEventException">No such kind, or a version this program does not know.</exception>
    public static EventKind KindOf(string name, int version) =>
        ByName.TryGetValue(name, out var kind) && version >= 1 && version <= kind.Version ? kind : throw new UnknownEventException(name, version);

    /// <exception cref="UnknownEventException">No such kind, or a version this program does not know.</exception>
    public static IEvent Read(string name, int version, JsonElement data) => KindOf(name, version).Read(version, data);

    internal static void Write(Utf8JsonWriter json, IEvent happened) => JsonSerializer.Serialize(json, happened, KindOf(happened).Type);

    private static EventKind Kind(string name, JsonTypeInfo type, int version = 1, params Upcaster[] upcasters) => new(name, version, type, upcasters);
}

/// <summary>One kind of event as it is stored. <paramref name="Upcasters"/>[0] turns version 1 into version 2, and so on.</summary>
public sealed record EventKind(string Name, int Version, JsonTypeInfo Type, IReadOnlyList<Upcaster> Upcasters)
{
    /// <exception cref="UnknownEventException">A version newer than this program knows.</exception>
    public IEvent Read(int version, JsonElement data)
    {
        if (version < 1 || version > Version)
        {
            throw new UnknownEventException(Name, version);
        }

        if (version == Version)
        {
            return (IEvent)data.Deserialize(Type)!;
        }

        var node = JsonObject.Create(data)!;
        for (var step = version; step < Version; step++)
        {
            node = Upcasters[step - 1](node);
        }

        return (IEvent)node.Deserialize(Type)!;
    }
}

/// <summary>Rewrites the stored shape of one version into the next.</summary>
public delegate JsonObject Upcaster(JsonObject older);

/// <summary>The data was written by a newer version of the program; reading on would lose what it says.</summary>
public sealed class UnknownEventException(string name, int version)
    : Exception($"The store holds an event '{name}' of version {version}, written by a newer version of IncidentBot. Start that version again, or restore a backup made before the upgrade.");

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Declared))]
[JsonSerializable(typeof(Renamed))]
[JsonSerializable(typeof(Acknowledged))]
[JsonSerializable(typeof(Joined))]
[JsonSerializable(typeof(CommanderNamed))]
[JsonSerializable(typeof(StepEntered))]
[JsonSerializable(typeof(TaskTicked))]
[JsonSerializable(typeof(TaskUnticked))]
[JsonSerializable(typeof(Noted))]
[JsonSerializable(typeof(LessonLearnt))]
[JsonSerializable(typeof(LessonWithdrawn))]
[JsonSerializable(typeof(Spoke))]
[JsonSerializable(typeof(Mitigated))]
[JsonSerializable(typeof(WatchCompleted))]
[JsonSerializable(typeof(Resolved))]
[JsonSerializable(typeof(Reopened))]
[JsonSerializable(typeof(Cancelled))]
[JsonSerializable(typeof(Closed))]
[JsonSerializable(typeof(Merged))]
[JsonSerializable(typeof(MergedIn))]
[JsonSerializable(typeof(ClockAtRisk))]
[JsonSerializable(typeof(ClockBreached))]
[JsonSerializable(typeof(RoomOpened))]
[JsonSerializable(typeof(RoomsRetired))]
[JsonSerializable(typeof(DeliveryFailed))]
[JsonSerializable(typeof(GlassBroken))]
[JsonSerializable(typeof(SeverityChanged))]
[JsonSerializable(typeof(ClockPaused))]
[JsonSerializable(typeof(ClockResumed))]
[JsonSerializable(typeof(Escalated))]
[JsonSerializable(typeof(Paged))]
[JsonSerializable(typeof(Declined))]
[JsonSerializable(typeof(CommandLeft))]
[JsonSerializable(typeof(CommandClaimed))]
[JsonSerializable(typeof(ClaimRejected))]
[JsonSerializable(typeof(CommandOffered))]
[JsonSerializable(typeof(RoleGiven))]
[JsonSerializable(typeof(CommanderSought))]
[JsonSerializable(typeof(Nagged))]
[JsonSerializable(typeof(Snoozed))]
[JsonSerializable(typeof(NagsStopped))]
[JsonSerializable(typeof(UpdateWritten))]
[JsonSerializable(typeof(UpdatePublished))]
[JsonSerializable(typeof(ApprovalSought))]
[JsonSerializable(typeof(CauseNamed))]
[JsonSerializable(typeof(TicketNamed))]
[JsonSerializable(typeof(ImpactDescribed))]
[JsonSerializable(typeof(ComponentRated))]
[JsonSerializable(typeof(TaskSkipped))]
[JsonSerializable(typeof(WriteUpOwned))]
[JsonSerializable(typeof(PostMortemMoved))]
[JsonSerializable(typeof(ActionAdded))]
[JsonSerializable(typeof(ActionDone))]
[JsonSerializable(typeof(FollowedUp))]
[JsonSerializable(typeof(PlaybookStarted))]
[JsonSerializable(typeof(DeclarationSeen))]
[JsonSerializable(typeof(AlertsArrived))]
[JsonSerializable(typeof(AlertsCounted))]
[JsonSerializable(typeof(CardRenewed))]
[JsonSerializable(typeof(RoomWanted))]
[JsonSerializable(typeof(SeverityConfirmed))]
[JsonSerializable(typeof(AlertUnrelated))]
[JsonSerializable(typeof(AlertRouted))]
[JsonSerializable(typeof(AlertsNoted))]
internal sealed partial class EventJson : JsonSerializerContext;
