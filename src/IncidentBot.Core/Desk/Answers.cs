using System.Text;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Desk;

/// <summary>The shapes that the desk answers in.</summary>
internal static class Answers
{
    private static readonly Severity[] Offered = [Severity.P1, Severity.P2, Severity.P3];

    public static Answer Busy { get; } = new(AnswerKind.NotSaved, Visibility.OnlyYou, "Too much is happening at once; nothing was saved.", Hint: "Please try again.");

    /// <summary>The first answer; or that it was the answer to something else.</summary>
    /// <param name="fingerprint">Of the request at hand.</param>
    public static Answer Repeated(Reply reply, string? fingerprint) => IsOther(reply.Fingerprint, fingerprint)
        ? IdReused
        : new(AnswerKind.Done, Visibility.OnlyYou, reply.Text, Incident: IncidentId.TryParse(reply.Stream, out var id) ? id : null, Repeated: true);

    public static Answer IdReused { get; } = new(
        AnswerKind.IdReused, Visibility.OnlyYou, "This key was used for another request; nothing was done.", Hint: "Send every request with a key of its own; only a retry of the same request takes the same key.");

    /// <summary>Where one of them has none, nobody can tell, and a repetition is by far the likelier.</summary>
    public static bool IsOther(string? first, string? now) => first is not null && now is not null && !string.Equals(first, now, StringComparison.Ordinal);

    public static Answer Refused(Refusal refusal, IncidentId? incident = null) =>
        new(AnswerKind.Refused, Visibility.OnlyYou, refusal.Sentence, refusal.Choices, refusal.Hint, incident) { Times = refusal.Times };

    /// <summary>Null for a conflict: decide again.</summary>
    public static Answer? Of(CommitResult result, Reply reply, IncidentId incident) => result switch
    {
        CommitResult.Saved => new Answer(AnswerKind.Done, Visibility.OnlyYou, reply.Text, Incident: incident),
        CommitResult.Repeated repeated => Repeated(repeated.Reply, reply.Fingerprint),
        CommitResult.NotSaved not => new Answer(AnswerKind.NotSaved, Visibility.OnlyYou, not.Reason, Hint: "Nothing was changed. Please try again."),
        _ => null,
    };

    /// <summary>A reply is kept for repeated deliveries, so it has a bound.</summary>
    /// <param name="fingerprint">Of the request that is answered.</param>
    public static Reply Bounded(string text, StreamId stream, string? fingerprint)
    {
        var cut = text;
        while (Encoding.UTF8.GetByteCount(cut) > Reply.MaxBytes)
        {
            cut = Words.Cut(cut, Math.Min(cut.Length - 1, Reply.MaxBytes));
        }

        return new Reply(cut, stream.Value, fingerprint);
    }

    public static Answer AskSeverity(Reading.Declare declare)
    {
        var before = declare.Drill ? "test " : declare.Private ? "private " : "";
        return new Answer(
            AnswerKind.Refused,
            Visibility.OnlyYou,
            declare.Title.Length == 0 ? "How bad is it?" : $"How bad is it: {Words.Cut(declare.Title, Words.TitleLength)}",
            new Card("How bad is it?", "Choose a severity")
            {
                Blocks = declare.Title.Length == 0 ? [] : [Block.Text.Of(Words.Cut(declare.Title, Words.TitleLength))],
                Buttons = [.. Offered.Select(severity => new Button($"{severity}", $"{before}{severity.ToString().ToLowerInvariant()} {declare.Title}".TrimEnd()))],
            },
            $"Nothing is declared yet. `{before}p1 <title>`: critical, `{before}p2 <title>`: degraded, `{before}p3 <title>`: minor.");
    }

    public static Answer DidYouMean(Reading.DidYouMean miss) => new(
        AnswerKind.Refused,
        Visibility.OnlyYou,
        $"I do not know '{Words.Cut(miss.Word, 40)}'. Did you mean `{Words.Cut(miss.Line, 200)}`?",
        new Card("Did you mean this?", "Did you mean this?")
        {
            Buttons = [new Button(Words.Cut(miss.Line, 70), miss.Line), .. miss.Title is { } title ? Offered.Select(severity => new Button($"Declare a {severity}", $"{severity.ToString().ToLowerInvariant()} {title}")) : []],
        },
        miss.Title is null ? "Nothing was changed. `help` shows what can be typed." : "Nothing was changed. If it is an incident: `p1 <what is wrong>`.");

    /// <summary>Guessing which of them is meant would sometimes leave one alone that somebody believes to be taken.</summary>
    public static Answer OneAtATime(Reading.Call call, IReadOnlyList<IncidentId> named) => new(
        AnswerKind.Refused,
        Visibility.OnlyYou,
        $"You named {NamedIds.Words(named)}, and this takes one at a time. Nothing was done yet.",
        new Card("One at a time", "One at a time") { Buttons = [.. named.Take(5).Select(id => new Button($"{call.Verb.Name} {id}", $"{call.Verb.Name} {id}"))] },
        $"{string.Join(", then ", named.Take(5).Select(id => $"`{call.Verb.Name} {id}`"))}.");

