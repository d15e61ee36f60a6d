using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Verbs;

/// <summary>What happened, newest last; the newest entries first, and those before them page by page.</summary>
public sealed class TimelineVerb : LookVerb
{
    private const int Newest = 25;

    /// <summary>Of a longer entry the beginning is shown, or a page would be no page.</summary>
    private const int EntryLength = 300;

    public override string Name => "timeline";

    public override string Usage => "timeline [INC-7] [page]";

    public override string Help => "what happened so far";

    public override bool NeedsIncident => true;

    public override ValueTask<Answer> LookAsync(LookCall call, CancellationToken cancellationToken)
    {
        var entries = call.History!.Events.Where(TimelineWords.Tells).ToList();
        var page = Page<Recorded>.Of([.. Enumerable.Reverse(entries)], call.Text, Newest);
        var earlier = page.Next("Earlier", $"timeline {call.Incident!.Id}");
        List<Block> blocks = [.. page.Items.Reverse().Select(entry => Block.Text.Of(new Span.Moment(entry.At), new Span.Words($" {Words.Cut(TimelineWords.Of(entry), EntryLength)}")))];
        if (earlier is [var more])
        {
            blocks.Insert(0, Block.Text.Of($"{page.After} earlier entries: `{more.Line}`"));
        }

        if (page.Items.Any(entry => TimelineWords.Of(entry).Length > EntryLength))
        {
            blocks.Add(Block.Text.Of($"What is cut here stands whole in GET /api/incidents/{call.Incident!.Id}/timeline"));
        }

        var title = $"{IncidentCards.Heading(call.Incident!)}: timeline";
        return ValueTask.FromResult(Shown.Card(new Card(title, $"{entries.Count} entries") { Blocks = blocks, Buttons = earlier }, call.Incident!.Id));
    }
}
