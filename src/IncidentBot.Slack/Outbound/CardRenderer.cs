using System.Text.Json.Nodes;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;

namespace IncidentBot.Slack.Outbound;

/// <summary>
/// Draws a card as Block Kit. Whatever is in the card, the result fits Slack's limits: long texts go on in another block or message, and where
/// one message is all there is, they end with the line that shows the rest.
/// </summary>
internal sealed class CardRenderer
{
    /// <summary>The action id of every button of a card; its value is the line it stands for.</summary>
    public const string Press = "press";

    // Slack's limits (its Block Kit reference), with a little room, since it does not say how it counts.
    private const int HeaderLength = 145;
    private const int SectionLength = 2900;
    private const int FieldLength = 1900;
    private const int FieldsPerSection = 10;
    private const int ButtonsPerRow = 5;
    private const int MostButtons = 40;
    private const int ButtonLength = 70;
    private const int ValueLength = 2000;
    private const int ConfirmLength = 290;
    private const int TextLength = 3000;
    private const int MostItems = 25;
    private const int ItemLength = 300;

    /// <summary>Sections that one text may go on for: more than ten messages hold.</summary>
    private const int PartsPerText = 60;

    /// <summary>What is longer than this many messages is read nowhere in a chat.</summary>
    private const int MostMessages = 10;

    private const string Cut = "… (the rest is cut: too long for Slack)";

    /// <summary>Slack refuses messages whose blocks hold too much together and does not say how much; this has room to spare.</summary>
    private static readonly Room Message = new(44, 12_000);

    /// <summary>Windows and pages hold 100 blocks and 250 kB; a form's fields need some of them.</summary>
    private static readonly Room View = new(80, 60_000);

    private readonly Mrkdwn _markup;
    private readonly string _command;

    /// <param name="userOf">Slack's id of a person or group of ours; null when Slack does not know them.</param>
    /// <param name="command">What a line is typed after.</param>
    public CardRenderer(Func<string, string?> userOf, string command)
    {
        _markup = new Mrkdwn(userOf, new TypedLines(command));
        _command = command;
    }

    public static CardRenderer For(PeopleRoster roster, string command) => new(person => SlackUsers.Of(roster, person) ?? SlackUsers.GroupOf(roster, person), command);

    /// <summary>One message; what does not fit into it is left out, and the line that shows it is named.</summary>
    /// <param name="marker">Goes into the ids of the blocks, which are new with every version: a client must not mix old state in.</param>
    /// <param name="about">Whose state the card is; <c>status</c> shows the same as a whole.</param>
    public SlackMessage Draw(Card card, string marker, StreamId about)
    {
        var way = about.TryGetIncident(out _) ? $"{_command} status {about} shows all of it" : null;
        return First(card, marker, way is null ? Cut : $"… (too long for Slack: {way})", Message, new Shortening(way)).Message;
    }

    /// <summary>The blocks of a window or a page, which hold far more than a message.</summary>
    public JsonArray DrawView(Card card, string marker) => First(card, marker, Cut, View, null).Message.Blocks;

    /// <summary>
    /// All of it: one message, and where that is too short the ones that go below it, in their order. The first says that it goes on. Only a text
    /// that would take more messages than <paramref name="most"/> is cut.
    /// </summary>
    public IReadOnlyList<SlackMessage> DrawWhole(Card card, string marker, int most = MostMessages, string below = "below, in the thread")
    {
        var (first, rest) = First(card, marker, $"… (it goes on {below})", Message, null);
        List<SlackMessage> messages = [first];
        while (rest.Count > 0)
        {
            var part = $"{marker}:{messages.Count}";
            var (blocks, taken) = (new JsonArray(), 0);
            var left = Message.Characters;
            while (taken < rest.Count && blocks.Count < Message.Blocks && Size(rest[taken]) is var size && (size <= left || taken == 0))
            {
                left -= size;
                Add(blocks, part, rest[taken++]);
            }

            rest = rest[taken..];
            if (messages.Count == most - 1 && rest.Count > 0)
            {
                Add(blocks, part, Section(Cut));
                rest = [];
            }

            messages.Add(new SlackMessage($"{Mrkdwn.Escape(Words.Cut(Words.Clean(card.Title), HeaderLength))} (goes on)", blocks));
        }

        return messages;
    }

