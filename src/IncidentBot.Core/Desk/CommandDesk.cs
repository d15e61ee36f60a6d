using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;
using IncidentBot.Core.Timers;
using IncidentBot.Core.Verbs;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Core.Desk;

/// <summary>
/// Reads a request, finds what it is about, lets the verb decide, commits, answers. What it answers with is durable; a repeated delivery gets
/// its first answer.
/// </summary>
public sealed partial class CommandDesk(IStore store, IncidentWriter writer, DeskSettings settings, TimeProvider time, ILogger<CommandDesk> log)
    : ICommandDesk
{
    private readonly RecentAnswers _recent = new(time);
    private readonly Declaring _declaring = new(store, writer, settings, time);

    /// <inheritdoc/>
    public async ValueTask<Answer> HandleAsync(Inbound inbound, CancellationToken cancellationToken)
    {
        if (_recent.Find(inbound) is { } recent)
        {
            return recent;
        }

        if (await store.FindReplyAsync(inbound.Id, cancellationToken) is { } first)
        {
            return Answers.Repeated(first, inbound.Fingerprint);
        }

        switch (inbound.Input)
        {
            case Input.Submit submit:
                return await SubmitAsync(inbound, submit, cancellationToken);

            case Input.Reaction reaction:
                return await ReactAsync(inbound, reaction, cancellationToken);

            case Input.Talk:
                return await HearAsync(inbound, talk: true, cancellationToken);
        }

        // A name is what somebody typed into a profile: as untrusted as any other text.
        var asked = inbound;
        inbound = inbound with { By = ByOf(inbound) };
        var press = inbound.Input is Input.Press;
        var line = inbound.Input switch
        {
            Input.Line typed => typed.Text,
            Input.Press pressed => pressed.Text,
            _ => throw new ArgumentException($"The desk does not know the input {inbound.Input.GetType().Name}.", nameof(inbound)),
        };
        var reading = CommandLine.Read(line);
        var room = press ? null : await RoomOfAsync(inbound, cancellationToken);
        reading = LastId.WithoutThatOf(reading, room);
        using var scope = log.BeginScope(new Dictionary<string, object?>(StringComparer.Ordinal) { ["delivery"] = inbound.Id.Value, ["verb"] = NameOf(reading), ["incident"] = AboutOf(reading, room)?.ToString() });
        var answer = await AnswerAsync(inbound, reading, room, cancellationToken);

        // What is declared has its number only now.
        using var known = answer.Incident is { } about ? log.BeginScope(new Dictionary<string, object?>(StringComparer.Ordinal) { ["incident"] = about.ToString() }) : null;
        Log.Answered(log, answer.Kind);
        if (answer.Kind is not (AnswerKind.Shown or AnswerKind.Refused))
        {
            return answer;
        }

        // Whoever looks something up, or is told that it cannot be done, is there all the same; the answer waits for no entry that says so.
        _ = AlsoHearAsync(asked);
        return _recent.Remember(inbound, answer);
    }

    private async ValueTask<Answer> AnswerAsync(Inbound inbound, Reading reading, IncidentId? room, CancellationToken cancellationToken)
    {
        switch (reading)
        {
            case Reading.Declare declare when Allowed("declare", inbound, null) == Permission.Refused:
                return Answers.Refused(Refusals.NotAllowed("declare", null, settings.Roster, inbound.Membership));

            case Reading.Declare { Private: true } when inbound.SeenByOthers:
                return Answers.Refused(new Refusal("Nothing was recorded: a private incident cannot be declared where others read along.", "Please delete that message, and declare it where only you read along: `private p1 <what is wrong>`."));

            case Reading.Declare or Reading.Menu when inbound.ReadOutside:
                return Answers.Refused(Refusals.ReadOutside(inbound.SeenByOthers && reading is Reading.Declare));

            case Reading.Declare { Severity: null } declare:
                return Answers.AskSeverity(declare);

            case Reading.Declare { Title.Length: > Words.TextLength } declare:
                return Answers.TooLong(new Reading.TooLong(declare.Title.Length));

            case Reading.Call { Text.Length: > Words.TextLength } call:
                return Answers.TooLong(new Reading.TooLong(call.Text.Length));

            case Reading.Call { Incident: { } named } call when room is { } here && here != named && call.Verb is not (IncidentVerb { IsFreeText: true } or MergeVerb):
                return Answers.WhichOne(call, here, named);

            case Reading.Call { Incident: null } call when room is { } here && LastId.Of(call) is { Apart: true } last:
                return Answers.WhichOne(call with { Text = last.Words }, here, last.Id);

            case Reading.Call { Incident: { } first, Verb: IncidentVerb { IsFreeText: false } or LookVerb { NeedsIncident: true } } call when call.Verb is not MergeVerb && NamedIds.Of(call.Text).Where(id => id != first).ToList() is { Count: > 0 } others:
                return Answers.OneAtATime(call, [first, .. others]);

            case Reading.Declare declare:
                return await _declaring.DeclareAsync(inbound, declare, cancellationToken);

            case Reading.Call { Verb: LookVerb look } call:
                return await LookAsync(inbound, look, call, room, cancellationToken);

            case Reading.Call { Verb: IncidentVerb changing } call when changing.Looks(call.Text) is { } look:
                return await LookAsync(inbound, look, call, room, cancellationToken);

            case Reading.Call { Verb: IncidentVerb verb } call:
                return await ActAsync(inbound, verb, call, room, cancellationToken);

            case Reading.DidYouMean miss:
                return Answers.DidYouMean(miss);

            case Reading.NotYet known:
                return Answers.NotYet(known);

            case Reading.TooLong line:
                return Answers.TooLong(line);

            case Reading.Unknown unknown:
                return Answers.Refused(new Refusal($"I do not know '{Words.Cut(unknown.Word, 40)}'.", "`help` shows what can be typed; `p1 <what is wrong>` declares an incident."));

            default:
                return Answers.Menu();
        }
    }

    /// <summary>Inside a room the room always wins; before a free text, an id typed there belongs to the text.</summary>
    private static (StreamId? Stream, string Text) SubjectOf(Reading.Call call, IncidentId? room) => (room, call.Incident) switch
    {
        ({ } here, { } named) when here != named => (StreamId.Of(here), $"{named} {call.Text}".TrimEnd()),
        ({ } here, _) => (StreamId.Of(here), call.Text),
        (null, { } named) => (StreamId.Of(named), call.Text),
        _ => (null, call.Text),
    };

    /// <summary>The incident a line is about, as far as it can be told before looking.</summary>
    private static IncidentId? AboutOf(Reading reading, IncidentId? room) => reading is Reading.Call call ? room ?? call.Incident : null;

    private async ValueTask<Answer> LookAsync(Inbound inbound, LookVerb look, Reading.Call call, IncidentId? room, CancellationToken cancellationToken)
    {
        if (Allowed(look.Name, inbound, null) == Permission.Refused)
        {
            return Answers.Refused(Refusals.NotAllowed(look.Name, null, settings.Roster, inbound.Membership));
        }

        Incident? incident = null;
        History? history = null;
        if (look.NeedsIncident)
        {
            if ((room ?? call.Incident) is not { } id)
            {
                return await PickerAsync(inbound, call, cancellationToken);
            }

            history = await store.LoadAsync(StreamId.Of(id), cancellationToken);
            incident = history is null ? null : writer.Fold(history);
            if (incident is null || !MaySee(inbound, incident, room))
            {
                return Answers.Refused(Refusals.NoSuchIncident(id));
            }
        }

        return await look.LookAsync(new LookCall(inbound.By, incident, history, call.Text, store, writer.Fold, settings.Roster, settings.Procedures) { Now = time.GetUtcNow(), Membership = inbound.Membership, Handbook = settings.Handbook, Examine = settings.Examine }, cancellationToken);
    }

    private async ValueTask<Answer> ActAsync(Inbound inbound, IncidentVerb verb, Reading.Call call, IncidentId? room, CancellationToken cancellationToken)
    {
        var (subject, text) = SubjectOf(call, room);
        if (subject is not { } stream)
        {
            return await PickerAsync(inbound, call, cancellationToken);
        }

        // Both at once where a second incident changes too; in the order of the locks, whichever was named first.
        StreamId[] streams = verb.Other(text) is { } second && StreamId.Of(second) != stream ? [stream, StreamId.Of(second)] : [stream];
        return await writer.UnderLockAsync(streams, () => AttemptAsync(inbound, verb, stream, call with { Text = text }, room, cancellationToken), cancellationToken) ?? Answers.Busy;
    }

    /// <summary>One decision and its commit; null when another instance was faster.</summary>
    private async Task<Answer?> AttemptAsync(Inbound inbound, IncidentVerb verb, StreamId stream, Reading.Call call, IncidentId? room, CancellationToken cancellationToken)
    {
        // The same delivery may have been saved while this one waited for the lock.
        if (await store.FindReplyAsync(inbound.Id, cancellationToken) is { } first)
        {
            return Answers.Repeated(first, inbound.Fingerprint);
        }

        var history = await store.LoadAsync(stream, cancellationToken);
        var incident = history is null ? null : writer.Fold(history);
        if (incident is null || !MaySee(inbound, incident, room))
        {
            return Answers.Refused(Refusals.NoSuchIncident(stream.TryGetIncident(out var asked) ? asked : default));
        }

        var now = time.GetUtcNow();
        incident = TimerPlan.CatchUp(incident, now).Incident;
        var permission = Allowed(verb.PermissionFor(incident, call.Text), inbound, incident);
        if (permission == Permission.Refused)
        {
            return Answers.Refused(Refusals.NotAllowed(verb.Name, incident, settings.Roster, inbound.Membership), incident.Id);
        }

        if (incident.Version >= Incident.MaxEntries && !verb.LeadsToTheEnd)
        {
            return Answers.Refused(Refusals.Full(incident), incident.Id);
        }

        var other = verb.Other(call.Text) is { } second && second != incident.Id ? await store.LoadAsync(StreamId.Of(second), cancellationToken) : null;
        var decision = verb.Decide(incident, new VerbCall(inbound.By, call.Text, now, settings.Roster, settings.Procedures) { Handbook = settings.Handbook, Word = call.Word, Other = Other(other, inbound, now) });
        if (decision.Refusal is { } refusal)
        {
            return Answers.Refused(refusal, incident.Id);
        }

        if (permission == Permission.GrantedByBreakingGlass && !call.BreakGlass && !incident.HasBrokenGlass(inbound.By.Id))
        {
            return Answers.AskToBreakGlass(call, incident);
        }

        IReadOnlyList<IEvent> events = permission == Permission.GrantedByBreakingGlass ? [new GlassBroken(verb.Name), .. decision.Events] : decision.Events;
        var consequences = writer.Append(history!, writer.Fold(history!), events, inbound.By, now);
        List<Consequences> all = [consequences];
        if (decision.OtherEvents.Count > 0)
        {
            all.Add(writer.Append(other!, writer.Fold(other!), decision.OtherEvents, inbound.By, now));
        }

        var reply = Answers.Bounded(decision.Reply, stream, inbound.Fingerprint);
        var answer = Answers.Of(
            await writer.CommitAsync(new Change { Delivery = inbound.Id, Reply = reply, Appends = [.. all.Select(one => one.Append)], Outbox = [.. all.SelectMany(one => one.Outbox)] }),
            reply,
            incident.Id);
        return answer is { Kind: AnswerKind.Done } ? answer with { Card = decision.Card, Times = decision.Times } : answer;
    }

    private static Actor ByOf(Inbound inbound) => inbound.Membership == Membership.NotVerified ? inbound.By.Clean().NotVerified() : inbound.By.Clean();

    private Incident? Other(History? history, Inbound inbound, DateTimeOffset now) =>
        history is not null && writer.Fold(history) is var other && MaySee(inbound, other, room: null) ? TimerPlan.CatchUp(other, now).Incident : null;

    /// <summary>Whoever is in the room is in on it, unless the edge itself may not know.</summary>
    private bool MaySee(Inbound inbound, Incident incident, IncidentId? room) =>
        !incident.Private || (inbound.SeesPrivate && (room == incident.Id || Permissions.MaySee(inbound.By, incident, settings.Roster)));

    private Permission Allowed(string verb, Inbound inbound, Incident? incident) => Permissions.Of(verb, inbound.By, inbound.Membership, incident, settings.Roster, time.GetUtcNow());

    /// <summary>The incident whose room it is. The room of one that may not be known of is a conversation like any other.</summary>
    private async ValueTask<IncidentId?> RoomOfAsync(Inbound inbound, CancellationToken cancellationToken)
    {
        if (DocumentContent.Of(await store.FindAsync(Keys.Owner(inbound.Where), cancellationToken)) is not { Stream: { } owner } || !IncidentId.TryParse(owner, out var id))
        {
            return null;
        }

        return inbound.SeesPrivate || (await store.LoadAsync(StreamId.Of(id), cancellationToken))?.Events is not [{ Event: Declared { Private: true } }, ..] ? id : null;
    }

    private async ValueTask<Answer> PickerAsync(Inbound inbound, Reading.Call call, CancellationToken cancellationToken)
    {
        var last = LastId.Of(call);
        var named = last is not null && await store.LoadAsync(StreamId.Of(last.Id), cancellationToken) is { } history && writer.Fold(history) is var incident && MaySee(inbound, incident, room: null) ? incident : null;
        return last is not { Apart: true } ? Answers.Picker(call, await ListVerb.LiveAsync(store, writer.Fold, cancellationToken), named)
            : named is null ? Answers.Refused(Refusals.NoSuchIncident(last.Id))
            : Answers.DoYouMean(call, named, last.Words);
    }

    private static string NameOf(Reading reading) => reading switch
    {
        Reading.Call call => call.Verb.Name,
        Reading.Declare => "declare",
        _ => "none",
    };

    private static partial class Log
    {
        /// <summary>Which delivery, verb and incident stands in the scope.</summary>
        [LoggerMessage(1, LogLevel.Information, "Answered: {Kind}")]
        public static partial void Answered(ILogger logger, AnswerKind kind);

        [LoggerMessage(2, LogLevel.Warning, "That somebody was there could not be recorded; they have their answer")]
        public static partial void NotHeard(ILogger logger, Exception exception);
    }
}
