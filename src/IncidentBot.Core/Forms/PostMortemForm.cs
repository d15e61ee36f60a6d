using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.PostMortems;

namespace IncidentBot.Core.Forms;

/// <summary>What only people know about an ended incident: cause, impact, what the review is to talk about, and who writes it up. What was said already stands there and is not said twice.</summary>
internal sealed class PostMortemForm : FormKind
{
    private const string Cause = "cause";
    private const string Impact = "impact";
    private const string From = "from";
    private const string To = "to";
    private const string Owner = "owner";
    private const int Longest = 2000;

    public override Form Draw(FormCall call)
    {
        var incident = call.Incident!;
        return new Form(call.Key, TitleOf(call, "post-mortem"), "Save")
        {
            Intro = [Block.Text.Of(incident.WriteUp?.Name is { } owner ? $"{owner} writes it up. Everything can be left empty." : "Nobody writes it up yet. Everything can be left empty.")],
            Fields =
            [
                new Field.Text(Cause, "What caused it?", Longest) { Long = true, Optional = true, Initial = incident.Cause is { } cause ? Words.Cut(cause, Longest) : null },
                new Field.Text(Impact, "What did users notice?", Longest) { Long = true, Optional = true, Initial = incident.Impact is { Text.Length: > 0 } impact ? Words.Cut(impact.Text, Longest) : null },
                new Field.Time(From, $"From when? ({incident.Office.Zone})") { Optional = true, Initial = TimeOf(incident, incident.Impact?.From) },
                new Field.Time(To, $"To when? ({incident.Office.Zone})") { Optional = true, Initial = TimeOf(incident, incident.Impact?.To) },
                .. ReviewNotes.All.Select(about => new Field.Text(about.Label, about.Title, Longest) { Long = true, Optional = true, Hint = about.Question }),
                new Field.Person(Owner, "Who writes it up?") { Optional = true },
            ],
        };
    }

    public override IReadOnlyList<FormLine> Lines(FormCall call, IReadOnlyDictionary<string, string> filled)
    {
        var incident = call.Incident!;
        var shown = Draw(call);
        List<FormLine> lines = [];
        if (Said(Cause, shown, filled) is { } cause)
        {
            lines.Add(new FormLine($"cause {incident.Id} {cause}", Cause));
        }

        var (from, to) = (Said(From, shown, filled), Said(To, shown, filled));
        if (Said(Impact, shown, filled) is { } impact)
        {
            lines.Add(new FormLine($"impact {incident.Id} {impact}{Times(from, to)}", Impact));
        }
        else if (from is not null || to is not null)
        {
            lines.Add(new FormLine($"impact {incident.Id}{Times(from, to)}", from is null ? To : From));
        }

        lines.AddRange(ReviewNotes.All.Where(about => filled.ContainsKey(about.Label)).Select(about => new FormLine($"note {incident.Id} {about.Label}: {filled[about.Label]}", about.Label)));
        if (filled.TryGetValue(Owner, out var owner))
        {
            lines.Add(new FormLine($"postmortem {incident.Id} owner {owner}", Owner));
        }

        return lines;
    }

    private static string Times(string? from, string? to) => $"{(from is null ? "" : $" from {from}")}{(to is null ? "" : $" to {to}")}";

    /// <summary>What was filled in and did not stand there before; null = nothing new.</summary>
    private static string? Said(string id, Form shown, IReadOnlyDictionary<string, string> filled)
    {
        var stood = shown.Fields.First(field => string.Equals(field.Id, id, StringComparison.Ordinal)) switch
        {
            Field.Text text => text.Initial,
            Field.Time time => time.Initial?.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture),
            _ => null,
        };
        return filled.TryGetValue(id, out var said) && !string.Equals(said, stood, StringComparison.Ordinal) ? said : null;
    }

    private static TimeOnly? TimeOf(Incident incident, DateTimeOffset? moment) => moment is { } at && incident.Office.TimeOf(at) is var clock ? new TimeOnly(clock.Hour, clock.Minute) : null;
}
