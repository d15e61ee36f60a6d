using IncidentBot.Core.Incidents;
using IncidentBot.Core.Roster;

namespace IncidentBot.Core.Messages;

/// <summary>Texts that no connected system sends: the text is ready, and somebody has to.</summary>
public static class ByHandCards
{
    /// <summary>How many of those who are to be told are named; a longer list is a mail list of its own.</summary>
    private const int MostNamed = 10;

    /// <summary>Of a long text the card shows the beginning; the whole stands in its message and in each reminder.</summary>
    private const int TextShown = 200;

    /// <summary>Names whose it is and calls nobody. Where there is neither a communications lead nor a commander it is the Lead's: a task is a person's.</summary>
    public static Card Ready(Incident incident, Update update, PeopleRoster roster)
    {
        var owner = incident.UpdatesOwner?.Name ?? (roster.Lead ?? roster.Primary)?.Name;
        var where = update.Audience == Audience.Public ? "post this on the status page and in the users' channel" : "mail this to the stakeholders";
        return new Card($"{incident.Id}: {where}", $"{incident.Id}: update {update.Number} has to be sent by hand")
        {
            Tone = Tone.Attention,
            Blocks =
            [
                Block.Text.Of($"{(owner is null ? "Nothing" : $"{owner}: nothing")} is connected that does it; please send this text by hand:"),
                Text(incident, update, incident.KnownAt),
                .. update.Audience == Audience.Stakeholders ? ToBeTold(roster) : [],
            ],
            Buttons = [Sent(incident, update, "It is sent")],
        };
    }

    /// <summary>The message as it is true when it leaves, which may be long after it was decided.</summary>
    internal static Card AsOf(DateTimeOffset now, Card card, Incident incident) => card with
    {
        Blocks = [.. card.Blocks.Select(block => block is Block.Text { OfUpdate: { } number } && incident.Updates.FirstOrDefault(update => update.Number == number) is { } update ? Text(incident, update, now) : block)],
    };

    private static Block.Text Text(Incident incident, Update update, DateTimeOffset now) => Block.Text.Of(UpdateTexts.ByHand(incident, update, now)) with { OfUpdate = update.Number };

    /// <summary>What is still to be sent, on the room's card and for whoever asks where it stands. A card stands there for a while, so the text names no time of the next one.</summary>
    internal static IEnumerable<Block> Open(Incident incident) => incident.Unsent.ToList() is not { Count: > 0 } unsent ? [] :
    [
        Block.Text.Of(new Span.Strong("To be sent by hand")),
        new Block.Checklist([.. unsent.Select(update => new ListItem(update.Task!.Value, $"{Incident.ToBeSent(update).Words}: {Incidents.Words.Cut(update.Wording, TextShown)}", Done: false))]),
    ];

    /// <summary>In a reminder that goes out anyway; it calls nobody for them.</summary>
    internal static IEnumerable<Block> Reminding(Incident incident) => incident.Unsent.SelectMany(update => new Block[]
    {
        Block.Text.Of(new Span.Strong($"{Incident.ToBeSent(update).Words}: nobody has said that it was sent.")),
        Text(incident, update, incident.KnownAt),
    });

    internal static IEnumerable<Button> Buttons(Incident incident) => incident.Unsent.Select(update => Sent(incident, update, $"Update {update.Number} is sent"));

    private static Button Sent(Incident incident, Update update, string label) => new(label, $"done {incident.Id} {update.Task}");

    /// <summary>Whom to mail, and the number for when that fails: people of the roster with a role of that name.</summary>
    private static IEnumerable<Block> ToBeTold(PeopleRoster roster)
    {
        var people = roster.Stakeholders.Take(MostNamed).ToList();
        if (people.Count > 0)
        {
            yield return new Block.Text([new Span.Words("To be told: "), .. people.SelectMany((person, i) => new Span?[]
            {
                new Span.Words($"{(i == 0 ? "" : " · ")}{person.Name}{(person.Email is { } mail ? $" {mail}" : "")}"),
                person.Phone is null ? null : new Span.Words(" "),
                person.Phone is { } phone ? new Span.Phone(phone) : null,
            }).OfType<Span>()]);
        }
    }
}
