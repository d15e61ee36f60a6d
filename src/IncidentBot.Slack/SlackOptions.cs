using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using IncidentBot.Core.Settings;

namespace IncidentBot.Slack;

/// <summary>How Slack reaches the bot.</summary>
public enum SlackMode
{
    /// <summary>Not at all: nothing of Slack is started.</summary>
    Off,

    /// <summary>The bot dials out and keeps a web socket open; it needs no public address.</summary>
    Socket,

    /// <summary>Slack calls <c>/slack/…</c> at a public https address.</summary>
    Http,
}

/// <summary>The Slack workspace the bot lives in. Section <c>Slack</c>.</summary>
public sealed partial class SlackOptions : IValidatableObject
{
    public const string Section = "Slack";

    /// <summary>How Slack reaches the bot: Off, Socket or Http.</summary>
    /// <value>Off.</value>
    public SlackMode Mode { get; init; } = SlackMode.Off;

    /// <summary>The bot's own token, <c>xoxb-…</c>, from the app's page "OAuth &amp; Permissions".</summary>
    public Secret BotToken { get; init; } = Secret.None;

    /// <summary>The app-level token, <c>xapp-…</c>, with the scope connections:write; Socket mode needs it.</summary>
    public Secret AppToken { get; init; } = Secret.None;

    /// <summary>The app's id, <c>A…</c>, from "Basic Information"; what another app sends is refused. Null: Slack is asked at the start, and in Socket mode the app-level token says it.</summary>
    public string? AppId { get; init; }

    /// <summary>What Slack signs its requests with, from the app's page "Basic Information"; Http mode needs it.</summary>
    public Secret SigningSecret { get; init; } = Secret.None;

    /// <summary>The signing secret before it was changed: Slack uses it for up to 24 hours more.</summary>
    public Secret PreviousSigningSecret { get; init; } = Secret.None;

    /// <summary>Where the Web API is. Another one only for GovSlack (https://slack-gov.com/api/) and for tests.</summary>
    /// <value>https://slack.com/api/</value>
    public Uri ApiBaseUrl { get; init; } = new("https://slack.com/api/");

    /// <summary>The announcement channel, by name or id. The bot joins it by itself when it is public.</summary>
    /// <value>incidents.</value>
    public string AnnouncementChannel { get; init; } = "incidents";

    /// <summary>How long after its end an incident's channel stays open before it is archived; zero = for ever.</summary>
    /// <value>7 days.</value>
    public TimeSpan ArchiveRoomsAfter { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The slash command, as the app's manifest names it.</summary>
    /// <value>/incident.</value>
    public string Command { get; init; } = "/incident";

    /// <summary>The app's id as far as it is configured: an app-level token reads <c>xapp-1-A…-…</c>. Null where it is not.</summary>
    internal string? KnownAppId => AppId ?? (Mode == SlackMode.Socket && AppToken.Reveal().Split('-') is ["xapp", _, var app, _, ..] && AppPattern().IsMatch(app) ? app : null);

    /// <summary>Null where rooms stay open for ever.</summary>
    public TimeSpan? RoomsKeptFor => ArchiveRoomsAfter == TimeSpan.Zero ? null : ArchiveRoomsAfter;

    /// <summary>The secrets that a signature may be made with: the one in use, and the one before it during a change.</summary>
    public IReadOnlyList<Secret> SigningSecrets => [.. new[] { SigningSecret, PreviousSigningSecret }.Where(secret => !secret.IsEmpty)];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Mode == SlackMode.Off)
        {
            yield break;
        }

        if (Token(BotToken, "xoxb-", "under OAuth & Permissions, after the app is installed") is { } bot)
        {
            yield return new ValidationResult(bot, [nameof(BotToken)]);
        }

        if (Mode == SlackMode.Socket && Token(AppToken, "xapp-", "under Basic Information, App-Level Tokens, with the scope connections:write") is { } app)
        {
            yield return new ValidationResult(app, [nameof(AppToken)]);
        }

        if (AppId is not null && !AppPattern().IsMatch(AppId))
        {
            yield return new ValidationResult("is no id of an app. Allowed: the App ID of the app's page Basic Information (A024BE7LH)", [nameof(AppId)]);
        }

        if (Mode == SlackMode.Http && SigningSecret.Reveal().Length < 16)
        {
            yield return new ValidationResult(SigningSecret.IsEmpty ? "is missing; it stands on the app's page under Basic Information" : "is no signing secret: it is too short", [nameof(SigningSecret)]);
        }

        if (Mode == SlackMode.Http && !PreviousSigningSecret.IsEmpty && PreviousSigningSecret.Reveal().Length < 16)
        {
            yield return new ValidationResult("is no signing secret: it is too short", [nameof(PreviousSigningSecret)]);
        }

        if (!IsApi(ApiBaseUrl))
        {
            yield return new ValidationResult("is no address of a Web API. Allowed: https://…/api/ with the slash at the end; plain http only on this machine", [nameof(ApiBaseUrl)]);
        }

        if (!ChannelPattern().IsMatch(AnnouncementChannel))
        {
            yield return new ValidationResult("is no channel. Allowed: its name (incidents) or id (C024BE91L)", [nameof(AnnouncementChannel)]);
        }

        if (ArchiveRoomsAfter != TimeSpan.Zero && (ArchiveRoomsAfter < TimeSpan.FromHours(2) || ArchiveRoomsAfter > TimeSpan.FromDays(60)))
        {
            // An incident can be reopened for an hour, and a bot cannot unarchive.
            yield return new ValidationResult("is out of range. Allowed: 02:00:00 to 60.00:00:00, or 00:00:00 for never", [nameof(ArchiveRoomsAfter)]);
        }

        if (!CommandPattern().IsMatch(Command))
        {
            yield return new ValidationResult("is no slash command. Allowed: a slash and up to 31 small letters, digits, dashes", [nameof(Command)]);
        }
    }

    /// <summary>What is wrong, never with the value: null when nothing is.</summary>
    private static string? Token(Secret token, string prefix, string where) =>
        token.IsEmpty ? $"is missing; it begins with {prefix} and stands on the app's page {where}"
        : !token.Reveal().StartsWith(prefix, StringComparison.Ordinal) || token.Reveal().Any(c => c is <= ' ' or > '~') ? $"is not this kind of token. Allowed: the one that begins with {prefix}, {where}"
        : null;

    private static bool IsApi(Uri address) =>
        address.IsAbsoluteUri && address.AbsolutePath.EndsWith('/') && address.Query.Length == 0 && address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    [GeneratedRegex("^(#?[\\p{Ll}\\p{Lo}\\p{Nd}_-]{1,80}|[CG][A-Z0-9]{6,20})$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ChannelPattern();

    [GeneratedRegex("^A[A-Z0-9]{6,20}$", RegexOptions.NonBacktracking)]
    private static partial Regex AppPattern();

    [GeneratedRegex("^/[a-z0-9_-]{1,31}$", RegexOptions.NonBacktracking)]
    private static partial Regex CommandPattern();
}
