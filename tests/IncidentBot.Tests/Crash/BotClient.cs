using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace IncidentBot.Tests.Crash;

/// <summary>One caller of the API, who writes down what was promised to it.</summary>
internal sealed class BotClient(HttpClient http, Ledger ledger)
{
    /// <summary>False when the connection broke: the process was killed. Throws when a repeated command is answered in other words.</summary>
    public async Task<bool> SendAsync(Sent sent, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/commands") { Content = new ByteArrayContent(Body(sent)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Idempotency-Key", sent.Key);
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            Note(sent, response.StatusCode, body);
            return true;
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(path, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path} answered {(int)response.StatusCode}: {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    /// <summary>A look-up under load; what it says is judged elsewhere, that it does not break anything here.</summary>
    public async Task<bool> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(path, cancellationToken);
            Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{path} answered {(int)response.StatusCode}");
            return true;
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    private void Note(Sent sent, HttpStatusCode status, byte[] body)
    {
        var answer = JsonDocument.Parse(body).RootElement;
        switch (status)
        {
            case HttpStatusCode.OK when sent.Answer is { } first:
                Assert.Equal(first, answer.GetProperty("text").GetString());
                Assert.True(answer.GetProperty("repeated").GetBoolean(), $"{sent.Key} was done a second time");
                break;
            case HttpStatusCode.OK:
                ledger.Answer(sent, answer.GetProperty("text").GetString()!, answer.GetProperty("incident").GetString()!);
                break;
            case HttpStatusCode.Conflict:
                sent.Refused = true;
                break;
            case HttpStatusCode.ServiceUnavailable:
                break;
            default:
                Assert.Fail($"{sent.Text} was answered {(int)status}: {answer}");
                break;
        }
    }

    private static byte[] Body(Sent sent) => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["actor"] = "anna",
        ["conversation"] = "incidents",
        ["text"] = sent.Text,
    });
}
