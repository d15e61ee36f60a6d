using Serilog.Events;
using Serilog.Formatting;
using Serilog.Parsing;

namespace IncidentBot.Logging;

/// <summary>One line a person can read: time, level, message, and in brackets which incident, verb and delivery it belongs to.</summary>
internal sealed class PeopleFormatter : ITextFormatter
{
    private static readonly string[] Scopes = ["incident", "verb", "delivery"];

    public void Format(LogEvent logEvent, TextWriter output)
    {
        output.Write(logEvent.Timestamp.ToString("HH:mm:ss.fff "));
        output.Write(Word(logEvent.Level));
        output.Write(' ');
        var message = OneLine(Message(logEvent));
        output.Write(message);
        Scope(logEvent, message, output);
        output.Write('\n');
        if (logEvent.Exception is { } error)
        {
            output.Write(error.ToString());
            output.Write('\n');
        }
    }

    /// <summary>Texts without the quotes that Serilog puts around them.</summary>
    private static string Message(LogEvent logEvent)
    {
        using var text = new StringWriter();
        foreach (var token in logEvent.MessageTemplate.Tokens)
        {
            if (token is PropertyToken property && logEvent.Properties.TryGetValue(property.PropertyName, out var value) && value is ScalarValue { Value: string or null } plain)
            {
                text.Write(plain.Value ?? "-");
            }
            else
            {
                token.Render(logEvent.Properties, text);
            }
        }

        return text.ToString();
    }

    private static void Scope(LogEvent logEvent, string message, TextWriter output)
    {
        var values = Scopes
            .Select(name => logEvent.Properties.TryGetValue(name, out var value) && value is ScalarValue { Value: { } plain } ? plain.ToString()! : string.Empty)
            .Where(value => value.Length > 0 && !message.Contains(value, StringComparison.Ordinal));
        var text = string.Join(' ', values);
        if (text.Length > 0)
        {
            output.Write($" [{OneLine(text)}]");
        }
    }

    /// <summary>Text from outside must not start a log line of its own.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));

    private static string Word(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose => "trace",
        LogEventLevel.Debug => "debug",
        LogEventLevel.Information => "info ",
        LogEventLevel.Warning => "WARN ",
        LogEventLevel.Error => "ERROR",
        _ => "FATAL",
    };
}
