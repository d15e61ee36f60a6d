using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace IncidentBot.Slack.Tests.Outbound;

/// <summary>Slack's own rules for messages, written from its reference and not from the renderer: what breaks them is refused as a whole.</summary>
internal static partial class BlockKitLimits
{
    public static IReadOnlyList<string> Broken(string text, JsonArray blocks)
    {
        var found = new List<string>();
        Length(found, "text", text, 1, 4000);
        if (blocks.Count is < 1 or > 50)
        {
            found.Add($"{blocks.Count} blocks");
        }

        var ids = blocks.Select(block => (string)block!["block_id"]!).ToList();
        if (ids.Distinct(StringComparer.Ordinal).Count() != ids.Count)
        {
            found.Add("a block_id is used twice");
        }

        foreach (var (index, block) in blocks.Index())
        {
            Block(found, $"blocks[{index}]", block!.AsObject());
        }

        Mentions(found, "text", text);
        return found;
    }

    /// <summary>The same for a form, and for a page of the app (Slack's reference: views).</summary>
    public static IReadOnlyList<string> BrokenView(JsonObject view)
    {
        var found = new List<string>();
        var blocks = view["blocks"]!.AsArray();
        if (blocks.Count is < 1 or > 100)
        {
            found.Add($"{blocks.Count} blocks");
        }

        var ids = blocks.Select(block => (string?)block!["block_id"]).OfType<string>().ToList();
        if (ids.Distinct(StringComparer.Ordinal).Count() != ids.Count)
        {
            found.Add("a block_id is used twice");
        }

        if ((string?)view["type"] == "modal")
        {
            Text(found, "title", view["title"], 24, "plain_text");
            Text(found, "close", view["close"], 24, "plain_text");
            if (view["submit"] is { } submit)
            {
                Text(found, "submit", submit, 24, "plain_text");
                Length(found, "private_metadata", (string?)view["private_metadata"], 1, 3000);
                Length(found, "callback_id", (string?)view["callback_id"], 1, 255);
            }
            else if (blocks.Any(block => (string?)block!["type"] == "input"))
            {
                found.Add("questions without a button that sends the answers");
            }
        }

        foreach (var (index, block) in blocks.Index())
        {
            if ((string?)block!["type"] == "input")
            {
                Question(found, $"blocks[{index}]", block.AsObject());
            }
            else
            {
                Block(found, $"blocks[{index}]", block.AsObject());
            }
        }

        return found;
    }

    private static void Question(List<string> found, string path, JsonObject block)
    {
        Length(found, $"{path}.block_id", (string?)block["block_id"], 1, 255);
        Text(found, $"{path}.label", block["label"], 2000, "plain_text");
        if (block["hint"] is { } hint)
        {
            Text(found, $"{path}.hint", hint, 2000, "plain_text");
        }

        var element = block["element"]!;
        Length(found, $"{path}.element.action_id", (string?)element["action_id"], 1, 255);
        if (element["options"] is JsonArray options)
        {
            if (options.Count is < 1 or > 100)
            {
                found.Add($"{path} offers {options.Count} options");
            }

            foreach (var option in options)
            {
                Text(found, $"{path}.option", option!["text"], 75, "plain_text");
                Length(found, $"{path}.option.value", (string?)option["value"], 1, 150);
            }

            if (element["initial_option"] is { } initial && !options.Any(option => JsonNode.DeepEquals(option, initial)))
            {
                found.Add($"{path} begins with what it does not offer");
            }
        }

        if ((int?)element["max_length"] is { } most && (most is < 1 or > 3000 || ((string?)element["initial_value"])?.Length > most))
        {
            found.Add($"{path} takes {most} characters and begins with {((string?)element["initial_value"])?.Length}");
        }
    }

