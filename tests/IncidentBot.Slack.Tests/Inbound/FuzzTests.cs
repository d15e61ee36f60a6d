using System.Globalization;
using System.Text;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Settings;
using IncidentBot.Slack.Inbound;
using IncidentBot.Slack.Inbound.Socket;
using IncidentBot.Slack.Outbound;
using IncidentBot.Slack.Tests.Inbound.Support;
using IncidentBot.TestKit.Doubles;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace IncidentBot.Slack.Tests.Inbound;

/// <summary>Spoiled requests, most of them well signed, so that they get past the door: never an exception, never a 5xx, never more and more memory.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    /// <summary><c>scripts/fuzz.sh</c> asks for a million.</summary>
    private static readonly int Requests = int.TryParse(Environment.GetEnvironmentVariable("INCIDENTBOT_FUZZ"), CultureInfo.InvariantCulture, out var count) ? count : 20_000;

    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("INCIDENTBOT_FUZZ_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : 7;

    private const long MostMemory = 128L * 1024 * 1024;

    [Fact]
    public async Task Spoiled_requests_are_answered_and_nothing_breaks_or_grows()
    {
        var log = new ErrorLog();
        using var slack = new ScriptedSlack();
        var options = new SlackOptions { Mode = SlackMode.Http, BotToken = new Secret("xoxb-1"), SigningSecret = new Secret(SlackDriver.Secret) };
        var time = new HastyTime();
        using var api = new SlackApi(slack, options, time, NullLogger<SlackApi>.Instance);
        var store = new MemoryStore(time);
        using var inbound = new SlackInbound(options, api, new Workspace(api, options.KnownAppId, time, NullLogger<Workspace>.Instance), new SharedChannels(api, options, time, NullLogger<SharedChannels>.Instance), slack, new ReadingDesk(), store, new IncidentWriter(store, PeopleRoster.Empty), PeopleRoster.Empty, time, log);
        var envelopes = new SocketEnvelopes(inbound.Intake, NullLogger<SocketEnvelopes>.Instance);
        var samples = Samples();
        var chance = new Mutator(Seed);
        var statuses = new SortedDictionary<int, int>();
        long before = 0;
        for (var i = 0; i < Requests; i++)
        {
            if (i == Requests / 10)
            {
                before = GC.GetTotalMemory(forceFullCollection: true);
            }

            var (road, type, body) = samples[chance.Next(samples.Count)];
            var spoiled = chance.Spoil(body, samples[chance.Next(samples.Count)].Body);
            var status = chance.Next(10) == 0 && road is "events"
                ? await EnvelopeAsync(envelopes, spoiled)
                : await PostAsync(inbound, chance, chance.Next(20) == 0 ? "options" : road, type, spoiled);
            Assert.True(status is 200 or 400 or 401 or 413, $"request {i} of seed {Seed} was answered {status}: {Convert.ToBase64String(spoiled)}");
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
        }

        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        output.WriteLine($"{Requests} requests, seed {Seed}: {string.Join(", ", statuses.Select(one => $"{one.Key} × {one.Value}"))}; memory grew by {grown / 1024 / 1024} MiB");
        Assert.Empty(log.Errors);
        Assert.True(grown < MostMemory, $"memory grew by {grown} bytes");

        // All three kinds were really met: a fuzz that is turned away at the door shows nothing.
        Assert.True(statuses[200] > Requests / 20 && statuses[400] > Requests / 20 && statuses[401] > 0, string.Join(", ", statuses));
    }

    private static async Task<int> EnvelopeAsync(SocketEnvelopes envelopes, byte[] payload)
    {
        var frame = Encoding.UTF8.GetBytes($$"""{"envelope_id":"e1","type":"events_api","payload":{{Encoding.UTF8.GetString(payload)}}}""");
        using var json = Json.Read(frame);

        // What is no JSON is passed over before it gets here.
        return json is null ? 400 : await envelopes.HandleAsync("e1", frame) is null ? 500 : 200;
    }

    private static async Task<int> PostAsync(SlackInbound inbound, Mutator chance, string road, string type, byte[] body)
    {
        var http = new DefaultHttpContext();
        http.Request.Method = "POST";
        http.Request.ContentType = chance.Next(50) == 0 ? "text/; =" : type;
        http.Request.ContentLength = chance.Next(30) == 0 ? null : body.Length;
        http.Request.Body = new MemoryStream(body);
        http.Response.Body = Stream.Null;
        const string Moment = "1790000000";
        var signed = chance.Next(20) != 0;
        http.Request.Headers[Signing.TimestampHeader] = signed ? Moment : Encoding.Latin1.GetString(chance.Spoil("1790000000"u8.ToArray(), body.Length == 0 ? [1] : body));
        http.Request.Headers[Signing.SignatureHeader] = SlackDriver.Sign(SlackDriver.Secret, Moment, body);
        await inbound.Endpoints.AnswerAsync(http, road);
        return http.Response.StatusCode;
    }

    private static List<(string Road, string Type, byte[] Body)> Samples()
    {
        List<(string, string, byte[])> samples = [];
        foreach (var name in Payloads.Names)
        {
            var kind = name.Split('.')[0];
            if (name.EndsWith(".form.txt", StringComparison.Ordinal))
            {
                samples.Add((kind.StartsWith("slash", StringComparison.Ordinal) || kind.Contains("ssl", StringComparison.Ordinal) ? "commands" : "interactions", "application/x-www-form-urlencoded", Payloads.Bytes(name)));
            }
            else if (kind is "event")
            {
                samples.Add(("events", "application/json", Payloads.Bytes(name)));
            }
            else if (kind is "block_actions" or "view_submission" or "view_closed" or "shortcut" or "message_action" or "block_suggestion")
            {
                // Ours, so that what is pressed and filled in goes all the way.
                var ours = Payloads.Text(name).Replace("\"incident.ack\"", "\"press/0\"", StringComparison.Ordinal).Replace("\"incident.declare\"", "\"form\"", StringComparison.Ordinal).Replace("{\\\"src\\\":\\\"C0GENERAL01\\\",\\\"n\\\":\\\"6f1c\\\"}", "{\\\"k\\\":\\\"update INC-1\\\",\\\"c\\\":\\\"C0GENERAL01\\\"}", StringComparison.Ordinal);
                samples.Add(("interactions", "application/x-www-form-urlencoded", SlackDriver.Form(("payload", ours))));
            }
        }

        return samples;
    }

    /// <summary>Stands at the moment of the signatures; a short wait (for somebody's facts, which nobody here will bring) is over at once.</summary>
    private sealed class HastyTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => SlackDriver.Now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero && dueTime < TimeSpan.FromSeconds(1) ? TimeSpan.Zero : dueTime, period);
    }

    /// <summary>Reads every line as the real one does, and keeps nothing.</summary>
    private sealed class ReadingDesk : ICommandDesk
    {
        public ValueTask<Answer> HandleAsync(Core.Desk.Inbound inbound, CancellationToken cancellationToken)
        {
            var line = inbound.Input switch { Input.Line typed => typed.Text, Input.Press pressed => pressed.Text, Input.Submit submit => $"{submit.Form} {string.Join(' ', submit.Fields.Values)}", _ => "" };
            return ValueTask.FromResult(new Answer(AnswerKind.Shown, Visibility.OnlyYou, $"{CommandLine.Read(line)}", new Card("Read", line) { Blocks = [Block.Text.Of(line)], Buttons = [new Button(line, line)] }, "So it was read."));
        }

        /// <summary>A form for every second line, with what was sent in every part of it.</summary>
        public ValueTask<Answer?> PrepareAsync(Core.Desk.Inbound inbound, CancellationToken cancellationToken)
        {
            var line = inbound.Input switch { Input.Line typed => typed.Text, Input.Press pressed => pressed.Text, _ => "" };
            return ValueTask.FromResult(line.Length % 2 == 0 ? null : new Answer(AnswerKind.Shown, Visibility.OnlyYou, line)
            {
                Form = new Form(line, line, line) { Intro = [Block.Text.Of(line)], Fields = [new Field.Text("text", line, 100) { Initial = Words.Cut(line, 100), Hint = line }, new Field.Choice("one", line, [new Option("a", line)])] },
            });
        }

        public ValueTask<Card> ViewAsync(string view, Actor viewer, Membership membership, CancellationToken cancellationToken) => ValueTask.FromResult(new Card(view, view));
    }

    /// <summary>What was logged as an error or worse, but for being thrown out, which some of the samples say.</summary>
    private sealed class ErrorLog : ILoggerFactory, ILogger
    {
        public List<string> Errors { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Error && exception is not null)
            {
                Errors.Add(exception.ToString());
            }
        }
    }
}
