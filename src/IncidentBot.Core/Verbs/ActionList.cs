using IncidentBot.Core.Actions;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Messages;

namespace IncidentBot.Core.Verbs;

/// <summary><c>action list</c>: what was promised after this incident.</summary>
internal sealed class ActionList : LookVerb
{
    /// <summary>A line of the permission table of its own: everybody may read them.</summary>
    internal const string Permission = "actions";

    private const int Most = 20;

    public override string Name => Permission;

    public override string Usage => "action [INC-7] list [page]";

    public override string Help => "action items of an incident";

    public override bool NeedsIncident => true;

    public override ValueTask<Answer> LookAsync(LookCall call, CancellationToken cancellationToken)
    {
        var incident = call.Incident!;
        var open = incident.Actions.Count(item => item.IsOpen);
        var title = incident.Actions.Length == 0 ? $"{incident.Id} has no action items" : $"{incident.Id}: {open} of {incident.Actions.Length} action items open";
        var page = Page<ActionItem>.Of(incident.Actions, call.Text, Most);
        var next = page.Next("More", $"action {incident.Id} list");
        return ValueTask.FromResult(Shown.Card(
            new Card(title, title)
            {
                Buttons = next,
                Blocks = incident.Actions.Length == 0
                    ? [Block.Text.Of($"action {incident.Id} add @who due <date> <text>")]
                    : [new Block.Checklist([.. page.Items.Select(item => new ListItem(item.Number, Words(item), !item.IsOpen))]), .. next.Select(more => Block.Text.Of($"and {page.After} more: `{more.Line}`"))],
            },
            incident.Id));
    }

    internal static string Words(ActionItem item) => $"{item.Name}, due {DueDate.Show(item.Due)}: {(item.Kind is { } kind ? $"{kind.ToString().ToLowerInvariant()}: " : "")}{item.Text}";
}