    /// <summary>The message itself, and what did not fit into it.</summary>
    private (SlackMessage Message, List<JsonObject> Over) First(Card card, string marker, string more, Room room, Shortening? shortening)
    {
        var blocks = new JsonArray();
        Add(blocks, marker, new JsonObject { ["type"] = "header", ["text"] = Plain(Titled(card), HeaderLength) });
        List<JsonObject> all = [.. Words.Clean(card.Title).Length > HeaderLength - 2 ? Sections([new Span.Strong(card.Title)]) : [], .. card.Blocks.SelectMany(block => Sections(block, shortening))];
        var left = room.Characters;
        var rows = Math.Min(card.Buttons.Count, MostButtons) / ButtonsPerRow;
        var taken = 0;
        while (taken < all.Count && blocks.Count < room.Blocks - rows && Size(all[taken]) is var size && size <= left)
        {
            left -= size;
            Add(blocks, marker, all[taken++]);
        }

        if (taken < all.Count)
        {
            Add(blocks, marker, Section(more));
        }

        if (card.Buttons.Where(button => button.Line.Length > ValueLength).ToList() is { Count: > 0 } tooLong)
        {
            Add(blocks, marker, Section(_markup.Line([new Span.Words($"What you wrote is too long for a button. Send it again and begin with: {string.Join(" or ", tooLong.Take(5).Select(button => Beginning(button.Line)))}")], SectionLength)));
        }

        foreach (var row in card.Buttons.Where(button => !string.IsNullOrWhiteSpace(button.Line) && button.Line.Length <= ValueLength).Take(MostButtons).Index().Chunk(ButtonsPerRow))
        {
            Add(blocks, marker, new JsonObject { ["type"] = "actions", ["elements"] = new JsonArray([.. row.Select(button => Draw(button.Item, button.Index, IsFirstPrimary(card, button.Item)))]) });
        }

        return (new SlackMessage(Spoken(card), blocks), all[taken..]);
    }

    /// <summary>The words that make a line what it is; after them comes what the person has still to hand.</summary>
    private static string Beginning(string line) => $"{string.Join(' ', line.Split(' ', 4, StringSplitOptions.RemoveEmptyEntries).Take(line.StartsWith(Core.Desk.CommandLine.BreakGlass, StringComparison.Ordinal) ? 3 : 2))} …";

    private static void Add(JsonArray blocks, string marker, JsonObject block)
    {
        block["block_id"] = Marker.BlockId(marker, blocks.Count);
        blocks.Add(block);
    }

    private static int Size(JsonObject block) => block.ToJsonString(SlackCall.Readable).Length;

    private static string Titled(Card card) => card.Tone switch
    {
        Tone.Alarm => $"🔴 {card.Title}",
        Tone.Attention => $"🟠 {card.Title}",
        Tone.Good => $"🟢 {card.Title}",
        _ => card.Title,
    };

    private IEnumerable<JsonObject> Sections(Block block, Shortening? shortening) => block switch
    {
        Block.Text text => Sections(text.Spans),
        Block.Facts facts => Facts(facts.Items),
        Block.Checklist list => Sections([new Span.Words(string.Join('\n', Lines(list.Items, shortening)))]),
        Block.Progress progress => Sections([new Span.Words($"{progress.Label}\n{Bar(progress.Percent)}")]),
        _ => throw new ArgumentException($"No block is called {block.GetType().Name}.", nameof(block)),
    };

    private IEnumerable<JsonObject> Sections(IEnumerable<Span> spans) =>
        _markup.Parts(spans, SectionLength, PartsPerText).Where(part => !string.IsNullOrWhiteSpace(part)).Select(Section);

    private static JsonObject Section(string text) => new() { ["type"] = "section", ["text"] = Marked(text) };

    private static IEnumerable<string> Lines(IReadOnlyList<ListItem> items, Shortening? shortening)
    {
        var (most, length) = shortening is null ? (items.Count, int.MaxValue) : (MostItems, ItemLength);
        var way = shortening?.Way is { } named ? $" ({named})" : "";
        foreach (var item in items.Take(most))
        {
            yield return $"{(item.Done ? "☑" : "☐")} {item.Number}. {Words.Cut(Words.Clean(item.Words), length)}{(item.Done ? " (done)" : "")}";
        }

        if (items.Count > most)
        {
            yield return $"… and {items.Count - most} more{way}";
        }
        else if (way.Length > 0 && items.Any(item => item.Words.Length > length))
        {
            yield return $"…{way}";
        }
    }

