using System.Security.Cryptography;
using System.Text;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Desk;

/// <summary>
/// Declares an incident at once. The same words of the same person within a minute are the same incident; the fence stream makes that hold
/// across instances too.
/// </summary>
internal sealed class Declaring(IStore store, IncidentWriter writer, DeskSettings settings, TimeProvider time)
{
    /// <summary>Product page, "Chat vocabulary": same person and text within 60 s = same incident.</summary>
    private static readonly TimeSpan SameWithin = TimeSpan.FromSeconds(60);

    /// <summary>What was declared this long ago may be the same incident in other words.</summary>
    private static readonly TimeSpan RecentWithin = TimeSpan.FromMinutes(30);

    private const int MostRecent = 5;

    public async Task<Answer> DeclareAsync(Inbound inbound, Reading.Declare declare, CancellationToken cancellationToken) =>
        await writer.UnderLockAsync([StreamId.Intake], () => AttemptAsync(inbound, declare, cancellationToken), cancellationToken) ?? Answers.Busy;

    private async Task<Answer?> AttemptAsync(Inbound inbound, Reading.Declare declare, CancellationToken cancellationToken)
    {
        if (await store.FindReplyAsync(inbound.Id, cancellationToken) is { } first)
        {
            return Answers.Repeated(first, inbound.Fingerprint);
        }

        var now = time.GetUtcNow();
        var intake = await store.LoadAsync(StreamId.Intake, cancellationToken) ?? History.Empty(StreamId.Intake);
        var words = Fingerprint(declare);
        if (SameDeclaration(intake, inbound.By, words, now) is { } same && await IsOpenAsync(same, cancellationToken))
        {
            return new Answer(
                AnswerKind.Shown,
                Visibility.OnlyYou,
                $"That is {same} already: you declared it less than a minute ago.",
                Hint: $"`status {same}` shows where it stands.",
                Incident: IncidentId.TryParse(same, out var known) ? known : null);
        }

        var id = await store.NextIncidentIdAsync(cancellationToken);
        var stream = StreamId.Of(id);
        var before = await BeforeAsync(declare, inbound.By, cancellationToken);
        declare = before is null ? declare : declare with { Title = Recurrence.Of(declare.Title)!.Value.Title };
        var title = Words.Cut(declare.Title.Length == 0 ? $"Untitled {declare.Severity}" : declare.Title, Words.TitleLength);
        var declared = new Declared(declare.Severity!.Value, title, declare.Drill, declare.Private, settings.Targets, settings.Procedures.For(declare.Severity.Value), RecurrenceOf: before);
        var events = Events(Incident.Begin(id, declared, inbound.By, now), declared, declare, inbound.By, now);
        var consequences = writer.Append(History.Empty(stream), null, events, inbound.By, now);
        var (told, times) = Spoken.Of(Told(consequences.After, titled: declare.Title.Length > 0));
        var reply = Answers.Bounded(told, stream, inbound.Fingerprint);
        var result = await writer.CommitAsync(new Change
        {
            Delivery = inbound.Id,
            Reply = reply,
            Appends = [consequences.Append, IncidentWriter.Fence(intake, inbound.By, now, new DeclarationSeen(id.ToString(), words))],
            Outbox = consequences.Outbox,
        });
        var answer = Answers.Of(result, reply, id);
        answer = answer is { Kind: AnswerKind.Done, Repeated: false } ? answer with { Times = times } : answer;
        return answer is { Kind: AnswerKind.Done, Repeated: false } && await RecentAsync(intake, consequences.After, now, cancellationToken) is { } recent
            ? answer with { Card = OfferMerge(consequences.After, recent) }
            : answer;
    }

    /// <summary>The incident that is back, if the title says so and this person may know of it; it has to be over.</summary>
    private async Task<string?> BeforeAsync(Reading.Declare declare, Actor by, CancellationToken cancellationToken) =>
        Recurrence.Of(declare.Title) is { } again
        && await store.LoadAsync(StreamId.Of(again.Before), cancellationToken) is { } history
        && writer.Fold(history) is { IsOpen: false } before
        && before.Drill == declare.Drill
        && (!before.Private || (declare.Private && Permissions.MaySee(by, before, settings.Roster)))
            ? again.Before.ToString()
            : null;

