using IncidentBot.Core.Actions;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.PostMortems;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Messages;

/// <summary>Reminders of what is left once an incident is over: in the morning, to whoever promised it.</summary>
public static class FollowUpCards
{
    /// <param name="lead">Called too for what is overdue (integrations page, section 17).</param>
    public static Card Reminder(Incident incident, FollowedUp reminded, DateTimeOffset now, Person? lead)
    {
        List<Block> blocks = [];
        List<Button> buttons = [];
        if (reminded.WriteUp && incident.WriteUp is { } owed)
        {
            var what = owed.State is { } state ? $"the post-mortem is {PostmortemVerb.Word(state)}; it {(now > owed.Since + WriteUp.DueAfter ? "was" : "is")} to be ready " : $"{incident.State} is left to do, since ";
            blocks.Add(Block.Text.Of([.. Called(owed.Person, owed.Name), new Span.Words(what), new Span.Moment(owed.State is null ? owed.Since : owed.Since + WriteUp.DueAfter), new Span.Words(".")]));
            buttons.Add(new Button("Show it", $"postmortem {incident.Id}"));
        }

        if (reminded.PublicStatus && incident.PublicOpen)
        {
            blocks.Add(Block.Text.Of([.. Called(incident.Commander ?? lead?.Id, incident.CommanderName ?? lead?.Name), new Span.Words("The public status is still open: users read that something is wrong.")]));
            buttons.AddRange(IncidentButtons.Of(incident).Where(button => button.Line.StartsWith("publish ", StringComparison.Ordinal)));
        }
        else if (reminded.PublicStatus && (incident.UpdatesOwner ?? (lead is null ? null : (lead.Id, lead.Name))) is { } owner)
        {
            blocks.Add(Block.Text.Of([.. Called(owner.Id, owner.Name), new Span.Words("What people outside are to read about the end still has to be sent by hand.")]));
        }

        if (reminded.PublicStatus)
        {
            blocks.AddRange(ByHandCards.Reminding(incident));
            buttons.AddRange(ByHandCards.Buttons(incident));
        }

        var today = (incident.Procedure.Office ?? WorkingHours.Unset).DateOf(now);
        foreach (var item in incident.Actions.Where(item => reminded.Actions.Contains(item.Number)))
        {
            var (late, owner) = (item.Due < today, string.Equals(item.Person, lead?.Id, StringComparison.Ordinal));
            blocks.Add(Block.Text.Of(
            [
                .. Called(item.Person, item.Name),
                new Span.Words($"action {item.Number}, {(late ? "overdue since" : item.Due == today ? "due today," : "due")} {DueDate.Show(item.Due)}: {item.Text}"),
                .. late && lead is not null && !owner ? new Span[] { new Span.Words(" "), new Span.Mention(lead.Id, lead.Name) } : [],
            ]));
            buttons.Add(new Button($"Action {item.Number} is done", $"action {incident.Id} done {item.Number}"));
        }

        var title = $"{incident.Id}: still to do";
        return new Card($"{title}: {incident.Title}", title) { Tone = Tone.Attention, Blocks = blocks, Buttons = buttons };
    }

    private static IEnumerable<Span> Called(string? id, string? name) => id is null ? [] : [new Span.Mention(id, name!), new Span.Words(" ")];
}