    /// <summary>Side by side where they fit; a long one stands by itself and goes on as any text does.</summary>
    private IEnumerable<JsonObject> Facts(IReadOnlyList<Fact> facts)
    {
        List<string> fields = [];
        foreach (var fact in facts)
        {
            Span[] spans = [new Span.Strong(fact.Name), new Span.Words("\n"), .. fact.Value];
            var parts = _markup.Parts(spans, FieldLength, 2);
            if (parts.Count == 1 && fields.Count < FieldsPerSection)
            {
                fields.Add(string.IsNullOrWhiteSpace(parts[0]) ? "–" : parts[0]);
                continue;
            }

            if (fields.Count > 0)
            {
                yield return Fields(fields);
                fields = [];
            }

            if (parts.Count == 1)
            {
                fields.Add(string.IsNullOrWhiteSpace(parts[0]) ? "–" : parts[0]);
                continue;
            }

            foreach (var section in Sections(spans))
            {
                yield return section;
            }
        }

        if (fields.Count > 0)
        {
            yield return Fields(fields);
        }
    }

    private static JsonObject Fields(List<string> fields) => new() { ["type"] = "section", ["fields"] = new JsonArray([.. fields.Select(Marked)]) };

    private static string Bar(int percent)
    {
        var full = Math.Clamp(percent, 0, 100) / 10;
        return $"{new string('█', full)}{new string('░', 10 - full)} {Math.Clamp(percent, 0, 100)} %";
    }

    private static bool IsFirstPrimary(Card card, Button button) => ReferenceEquals(card.Buttons.FirstOrDefault(other => other.Primary), button);

    private static JsonObject Draw(Button button, int index, bool primary)
    {
        var drawn = new JsonObject
        {
            ["type"] = "button",
            ["action_id"] = $"{Press}/{index}",
            ["text"] = Plain(button.Label, ButtonLength),
            ["value"] = button.Line,
        };
        if (primary || (button.Confirm is not null && !button.Primary))
        {
            drawn["style"] = primary ? "primary" : "danger";
        }

        if (button.Confirm is { } question)
        {
            drawn["confirm"] = new JsonObject
            {
                ["title"] = Plain(button.Label, ButtonLength),
                ["text"] = Plain(question, ConfirmLength),
                ["confirm"] = Plain("Yes", ButtonLength),
                ["deny"] = Plain("Not now", ButtonLength),
            };
        }

        return drawn;
    }

    /// <summary>The summary and every fact and text in words. Mentions stand here too: this is what a notification shows.</summary>
    private string Spoken(Card card)
    {
        List<Span> spans = [new Span.Words(card.Summary.Contains(card.Title, StringComparison.Ordinal) ? card.Summary : $"{card.Title}\n{card.Summary}")];
        foreach (var block in card.Blocks)
        {
            spans.Add(new Span.Words("\n"));
            spans.AddRange(Spoken(block));
        }

        var text = _markup.Line(spans, TextLength);
        return string.IsNullOrWhiteSpace(text) ? "IncidentBot" : text;
    }

    private static IEnumerable<Span> Spoken(Block block) => block switch
    {
        Block.Text text => text.Spans,
        Block.Facts facts => facts.Items.SelectMany(fact => (Span[])[new Span.Words($"{fact.Name}: "), .. fact.Value, new Span.Words(". ")]),
        Block.Checklist list => [new Span.Words($"{list.Items.Count(item => !item.Done)} of {list.Items.Count} still to do.")],
        Block.Progress progress => [new Span.Words($"{progress.Label}: {progress.Percent} %")],
        _ => [],
    };

    /// <param name="Blocks">The most of them, before the last rows of buttons.</param>
    /// <param name="Characters">Of all blocks together, as they are sent.</param>
    private sealed record Room(int Blocks, int Characters);

    /// <summary>Lists and their items are shortened, so that a card stays a card.</summary>
    /// <param name="Way">What shows them as a whole; null where nothing does.</param>
    private sealed record Shortening(string? Way);

    private static JsonObject Marked(string text) => new() { ["type"] = "mrkdwn", ["text"] = text, ["verbatim"] = true };

    /// <summary>No markup at all; without emoji codes, so that <c>:fire:</c> stays what was typed.</summary>
    private static JsonObject Plain(string text, int length) => new() { ["type"] = "plain_text", ["text"] = Words.Cut(Words.Clean(text), length) is { Length: > 0 } words ? words : "–", ["emoji"] = false };
}