    /// <summary>Another open one of the last half hour: perhaps two people saw the same. It never blocks.</summary>
    private async Task<Incident?> RecentAsync(History intake, Incident declared, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var seen in intake.Events.Reverse().TakeWhile(entry => now - entry.At <= RecentWithin).Select(entry => entry.Event).OfType<DeclarationSeen>().Take(MostRecent))
        {
            if (await store.LoadAsync(new StreamId(seen.Incident), cancellationToken) is { } history
                && writer.Fold(history) is { IsOpen: true, Private: false } other
                && other.Drill == declared.Drill && !declared.Private)
            {
                return other;
            }
        }

        return null;
    }

    private static Card OfferMerge(Incident declared, Incident recent) => new("Is it the same?", $"{recent.Id} is open too: {Words.Cut(recent.Title, 80)}")
    {
        Blocks = [Block.Text.Of(new Span.Words($"{recent.Id} {recent.Severity} {recent.Title}, declared by {recent.DeclaredBy.Name} "), new Span.Moment(recent.DeclaredAt), new Span.Words(". If it is the same, one of them is enough."))],
        Buttons = [new Button($"Merge into {recent.Id}", $"merge {declared.Id} {recent.Id}", $"{declared.Id} goes on as {recent.Id}?")],
    };

    /// <summary>What ended meanwhile (cancelled as a slip, perhaps) takes no second declaration.</summary>
    private async Task<bool> IsOpenAsync(string incident, CancellationToken cancellationToken) =>
        await store.LoadAsync(new StreamId(incident), cancellationToken) is { } history && writer.Fold(history).IsOpen;

    private List<IEvent> Events(Incident begun, Declared declared, Reading.Declare declare, Actor by, DateTimeOffset now)
    {
        List<IEvent> events = [declared];
        if (declare.Title.Length > Words.TitleLength)
        {
            events.Add(new Noted(declare.Title));
        }

        // Who is on call and declares it is on it.
        if (settings.Roster.IsOnCall(by.Id) && begun.AwaitsAcknowledgement && begun.Ask(Trigger.Acknowledge, now).To is { } to)
        {
            events.AddRange(AcknowledgeVerb.First(begun, by, to, settings.Roster));
        }

        return events;
    }

    private string Told(Incident incident, bool titled)
    {
        var name = $"{incident.Id} declared{(incident.Drill ? " as a drill" : "")}: {incident.Severity} {incident.Title}.";
        name = incident.RecurrenceOf is { } before ? $"{name} It is linked to {before}." : name;
        var heading = titled ? name : $"{name} What is it about? `title {incident.Id} <text>`.";
        var room = settings.Targets.Count == 0 ? ""
            : !incident.HasOwnRoom ? " It is talked about in the thread of its card."
            : incident.Private ? " A private room is being opened for it and you are invited; if there can be none, you are told so directly, and so is everything else."
            : " Its room is being opened; you are invited.";
        if (!incident.AwaitsAcknowledgement)
        {
            return incident.CommanderName is { } commander ? $"{heading} {commander} is on call and takes command. In {incident.State} now.{room}" : $"{heading}{room}";
        }

        return $"{heading}{CallWords.Of(incident, settings.Roster, incident.DeclaredAt)}{room}";
    }

    /// <summary>What makes two declarations the same; bounded, and long titles still differ by their ends.</summary>
    private static string Fingerprint(Reading.Declare declare)
    {
        var words = $"{declare.Severity}{(declare.Drill ? " drill" : "")}{(declare.Private ? " private" : "")} {declare.Title.ToLowerInvariant()}";
        return words.Length <= 300 ? words : $"{Words.Cut(words, 200)} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(words)))}";
    }

    private static string? SameDeclaration(History intake, Actor by, string words, DateTimeOffset now) => intake.Events
        .Reverse()
        .TakeWhile(entry => now - entry.At <= SameWithin)
        .Where(entry => string.Equals(entry.By.Id, by.Id, StringComparison.Ordinal))
        .Select(entry => entry.Event)
        .OfType<DeclarationSeen>()
        .FirstOrDefault(seen => string.Equals(seen.Words, words, StringComparison.Ordinal))?.Incident;
}
