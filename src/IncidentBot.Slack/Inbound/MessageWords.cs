using System.Text;
using System.Text.Json;

namespace IncidentBot.Slack.Inbound;

/// <summary>What a message says, as Slack sends it: its text, and where it has none (alerts of other apps) what stands in its blocks and attachments.</summary>
internal static class MessageWords
{
    /// <summary>More is never shown; a message of ours holds less.</summary>
    private const int Most = 12_000;

    private const int Deepest = 8;

    public static string Of(JsonElement message)
    {
        if (message.Text("text") is { } text && !string.IsNullOrWhiteSpace(text))
        {
            return text;
        }

        var words = new StringBuilder();
        foreach (var block in message.Items("blocks"))
        {
            Add(words, block, Deepest);
        }

        foreach (var attachment in message.Items("attachments"))
        {
            var before = words.Length;
            foreach (var part in new[] { "pretext", "title", "text" })
            {
                Add(words, attachment.Text(part));
            }

            foreach (var block in attachment.Items("blocks"))
            {
                Add(words, block, Deepest);
            }

            if (words.Length == before)
            {
                Add(words, attachment.Text("fallback"));
            }
        }

        return words.ToString();
    }

    private static void Add(StringBuilder words, JsonElement block, int deeper)
    {
        if (deeper == 0 || block.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        Add(words, block.Text("text") ?? block.Text("url"));
        if (block.At("text") is { ValueKind: JsonValueKind.Object } text)
        {
            Add(words, text, deeper - 1);
        }

        // What can be pressed is no part of what was said.
        foreach (var part in block.Text("type") is "actions" ? [] : block.Items("fields").Concat(block.Items("elements")))
        {
            Add(words, part, deeper - 1);
        }
    }

    private static void Add(StringBuilder words, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text) && words.Length < Most)
        {
            words.Append(words.Length == 0 ? "" : " ").Append(text.Trim(), 0, Math.Min(text.Trim().Length, Most - words.Length));
        }
    }
}
