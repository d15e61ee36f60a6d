using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Core.Settings;

namespace IncidentBot.Slack.Outbound;

/// <summary>One request to the Web API. Every method takes form fields; what is nested in them is JSON text in one field.</summary>
/// <param name="Method">As Slack names it: <c>chat.postMessage</c>.</param>
internal sealed record SlackCall(string Method)
{
    /// <summary>Letters of every script stay letters: JSON that travels in a form field needs no escapes of its own.</summary>
    public static JsonSerializerOptions Readable { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<KeyValuePair<string, string>> _fields = [];

    public IReadOnlyList<KeyValuePair<string, string>> Fields => _fields;

    /// <summary>The conversation that limits of this call count for; null when they count for the method alone.</summary>
    public string? Channel { get; private set; }

    /// <summary>The message that is edited, which has a pace of its own.</summary>
    public string? Message { get; private set; }

    /// <summary>In place of the bot token: opening a socket takes the app's.</summary>
    public Secret? Token { get; init; }

    /// <summary>A field without a value is left out.</summary>
    public SlackCall With(string name, string? value)
    {
        if (value is not null)
        {
            _fields.Add(new(name, value));
        }

        return this;
    }

    public SlackCall With(string name, bool value) => With(name, value ? "true" : "false");

    public SlackCall With(string name, int value) => With(name, value.ToString());

    public SlackCall With(string name, JsonNode? value) => With(name, value?.ToJsonString(Readable));

    public SlackCall In(string channel)
    {
        Channel = channel;
        return With("channel", channel);
    }

    public SlackCall On(string ts)
    {
        Message = ts;
        return With("ts", ts);
    }
}
