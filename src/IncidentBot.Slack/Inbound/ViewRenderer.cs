using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Slack.Outbound;

namespace IncidentBot.Slack.Inbound;

/// <summary>Forms, answers and pages as Slack's views. A form's own key travels in the view, with the channel that is told how it went.</summary>
internal sealed class ViewRenderer(CardRenderer cards)
{
    /// <summary>The callback id of every form.</summary>
    public const string FormId = "form";

    /// <summary>The action id of every input: there is one in each block.</summary>
    private const string Input = "v";

    private const int TitleLength = 24;
    private const int LabelLength = 200;
    private const int HintLength = 150;
    private const int OptionLength = 75;

    public JsonObject Form(Form form, string? channel)
    {
        var blocks = form.Intro.Count == 0 ? [] : Body(new Card(form.Title, form.Title) { Blocks = form.Intro });
        foreach (var field in form.Fields)
        {
            blocks.Add(Question(field));
        }

        var view = Modal(form.Title, blocks);
        view["callback_id"] = FormId;
        view["private_metadata"] = new Memory(form.Key, channel).Write();
        view["submit"] = Plain(form.Submit, TitleLength);
        return view;
    }

    /// <summary>What was answered, where there is no conversation to say it in.</summary>
    /// <param name="times">Shown by the reader's own clock.</param>
    public JsonObject Told(string title, string text, Card? card, IReadOnlyList<TimeSaid>? times = null)
    {
        card ??= new Card(title, title);
        return Modal(title, Body(card with { Blocks = [new Block.Text([.. Mrkdwn.Spans(text, times ?? [])]), .. card.Blocks] }) is { Count: > 0 } said ? said : [Section(text, times)]);
    }

    public JsonObject Home(Card card) => new() { ["type"] = "home", ["blocks"] = cards.DrawView(card, "home") };

    public static JsonObject Section(string text, IReadOnlyList<TimeSaid>? times = null) => new()
    {
        ["type"] = "section",
        ["text"] = new JsonObject { ["type"] = "mrkdwn", ["text"] = Mrkdwn.Escape(text, times ?? [], 2900) is var words && string.IsNullOrWhiteSpace(words) ? "–" : words, ["verbatim"] = true },
    };

    private static JsonObject Modal(string title, JsonArray blocks) => new()
    {
        ["type"] = "modal",
        ["title"] = Plain(title, TitleLength),
        ["close"] = Plain("Close", TitleLength),
        ["blocks"] = blocks,
    };

    /// <summary>A card without its heading: a view has a title of its own.</summary>
    private JsonArray Body(Card card) => [.. cards.DrawView(card, "view").Skip(1).Select(block => block?.DeepClone())];

    private static JsonObject Question(Field field)
    {
        var block = new JsonObject
        {
            ["type"] = "input",
            ["block_id"] = field.Id,
            ["label"] = Plain(field.Label, LabelLength),
            ["optional"] = field.Optional,
            ["element"] = Element(field),
        };
        if (field.Hint is { } hint)
        {
            block["hint"] = Plain(hint, HintLength);
        }

        return block;
    }

    private static JsonObject Element(Field field)
    {
        var element = field switch
        {
            Field.Text text => With(new JsonObject { ["type"] = "plain_text_input", ["multiline"] = text.Long, ["max_length"] = text.MaxLength }, "initial_value", text.Initial),
            Field.Choice choice => Choices(choice),
            Field.Person => new JsonObject { ["type"] = "users_select" },
            Field.Date date => With(new JsonObject { ["type"] = "datepicker" }, "initial_date", date.Initial?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            Field.Time time => With(new JsonObject { ["type"] = "timepicker" }, "initial_time", time.Initial?.ToString("HH:mm", CultureInfo.InvariantCulture)),
            _ => throw new ArgumentException($"No field is called {field.GetType().Name}.", nameof(field)),
        };
        element["action_id"] = Input;
        return element;
    }

    private static JsonObject Choices(Field.Choice choice)
    {
        var element = new JsonObject { ["type"] = "static_select", ["options"] = new JsonArray([.. choice.Options.Select(Choice)]) };
        if (choice.Options.FirstOrDefault(option => string.Equals(option.Value, choice.Initial, StringComparison.Ordinal)) is { } chosen)
        {
            element["initial_option"] = Choice(chosen);
        }

        return element;
    }

    private static JsonNode Choice(Option option) => new JsonObject { ["text"] = Plain(option.Label, OptionLength), ["value"] = option.Value };

    private static JsonObject With(JsonObject element, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            element[name] = value;
        }

        return element;
    }

    private static JsonObject Plain(string text, int length) => new() { ["type"] = "plain_text", ["text"] = Words.Cut(Words.Clean(text), length) is { Length: > 0 } words ? words : "–", ["emoji"] = false };

    /// <summary>What a view brings back of what was known when it was opened. Whoever fills it in can see it: ids only.</summary>
    /// <param name="Key">The form's.</param>
    /// <param name="Channel">Where the answer is told; null = in the view itself.</param>
    internal sealed record Memory(string Key, string? Channel)
    {
        public string Write() => new JsonObject { ["k"] = Key, ["c"] = Channel }.ToJsonString(JsonSerializerOptions.Default);

        public static Memory? Read(string text)
        {
            using var json = Json.Read(System.Text.Encoding.UTF8.GetBytes(text));
            return json?.RootElement.Text("k") is { } key ? new Memory(key, SlackIds.Channel(json.RootElement.Text("c"))) : null;
        }
    }
}