    private static void Block(List<string> found, string path, JsonObject block)
    {
        if (block["block_id"] is { } id)
        {
            Length(found, $"{path}.block_id", (string?)id, 1, 255);
        }

        switch ((string?)block["type"])
        {
            case "header":
                Text(found, $"{path}.text", block["text"], 150, "plain_text");
                break;
            case "section":
                Section(found, path, block);
                break;
            case "actions":
                Elements(found, path, block["elements"]!.AsArray());
                break;
            default:
                found.Add($"{path} is a {block["type"]}");
                break;
        }
    }

    private static void Section(List<string> found, string path, JsonObject block)
    {
        if (block["fields"] is JsonArray fields)
        {
            if (fields.Count is < 1 or > 10)
            {
                found.Add($"{path} has {fields.Count} fields");
            }

            foreach (var (index, field) in fields.Index())
            {
                Text(found, $"{path}.fields[{index}]", field, 2000, "mrkdwn");
            }
        }
        else
        {
            Text(found, $"{path}.text", block["text"], 3000, "mrkdwn");
        }
    }

    private static void Elements(List<string> found, string path, JsonArray elements)
    {
        if (elements.Count is < 1 or > 25)
        {
            found.Add($"{path} has {elements.Count} elements");
        }

        if (elements.Select(element => (string)element!["action_id"]!).Distinct(StringComparer.Ordinal).Count() != elements.Count)
        {
            found.Add($"{path} uses an action_id twice");
        }

        foreach (var (index, element) in elements.Index())
        {
            var at = $"{path}.elements[{index}]";
            Text(found, $"{at}.text", element!["text"], 75, "plain_text");
            Length(found, $"{at}.action_id", (string?)element["action_id"], 1, 255);
            Length(found, $"{at}.value", (string?)element["value"], 1, 2000);
            if (element["style"] is { } style && (string?)style is not ("primary" or "danger"))
            {
                found.Add($"{at}.style is {style}");
            }

            if (element["confirm"] is { } confirm)
            {
                Text(found, $"{at}.confirm.title", confirm["title"], 100, "plain_text");
                Text(found, $"{at}.confirm.text", confirm["text"], 300, "plain_text");
                Text(found, $"{at}.confirm.confirm", confirm["confirm"], 30, "plain_text");
                Text(found, $"{at}.confirm.deny", confirm["deny"], 30, "plain_text");
            }
        }
    }

    private static void Text(List<string> found, string path, JsonNode? text, int most, string type)
    {
        if (text is null || (string?)text["type"] != type)
        {
            found.Add($"{path} is {text?["type"]}, not {type}");
            return;
        }

        var value = (string?)text["text"];
        Length(found, path, value, 1, most);
        if (type == "mrkdwn")
        {
            Mentions(found, path, value ?? "");
        }
    }

    private static void Length(List<string> found, string path, string? value, int least, int most)
    {
        if (value is null || value.Length < least || value.Length > most || string.IsNullOrWhiteSpace(value))
        {
            found.Add($"{path} has {value?.Length} characters, allowed are {least} to {most}");
        }
    }

    /// <summary>What stands in angle brackets is a command to Slack: only ours may.</summary>
    private static void Mentions(List<string> found, string path, string text)
    {
        var rest = Ours().Replace(text, "");
        if (rest.Contains('<', StringComparison.Ordinal) || rest.Contains('>', StringComparison.Ordinal))
        {
            found.Add($"{path} holds a command to Slack that is not ours: {rest}");
        }

        if (Entity().Replace(rest, "").Contains('&', StringComparison.Ordinal))
        {
            found.Add($"{path} holds half an entity: {rest}");
        }
    }

    [GeneratedRegex(@"<@[UW][A-Z0-9]+>|<#[CG][A-Z0-9]+>|<!date\^\d+\^\{date_short_pretty\} \{time\}\|\d{4}-\d\d-\d\d \d\d:\d\d UTC>|<https?://[^<>| ]+(\|[^<>|]+)?>|<tel:\+?\d+\|[^<>|]*>", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Ours();

    [GeneratedRegex("&(amp|lt|gt);", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Entity();
}
