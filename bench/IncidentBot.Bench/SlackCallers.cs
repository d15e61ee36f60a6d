using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace IncidentBot.Bench;

/// <summary>
/// Those who type the slash commands, in a process of their own so that their processor time is not counted with the server's. The process is
/// told one load in a line (address, callers at once, seconds, commands a second or 0) and answers with the latencies of it in a line.
/// </summary>
internal sealed class SlackCallers : IDisposable
{
    public const string Name = "slack-callers";
    public const string SigningSecret = "0123456789abcdef0123456789abcdef";

    private static long s_triggers;

    private readonly Process _process;

    private SlackCallers(Process process) => _process = process;

    public static SlackCallers Start() => new(Process.Start(new ProcessStartInfo("dotnet", [typeof(SlackCallers).Assembly.Location, Name])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        UseShellExecute = false,
    })!);

    /// <param name="perSecond">Commands a second of all callers together; null = as fast as they are answered.</param>
    /// <exception cref="InvalidOperationException">The callers were refused; they have written why.</exception>
    public async Task<Samples> CallAsync(Uri address, int atOnce, TimeSpan length, int? perSecond = null)
    {
        await _process.StandardInput.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{address} {atOnce} {length.TotalSeconds} {perSecond ?? 0}"));
        await _process.StandardInput.FlushAsync();
        var line = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The callers went away.");
        var samples = new Samples();
        foreach (var took in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            samples.Add(TimeSpan.FromTicks(long.Parse(took, CultureInfo.InvariantCulture)));
        }

        return samples;
    }

    public void Dispose()
    {
        // The end of its input ends it.
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>What the process does.</summary>
    public static async Task RunAsync()
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256, PooledConnectionLifetime = Timeout.InfiniteTimeSpan });
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var told = line.Split(' ');
            var (address, atOnce) = (new Uri(told[0]), int.Parse(told[1], CultureInfo.InvariantCulture));
            var (length, perSecond) = (TimeSpan.FromSeconds(double.Parse(told[2], CultureInfo.InvariantCulture)), int.Parse(told[3], CultureInfo.InvariantCulture));
            var begun = Stopwatch.GetTimestamp();
            var took = await Task.WhenAll(Enumerable.Range(0, atOnce).Select(caller => Task.Run(() => OneAsync(client, address, new Caller(caller, atOnce, begun, length, perSecond)))));
            await Console.Out.WriteLineAsync(string.Join(' ', took.SelectMany(one => one).Select(one => one.Ticks.ToString(CultureInfo.InvariantCulture))));
        }
    }

    public static byte[] Sign(string timestamp, byte[] body) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(SigningSecret), (byte[])[.. Encoding.ASCII.GetBytes($"v0:{timestamp}:"), .. body]);

    private static async Task<List<TimeSpan>> OneAsync(HttpClient client, Uri address, Caller caller)
    {
        var all = new List<TimeSpan>();
        var incident = "";
        for (var i = 0; Stopwatch.GetElapsedTime(caller.Begun) < caller.Length; i++)
        {
            if (caller.Moment(i) - Stopwatch.GetElapsedTime(caller.Begun) is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, TimeProvider.System);
            }

            var number = Interlocked.Increment(ref s_triggers);
            var declares = i % 20 == 0 || incident.Length == 0;
            using var request = Request(address, caller.Number, number, declares ? $"p4 bench {number}" : $"note {incident} the queue is at {number} and falling");
            var sent = Stopwatch.GetTimestamp();
            using var response = await client.SendAsync(request);
            var body = await response.Content.ReadAsStringAsync();
            all.Add(Stopwatch.GetElapsedTime(sent));
            if (!response.IsSuccessStatusCode)
            {
                throw new InvalidOperationException($"The benchmark's own command was answered {(int)response.StatusCode}: {body}");
            }

            if (declares)
            {
                incident = body.IndexOf("INC-", StringComparison.Ordinal) is var at and >= 0 ? body[at..body.IndexOf(' ', at)] : "INC-1";
            }
        }

        return all;
    }

    private static HttpRequestMessage Request(Uri address, int caller, long number, string text)
    {
        var form = $"command=%2Fincident&text={Uri.EscapeDataString(text)}&user_id=U0BENCH{caller}&user_name=bench&team_id=T0BENCH&channel_id=C0BENCH01&api_app_id=A0BENCH&trigger_id=1.{number}.x&response_url=https%3A%2F%2Fhooks.slack.com%2Fx";
        var body = Encoding.UTF8.GetBytes(form);
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        request.Headers.Add("X-Slack-Request-Timestamp", timestamp);
        request.Headers.Add("X-Slack-Signature", $"v0={Convert.ToHexStringLower(Sign(timestamp, body))}");
        return request;
    }

    private sealed record Caller(int Number, int AtOnce, long Begun, TimeSpan Length, int PerSecond)
    {
        /// <summary>At a steady rate each caller has its own moments, spread over the second.</summary>
        public TimeSpan Moment(int command) => PerSecond == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds((command * (double)AtOnce / PerSecond) + (Number / (double)PerSecond));
    }
}
