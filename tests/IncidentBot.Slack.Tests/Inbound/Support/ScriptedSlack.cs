using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace IncidentBot.Slack.Tests.Inbound.Support;

/// <summary>Slack's side of the wire, as a test wants it: remembers every call, answers what it is told to.</summary>
internal sealed class ScriptedSlack : HttpMessageHandler
{
    private readonly ConcurrentQueue<SeenCall> _calls = new();
    private volatile TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<SeenCall> Calls => [.. _calls];

    /// <summary>The JSON of an answer; null = <c>{"ok":true}</c>.</summary>
    public Func<SeenCall, string?> Answers { get; set; } = _ => null;

    /// <summary>A call is answered when this is done; it was made before.</summary>
    public Func<SeenCall, Task> Holds { get; set; } = _ => Task.CompletedTask;

    public IReadOnlyList<SeenCall> Of(string method) => [.. _calls.Where(call => string.Equals(call.Method, method, StringComparison.Ordinal))];

    /// <summary>Returns when Slack was called so; one of the bot's other hands does it. A test that would wait for ever fails instead.</summary>
    public async Task<SeenCall> CalledAsync(string method, int times = 1)
    {
        while (true)
        {
            var more = _more.Task;
            if (Of(method) is { Count: var count } calls && count >= times)
            {
                return calls[^1];
            }

            await more.WaitAsync(TimeSpan.FromSeconds(20));
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var method = request.RequestUri!.AbsolutePath.StartsWith("/api/", StringComparison.Ordinal) ? request.RequestUri.AbsolutePath["/api/".Length..] : "response_url";
        var fields = method is "response_url" ? new Dictionary<string, string>(StringComparer.Ordinal) : QueryHelpers.ParseQuery(body).ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal);
        var call = new SeenCall(method, request.RequestUri, fields, body);
        var answer = Answers(call);
        _calls.Enqueue(call);
        Interlocked.Exchange(ref _more, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        await Holds(call).WaitAsync(cancellationToken);
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer ?? (method is "response_url" ? "ok" : """{"ok":true}"""), Encoding.UTF8, "application/json") };
    }
}

internal sealed record SeenCall(string Method, Uri Address, IReadOnlyDictionary<string, string> Fields, string Body);