    public static Answer NotYet(Reading.NotYet known) => Refused(new Refusal(
        $"`{known.Word}` is known, and not part of this version.",
        $"{NotYetWords.Find(known.Word)!.Instead}{(known.Title is { } title ? $" If it is an incident: `p1 {Words.Cut(title, 200)}`." : "")}"));

    public static Answer TooLong(Reading.TooLong line) => Refused(new Refusal(
        $"That is {line.Length} characters; one entry holds {Words.TextLength}. Nothing was recorded.",
        "Please say it in several notes, or put the long text elsewhere and note the link."));

    /// <summary>In one incident's room the id of another was typed right behind the verb: guessing would sometimes end the wrong one.</summary>
    public static Answer WhichOne(Reading.Call call, IncidentId room, IncidentId named)
    {
        var text = call.Text.Length == 0 ? "" : $" {call.Text}";
        return new Answer(
            AnswerKind.Refused,
            Visibility.OnlyYou,
            $"This is the room of {room}, and you named {named}. Which one do you mean?",
            new Card("Which incident?", "Which incident?")
            {
                Buttons = [new Button($"{room}, this room", $"{call.Verb.Name} {room}{text}", Primary: true), new Button($"{named}", $"{call.Verb.Name} {named}{text}")],
            },
            $"Nothing was changed. In here `{call.Verb.Name}` alone means {room}.");
    }

    /// <summary>Asked once: what needs a commander is wanted, and none is there.</summary>
    public static Answer AskToBreakGlass(Reading.Call call, Incident incident)
    {
        var text = call.Text.Length == 0 ? "" : $" {call.Text}";
        var line = $"{CommandLine.BreakGlass} {call.Verb.Name} {incident.Id}{text}";
        return new Answer(
            AnswerKind.Refused,
            Visibility.OnlyYou,
            $"{(incident.CommanderName is { } name ? $"{name} commands {incident.Id} and has been silent for 10 minutes." : $"{incident.Id} has no commander.")} Do it in their place? It is recorded as break-glass.",
            new Card("No commander is active", "No commander is active") { Buttons = [new Button("Yes, do it", line, Primary: true)] },
            $"`{Words.Cut(line, 200)}` does it; you are asked once.",
            incident.Id);
    }

    public static Answer Menu() => new(
        AnswerKind.Shown,
        Visibility.OnlyYou,
        "What would you like to do? `p1 <what is wrong>` declares an incident, `list` shows what is open, `help` the rest.",
        new Card("IncidentBot", "What would you like to do?")
        {
            Buttons = [.. Offered.Select(severity => new Button($"Declare a {severity}", severity.ToString().ToLowerInvariant())), new Button("Open incidents", "list"), new Button("Contacts", "contacts"), new Button("Is the bot well?", "doctor"), new Button("Help", "help")],
        });

    /// <summary>The id stands where it does not count, and only one can be meant.</summary>
    public static Answer DoYouMean(Reading.Call call, Incident named, string words)
    {
        var line = $"{call.Verb.Name} {named.Id} {words}";
        return new Answer(
            AnswerKind.Refused,
            Visibility.OnlyYou,
            $"Do you mean {named.Id} {Words.Cut(named.Title, 40)}? Nothing was done yet: an id counts right after the verb.",
            new Card("This incident?", "This incident?") { Buttons = [new Button(Words.Cut(line, 70), line, Primary: true)] },
            $"`{line}` does it.",
            named.Id);
    }

    /// <summary>Which one? Guessing would sometimes act on the wrong incident.</summary>
    /// <param name="named">The words end with its id, which may be what somebody says of another one; it is offered first.</param>
    public static Answer Picker(Reading.Call call, IReadOnlyList<Incident> live, Incident? named)
    {
        if (live.Count == 0 && named is null)
        {
            // One that is private stands in no list, and whoever asks may be one of its people.
            return Refused(new Refusal("No incident is listed as open.", "`p1 <what is wrong>` declares one; an ended or a private one needs its id, right after the verb."));
        }

        var shown = new[] { named }.OfType<Incident>().Concat(live.Where(incident => incident.Id != named?.Id)).Take(10).ToList();
        var text = call.Text.Length == 0 ? "" : $" {call.Text}";
        return new Answer(
            AnswerKind.Refused,
            Visibility.OnlyYou,
            $"Which incident? {string.Join(", ", shown.Select(incident => $"{incident.Id} {Words.Cut(incident.Title, 40)}"))}.",
            new Card("Which incident?", "Which incident?")
            {
                Buttons = [.. shown.Select(incident => new Button($"{incident.Id} {Words.Cut(incident.Title, 40)}", $"{call.Verb.Name} {incident.Id}{text}"))],
            },
            $"Say `{call.Verb.Name} {shown[0].Id}{Words.Cut(text, 60)}`, or say it in the incident's room.");
    }
}
