using System.Text.RegularExpressions;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Messages;
using IncidentBot.Core.PostMortems;

namespace IncidentBot.Core.Verbs;

/// <summary><c>postmortem show</c>: the draft itself, in pages that a chat can hold; a chat has no headings and tables, so they are lines.</summary>
internal sealed partial class PostmortemDraftLook : LookVerb
{
    /// <summary>A page is a few screens, and less than any chat takes at once.</summary>
    private const int PageLength = 6000;
    private const int PageLines = 100;

    public const string Show = "show";

    public override string Name => "postmortem";

    public override string Usage => "postmortem [INC-7] show [page]";

    public override string Help => "the whole draft of the post-mortem";

    public override bool NeedsIncident => true;

    public static bool IsAskedFor(string text) => text.Split(' ') is { Length: 1 or 2 } words && string.Equals(words[0], Show, StringComparison.OrdinalIgnoreCase);

    public override ValueTask<Answer> LookAsync(LookCall call, CancellationToken cancellationToken)
    {
        var incident = call.Incident!;
        var page = Page<IReadOnlyList<Block>>.Of(Pages(PostMortemDraft.Write(incident, call.History!.Events)), call.Text, 1);
        var more = page.Next("More", $"postmortem {incident.Id} {Show}");
        List<Block> blocks = [.. page.Items.SelectMany(item => item)];
        if (more is [var next])
        {
            blocks.Add(Block.Text.Of($"It goes on: `{next.Line}`"));
        }

        var title = $"{incident.Id}: post-mortem, page {page.Number} of {page.All.Count}";
        return ValueTask.FromResult(Shown.Card(new Card(title, title) { Blocks = blocks, Buttons = more }, incident.Id));
    }

    private static List<IReadOnlyList<Block>> Pages(string draft)
    {
        List<IReadOnlyList<Block>> pages = [];
        List<Block> page = [];
        var length = 0;
        foreach (var line in draft.Split('\n').Skip(1).Where(line => line.Length > 0 && !line.StartsWith("|--", StringComparison.Ordinal)))
        {
            if (length > 0 && (length + line.Length > PageLength || page.Count == PageLines))
            {
                pages.Add(page);
                (page, length) = ([], 0);
            }

            page.Add(Drawn(line));
            length += line.Length;
        }

        return [.. pages, page];
    }

    private static Block.Text Drawn(string line) => line.StartsWith('#') ? Block.Text.Of(new Span.Strong(Unescaped(line.TrimStart('#', ' ')))) : Block.Text.Of(line.StartsWith('|') ? string.Join(": ", Cells().Split(line.Trim('|', ' ')).Select(Unescaped)) : Unescaped(line));

    private static string Unescaped(string text) => Escaped().Replace(text, "${sign}").Trim();

    [GeneratedRegex(@"\\(?<sign>.)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Escaped();

    /// <summary>A bar that somebody typed is escaped and none of the table's.</summary>
    [GeneratedRegex(@" \| ", RegexOptions.NonBacktracking)]
    private static partial Regex Cells();
}
