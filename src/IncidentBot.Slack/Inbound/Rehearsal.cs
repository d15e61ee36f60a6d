using System.Globalization;
using System.Text;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Settings;
using IncidentBot.Core.Store;
using IncidentBot.Slack.Outbound;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentBot.Slack.Inbound;

/// <summary>
/// The road of a command, walked once before the first person walks it: Slack gives up after three seconds, and a process that has just started
/// spends a good part of them on compiling (Slack page, section 3). The same parts as the real ones, from the signature to the drawn answer, with a person, a
/// secret and a <see cref="RehearsalStage"/> of its own; no loop of it runs, so nothing is asked of Slack and nothing leaves.
/// </summary>
public static class Rehearsal
{
    private const string Person = "U0REHEARSAL";
    private const string Channel = "C0REHEARSAL";

    /// <summary>A declaration, a change of it, a look-up, a line that is refused: the kinds of answers there are.</summary>
    private static readonly string[] Lines = ["p1 rehearsal", "note INC-1 rehearsal", "status INC-1", "help", "rehearsal"];

    /// <summary>Returns what was answered to each line, in their order.</summary>
    /// <param name="write">What the real store does to a change before it is written; told of each one.</param>
    public static Task<IReadOnlyList<string>> RunAsync(TimeProvider time, Action<Change> write, CancellationToken cancellationToken) => RunAsync(new Silence(), time, write, cancellationToken);

    /// <param name="wire">Never called; disposed of.</param>
    internal static async Task<IReadOnlyList<string>> RunAsync(HttpMessageHandler wire, TimeProvider time, Action<Change> write, CancellationToken cancellationToken)
    {
        var roster = PeopleRoster.From(new PeopleOptions { List = [new PersonOptions { Id = "rehearsal", Name = "Rehearsal", Chats = { [SlackModule.Name] = Person } }], Primary = "rehearsal" });
        var secret = new Secret("the-rehearsal-signs-with-this-one");
        var stage = new RehearsalStage(write);
        var writer = new IncidentWriter(stage, roster);
        var desk = new CommandDesk(stage, writer, new DeskSettings(roster, ProcedureBook.Default(), [SlackModule.Name]), time, NullLogger<CommandDesk>.Instance);
        var options = new SlackOptions { Mode = SlackMode.Http, SigningSecret = secret };
        var logs = NullLoggerFactory.Instance;
        using var api = new SlackApi(wire, options, time, NullLogger<SlackApi>.Instance);
        var (workspace, shared) = (new Workspace(api, app: null, time, NullLogger<Workspace>.Instance), new SharedChannels(api, options, time, NullLogger<SharedChannels>.Instance));
        using var inbound = new SlackInbound(options, api, workspace, shared, wire, desk, stage, writer, roster, time, logs);
        List<string> answers = [];
        foreach (var line in Lines)
        {
            cancellationToken.ThrowIfCancellationRequested();
            answers.Add(await AnswerAsync(inbound, secret, Form(line, answers.Count), time));
        }

        return answers;
    }

    private static byte[] Form(string line, int number) => Encoding.UTF8.GetBytes(
        $"command=%2Fincident&text={Uri.EscapeDataString(line)}&user_id={Person}&channel_id={Channel}&trigger_id=rehearsal.{number.ToString(CultureInfo.InvariantCulture)}&response_url=https%3A%2F%2Fhooks.slack.com%2Frehearsal");

    private static async Task<string> AnswerAsync(SlackInbound inbound, Secret secret, byte[] form, TimeProvider time)
    {
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var answer = new MemoryStream();
        var http = new DefaultHttpContext();
        http.Request.Method = HttpMethods.Post;
        http.Request.ContentType = "application/x-www-form-urlencoded";
        http.Request.ContentLength = form.Length;
        http.Request.Headers[Signing.TimestampHeader] = timestamp;
        http.Request.Headers[Signing.SignatureHeader] = Encoding.ASCII.GetString(Signing.Sign(Encoding.UTF8.GetBytes(secret.Reveal()), timestamp, form));
        http.Request.Body = new MemoryStream(form);
        http.Response.Body = answer;
        await inbound.Endpoints.AnswerAsync(http, "commands");
        return Encoding.UTF8.GetString(answer.ToArray());
    }

    /// <summary>No way out: what nobody should send is not sent even by mistake.</summary>
    private sealed class Silence : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => throw new HttpRequestException("A rehearsal sends nothing.");
    }
}
