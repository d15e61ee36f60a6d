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

    private const string Whole = "whole";

    /// <summary>Entries of a page on which none is cut: even the longest of them fit into a chat's answer.</summary>
    private const int NewestWhole = 5;

    public override string Name => "timeline";

    public override string Usage => "timeline [INC-7] [whole] [page]";

    public override string Help => "what happened so far";

    public override bool NeedsIncident => true;

    public override ValueTask<Answer> LookAsync(LookCall call, CancellationToken cancellationToken)
    {
        var entries = call.History!.Events.Where(TimelineWords.Tells).ToList();
        var whole = call.Text.Split(' ').Contains(Whole, StringComparer.OrdinalIgnoreCase);
        var page = Page<Recorded>.Of([.. Enumerable.Reverse(entries)], call.Text, whole ? NewestWhole : Newest);
        var line = $"timeline {call.Incident!.Id}{(whole ? $" {Whole}" : "")}";
        var earlier = page.Next("Earlier", line);
        List<Block> blocks = [.. page.Items.Reverse().Select(entry => Block.Text.Of(new Span.Moment(entry.At), new Span.Words($" {Words.Cut(TimelineWords.Of(entry), whole ? int.MaxValue : EntryLength)}")))];
        if (earlier is [var more])
        {
            blocks.Insert(0, Block.Text.Of($"{page.After} earlier entries: `{more.Line}`"));
        }

        if (!whole && page.Items.Index().FirstOrDefault(one => TimelineWords.Of(one.Item).Length > EntryLength) is { Item: not null, Index: var cut })
        {
            blocks.Add(Block.Text.Of($"What is cut here stands whole in `{line} {Whole} {((page.Before + cut) / NewestWhole) + 1}`"));
        }

        var title = $"{IncidentCards.Heading(call.Incident!)}: timeline";
        return ValueTask.FromResult(Shown.Card(new Card(title, $"{entries.Count} entries") { Blocks = blocks, Buttons = earlier }, call.Incident!.Id));
    }
}
