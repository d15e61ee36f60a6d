using System.Net.Mime;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Slack.Outbound;

namespace IncidentBot.Slack.Inbound;

/// <summary>
/// The addresses at which Slack takes a late answer. They are secrets and come from outside: only Slack's own hosts, over https, without
/// redirects, and never stored or logged.
/// </summary>
internal sealed class ResponseUrls : IDisposable
{
    private static readonly string[] Hosts = ["slack.com", "slack-gov.com"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;
    private readonly Uri? _test;
    private readonly TimeProvider _time;

    /// <param name="api">Where the Web API is: on this machine (a test) its own address takes answers too.</param>
    public ResponseUrls(HttpMessageHandler handler, Uri api, TimeProvider time)
    {
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = 64 * 1024 };
        _test = api is { IsLoopback: true, Scheme: "http" } ? api : null;
        _time = time;
    }

    public bool IsAllowed(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && address.UserInfo.Length == 0
        && ((address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort && Hosts.Any(host => address.Host.Equals(host, StringComparison.OrdinalIgnoreCase) || address.Host.EndsWith($".{host}", StringComparison.OrdinalIgnoreCase)))
            || (_test is not null && address.Scheme == _test.Scheme && address.Authority.Equals(_test.Authority, StringComparison.Ordinal)));

    /// <summary>
    /// False when Slack surely did not take it: used up, expired, unreachable, or not an address of Slack's. An answer that was lost says nothing, and
    /// the message may stand there: saying it again elsewhere would be twice.
    /// </summary>
    public async Task<bool> PostAsync(string? url, JsonObject message, CancellationToken cancellationToken)
    {
        if (!IsAllowed(url))
        {
            return false;
        }

        using var timeout = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var content = new StringContent(message.ToJsonString(JsonSerializerOptions.Default), Encoding.UTF8, MediaTypeNames.Application.Json);
            using var response = await _http.PostAsync(new Uri(url!), content, either.Token);
            return response.IsSuccessStatusCode || (int)response.StatusCode >= 500;
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            return timeout.IsCancellationRequested || !SlackApi.NeverLeft(error);
        }
        catch (HttpRequestException error)
        {
            return !SlackApi.NeverLeft(error);
        }
    }

    public void Dispose() => _http.Dispose();
}
