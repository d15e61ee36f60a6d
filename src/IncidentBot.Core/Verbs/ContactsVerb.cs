using IncidentBot.Core.Desk;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Roster;

namespace IncidentBot.Core.Verbs;

/// <summary>Everybody with the numbers to call.</summary>
public sealed class ContactsVerb : LookVerb
{
    public override string Name => "contacts";

    public override string Usage => "contacts";

    public override string Help => "everybody with the numbers to call";

    public override ValueTask<Answer> LookAsync(LookCall call, CancellationToken cancellationToken)
    {
        var people = call.Roster.Everyone.Select(person => new Fact(person.Name, [.. Of(person, call.Roster)])).ToList();
        if (call.Roster.Hotline is { } hotline)
        {
            people.Insert(0, new Fact("Hotline", [new Span.Phone(hotline)]));
        }

        return ValueTask.FromResult(people.Count == 0
            ? new Answer(AnswerKind.Shown, Visibility.OnlyYou, "Nobody is in the roster.", Hint: "People are listed in the settings, section People.")
            : Shown.Card(new Card("Contacts", "Contacts") { Blocks = [new Block.Facts(people)] }));
    }

    private static IEnumerable<Span> Of(Person person, PeopleRoster roster)
    {
        var places = new[] { (roster.Primary, "primary"), (roster.Secondary, "secondary"), (roster.Lead, "Lead") }.Where(place => place.Item1 == person).Select(place => place.Item2);
        var words = string.Join(", ", places.Concat(person.Roles).Append(person.Availability ?? "").Append(person.Email ?? "").Where(word => word.Length > 0));
        if (words.Length > 0)
        {
            yield return new Span.Words(person.Phone is null ? words : $"{words} ");
        }

        if (person.Phone is { } phone)
        {
            yield return new Span.Phone(phone);
        }
        else if (words.Length == 0)
        {
            yield return new Span.Words("no number");
        }
    }
}
