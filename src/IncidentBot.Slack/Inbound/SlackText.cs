using System.Text.RegularExpressions;
using IncidentBot.Core.Roster;

namespace IncidentBot.Slack.Inbound;

/// <summary>What somebody typed, as Slack sends it, made the words they meant: mentions and links first, then <c>&amp; &lt; &gt;</c>, once.</summary>
internal static partial class SlackText
{
    /// <summary>People of the roster become <c>@ben</c>, which a command understands and a timeline can show; others keep Slack's id.</summary>
    public static string Read(string text, PeopleRoster roster)
    {
        if (text.IndexOfAny(['<', '&']) < 0)
        {
            return text;
        }

        return Unescape(Token().Replace(text, token => Escape(Word(token.Groups["kind"].Value, token.Groups["id"].Value, Unescape(token.Groups["label"].Value), roster))));
    }

    /// <summary>The same for what was typed into a form: Slack escapes nothing there, so that only what is a mention for certain is read as one.</summary>
    public static string ReadMentions(string text, PeopleRoster roster) =>
        text.Contains('<', StringComparison.Ordinal) ? Token().Replace(text, token => (token.Groups["kind"].Value is "@" ? SlackUser.IsId(token.Groups["id"].Value) : token.Groups["kind"].Value is "#" && SlackIds.Channel(token.Groups["id"].Value) is not null) ? Word(token.Groups["kind"].Value, token.Groups["id"].Value, token.Groups["label"].Value, roster) : token.Value) : text;

    /// <summary>Without the bot's own name in front.</summary>
    public static string WithoutMention(string text, string? bot)
    {
        var trimmed = text.TrimStart();
        return Mention().Match(trimmed) is { Success: true } mention && (bot is null || string.Equals(mention.Groups["id"].Value, bot, StringComparison.Ordinal)) ? trimmed[mention.Length..].TrimStart(' ', ':', ',') : trimmed;
    }

    /// <summary>Ids of the people that a line names, as <see cref="Read"/> leaves those who are not of the roster.</summary>
    public static IEnumerable<string> Named(string text) => text.Contains('@', StringComparison.Ordinal) ? Stranger().Matches(text).Select(match => match.Groups["id"].Value).Distinct(StringComparer.Ordinal) : [];

    /// <summary>Ids that <see cref="Read"/> has left become names, where they are known. A name is a text like any other and calls nobody.</summary>
    /// <param name="kept">So many people keep their id, by which a command knows them.</param>
    public static string WithNames(string text, int kept, Func<string, string?> person, Func<string, string?> channel) =>
        text.IndexOfAny(['@', '#']) < 0 ? text
        : Place().Replace(Stranger().Replace(text, id => kept-- > 0 ? id.Value : person(id.Groups["id"].Value) is { } name ? $"@{name}" : id.Value), id => channel(id.Groups["id"].Value) is { } name ? $"#{name}" : id.Value);

    private static string Word(string kind, string id, string label, PeopleRoster roster) => kind switch
    {
        "@" => roster.FindByChat(SlackModule.Name, id) is { } person ? $"@{person.Id}" : $"@{id}",
        "#" => $"#{(label.Length > 0 ? label : id)}",
        "!" when label.Length > 0 => label,
        "!" when id.Split('^') is ["subteam", var group, ..] => roster.P1List.FirstOrDefault(person => string.Equals(person.Id, $"{SlackModule.Name}/{group}", StringComparison.Ordinal))?.Name ?? $"@{group}",
        "!" => $"@{id.Split('^')[0]}",
        _ => label.Length == 0 || id.EndsWith(label, StringComparison.Ordinal) ? Unescape(id) : $"{label} ({Unescape(id)})",
    };

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Unescape(string text) => text.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);

    /// <summary><c>&lt;@U1|ben&gt;</c>, <c>&lt;#C1|&gt;</c>, <c>&lt;!here&gt;</c>, <c>&lt;https://x|x&gt;</c>, <c>&lt;!date^1^{date} {time}|noon&gt;</c>. What only looks so stays as it was typed.</summary>
    [GeneratedRegex(@"<((?<kind>!)(?<id>date\^[^<>|]{1,500})|(?<kind>[@#!]?)(?<id>[^<>|\s]{1,2000}))(\|(?<label>[^<>]{0,2000}))?>", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Token();

    [GeneratedRegex(@"@(?<id>[UW][A-Z0-9]{1,30})", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Stranger();

    [GeneratedRegex(@"#(?<id>[CG][A-Z0-9]{6,30})\b", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Place();

    [GeneratedRegex(@"^<@(?<id>[UW][A-Z0-9]{1,30})(\|[^<>]*)?>", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Mention();
}
