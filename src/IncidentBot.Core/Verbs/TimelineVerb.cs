using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;

namespace IncidentBot.Core.Verbs;

/// <summary>What happened, newest last.</summary>
public sealed class TimelineVerb : LookVerb
{
    private const int Newest = 25;

    public override string Name => "timeline";

    public override string Usage => "timeline [INC-7]";

    public override string Help => "what happened so far";

    public override bool NeedsIncident => true;

    public override ValueTask<Answer> LookAsync(LookCall call, CancellationToken cancellationToken)
    {
        var entries = call.History!.Events.Where(TimelineWords.Tells).ToList();
        var shown = entries.Skip(Math.Max(0, entries.Count - Newest)).ToList();
        List<Block> blocks = [.. shown.Select(entry => Block.Text.Of(new Span.Moment(entry.At), new Span.Words($" {Words.Cut(TimelineWords.Of(entry), 300)}")))];
        if (shown.Count < entries.Count)
        {
            blocks.Insert(0, Block.Text.Of($"{entries.Count - shown.Count} earlier entries"));
        }

        var title = $"{IncidentCards.Heading(call.Incident!)}: timeline";
        return ValueTask.FromResult(Shown.Card(new Card(title, $"{entries.Count} entries") { Blocks = blocks }, call.Incident!.Id));
    }
}
