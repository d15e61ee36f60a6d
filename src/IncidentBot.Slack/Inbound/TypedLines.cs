using System.Text.RegularExpressions;
using IncidentBot.Core.Desk;

namespace IncidentBot.Slack.Inbound;

/// <summary>
/// Lines that somebody is told to type. Other chats read them as they stand; in Slack they only work behind the slash command, so here they
/// stand behind it.
/// </summary>
/// <param name="command">With its slash, as <see cref="SlackOptions.Command"/>.</param>
internal sealed partial class TypedLines(string command)
{
    public string Command => command;

    /// <summary><c>`ack INC-1`</c> becomes <c>`/incident ack INC-1`</c>; what is no line of the bot's stays as it is.</summary>
    public string In(string text) => Code().Replace(text, span => IsLine(span.Groups["line"].Value) ? $"`{command} {span.Groups["line"].Value}`" : span.Value);

    private static bool IsLine(string line) => CommandLine.Read(line) switch
    {
        Reading.Call => true,
        Reading.Declare declare => declare.Severity is not null || declare.Title.Length == 0,
        _ => false,
    };

    [GeneratedRegex("`(?<line>[^`\\n]+)`", RegexOptions.NonBacktracking)]
    private static partial Regex Code();
}
