using System.Text.RegularExpressions;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Slack.Outbound;

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

    /// <summary>
    /// The same where other words stand beside the bot's own, of a playbook or of somebody's note: only what names an incident or what is to be put in
    /// its place, or is all of a look-up. <c>`close connection`</c> is no line of the bot's there.
    /// </summary>
    public string Among(string text) => text.Contains('`', StringComparison.Ordinal) ? Code().Replace(text, span => IsLine(span.Groups["line"].Value) && IsWhole(span.Groups["line"].Value) ? $"`{command} {span.Groups["line"].Value}`" : span.Value) : text;

    private static bool IsWhole(string line) => line.Contains('<', StringComparison.Ordinal) || CommandLine.Read(line) switch
    {
        Reading.Call { Incident: not null } => true,
        Reading.Call { Verb: LookVerb { NeedsIncident: false }, Text: var rest } => rest.Split(' ').All(word => word.All(char.IsAsciiDigit) || word is ['p', >= '1' and <= '4']),
        _ => false,
    };

    private static bool IsLine(string line) => CommandLine.Read(line) switch
    {
        Reading.Call => true,
        Reading.Declare declare => declare.Severity is not null || declare.Title.Length == 0,
        _ => false,
    };

    [GeneratedRegex("`(?<line>[^`\\n]+)`", RegexOptions.NonBacktracking)]
    private static partial Regex Code();
}
