using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;
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
        if (_recent.Find(inbound.Id) is { } recent)
        {
            return recent with { Repeated = true };
        }

        if (await store.FindReplyAsync(inbound.Id, cancellationToken) is { } first)
        {
            return Answers.Repeated(first);
        }

        // A name is what somebody typed into a profile: as untrusted as any other text.
        inbound = inbound with { By = inbound.By with { Name = Words.Cut(Words.Clean(inbound.By.Name), Words.NameLength) } };
        var press = inbound.Input is Input.Press;
        var line = inbound.Input switch
        {
            Input.Line typed => typed.Text,
            Input.Press pressed => pressed.Text,
            _ => throw new ArgumentException($"The desk does not know the input {inbound.Input.GetType().Name}.", nameof(inbound)),
        };
        var reading = CommandLine.Read(line);
        var room = press ? null : await OwnerOfAsync(inbound.Where, cancellationToken);
        var answer = await AnswerAsync(inbound, reading, room, cancellationToken);
        Log.Answered(log, inbound.Id, NameOf(reading), answer.Incident?.ToString(), answer.Kind);
        return answer.Kind is AnswerKind.Shown or AnswerKind.Refused ? _recent.Remember(inbound.Id, answer) : answer;
    }

    private async ValueTask<Answer> AnswerAsync(Inbound inbound, Reading reading, IncidentId? room, CancellationToken cancellationToken)
    {
        using var scope = log.BeginScope(new Dictionary<string, object?>(StringComparer.Ordinal) { ["delivery"] = inbound.Id.Value, ["verb"] = NameOf(reading) });
        switch (reading)
        {
            case Reading.Declare declare when Allowed("declare", inbound, null) == Permission.Refused:
                return Answers.Refused(Refusals.NotAllowed("declare", null, settings.Roster));

            case Reading.Declare { Private: true } when inbound.SeenByOthers:
                return Answers.Refused(new Refusal("Nothing was recorded: a private incident cannot be declared where others read along.", "Please delete that message and declare it in a personal chat with me."));

            case Reading.Declare { Severity: null } declare:
                return Answers.AskSeverity(declare);

            case Reading.Declare declare:
                return await _declaring.DeclareAsync(inbound, declare, cancellationToken);

            case Reading.Call { Verb: LookVerb look } call:
                return await LookAsync(inbound, look, call, room, cancellationToken);

            case Reading.Call { Verb: IncidentVerb verb } call:
                return await ActAsync(inbound, verb, call, room, cancellationToken);

            case Reading.DidYouMean miss:
                return Answers.DidYouMean(miss);

            case Reading.Unknown unknown:
                return Answers.Refused(new Refusal($"I do not know '{Words.Cut(unknown.Word, 40)}'.", "`help` shows what can be typed; `p1 <what is wrong>` declares an incident."));

            default:
                return Answers.Menu();
        }
    }

    /// <summary>Inside a room the room always wins, and an id typed there belongs to the text.</summary>
    private static (StreamId? Stream, string Text) SubjectOf(Reading.Call call, IncidentId? room) => (room, call.Incident) switch
    {
        ({ } here, { } named) when here != named => (StreamId.Of(here), $"{named} {call.Text}".TrimEnd()),
        ({ } here, _) => (StreamId.Of(here), call.Text),
        (null, { } named) => (StreamId.Of(named), call.Text),
        _ => (null, call.Text),
    };

    private async ValueTask<Answer> LookAsync(Inbound inbound, LookVerb look, Reading.Call call, IncidentId? room, CancellationToken cancellationToken)
    {
        Incident? incident = null;
        History? history = null;
        if (look.NeedsIncident)
        {
            // A look changes nothing, so naming another incident inside a room is taken at its word.
            if ((call.Incident ?? room) is not { } id)
            {
                return await PickerAsync(call, cancellationToken);
            }

            history = await store.LoadAsync(StreamId.Of(id), cancellationToken);
            incident = history is null ? null : writer.Fold(history);
            if (incident is null || !MaySee(inbound, incident, room))
            {
                return Answers.Refused(Refusals.NoSuchIncident(id));
            }
        }

        return await look.LookAsync(new LookCall(incident, history, call.Text, store, writer.Fold), cancellationToken);
    }

    private async ValueTask<Answer> ActAsync(Inbound inbound, IncidentVerb verb, Reading.Call call, IncidentId? room, CancellationToken cancellationToken)
    {
        var (subject, text) = SubjectOf(call, room);
        if (subject is not { } stream)
        {
            return await PickerAsync(call, cancellationToken);
        }

        return await writer.UnderLockAsync([stream], () => AttemptAsync(inbound, verb, stream, text, room, cancellationToken), cancellationToken) ?? Answers.Busy;
    }

    /// <summary>One decision and its commit; null when another instance was faster.</summary>
    private async Task<Answer?> AttemptAsync(Inbound inbound, IncidentVerb verb, StreamId stream, string text, IncidentId? room, CancellationToken cancellationToken)
    {
        // The same delivery may have been saved while this one waited for the lock.
        if (await store.FindReplyAsync(inbound.Id, cancellationToken) is { } first)
        {
            return Answers.Repeated(first);
        }

        var history = await store.LoadAsync(stream, cancellationToken);
        var incident = history is null ? null : writer.Fold(history);
        if (incident is null || !MaySee(inbound, incident, room))
        {
            return Answers.Refused(Refusals.NoSuchIncident(stream.TryGetIncident(out var asked) ? asked : default));
        }

        var now = time.GetUtcNow();
        var permission = Allowed(verb.Name, inbound, incident);
        if (permission == Permission.Refused)
        {
            return Answers.Refused(Refusals.NotAllowed(verb.Name, incident, settings.Roster), incident.Id);
        }

        var decision = verb.Decide(incident, new VerbCall(inbound.By, text, now, settings.Roster));
        if (decision.Refusal is { } refusal)
        {
            return Answers.Refused(refusal, incident.Id);
        }

        IReadOnlyList<IEvent> events = permission == Permission.GrantedByBreakingGlass ? [new GlassBroken(verb.Name), .. decision.Events] : decision.Events;
        var consequences = writer.Append(history!, incident, events, inbound.By, now);
        var reply = Answers.Bounded(decision.Reply, stream);
        return Answers.Of(
            await writer.CommitAsync(new Change { Delivery = inbound.Id, Reply = reply, Appends = [consequences.Append], Outbox = consequences.Outbox }),
            reply,
            incident.Id);
    }

    /// <summary>Whoever is in the room is in on it.</summary>
    private bool MaySee(Inbound inbound, Incident incident, IncidentId? room) => room == incident.Id || Permissions.MaySee(inbound.By, incident, settings.Roster);

    private Permission Allowed(string verb, Inbound inbound, Incident? incident) =>
        Permissions.Check(verb, Permissions.StandingOf(inbound.By, inbound.Membership, incident, settings.Roster), incident, time.GetUtcNow());

    private async ValueTask<IncidentId?> OwnerOfAsync(PlaceRef place, CancellationToken cancellationToken) =>
        DocumentContent.Of(await store.FindAsync(Keys.Owner(place), cancellationToken)) is { Stream: { } owner } && IncidentId.TryParse(owner, out var id) ? id : null;

    private async ValueTask<Answer> PickerAsync(Reading.Call call, CancellationToken cancellationToken) =>
        Answers.Picker(call, await ListVerb.OpenAsync(store, writer.Fold, cancellationToken));

    private static string NameOf(Reading reading) => reading switch
    {
        Reading.Call call => call.Verb.Name,
        Reading.Declare => "declare",
        _ => "none",
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Answered {Delivery}: {Verb} {Incident} → {Kind}")]
        public static partial void Answered(ILogger logger, DeliveryId delivery, string verb, string? incident, AnswerKind kind);
    }
}
