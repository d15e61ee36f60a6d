using System.Net;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Api;

public sealed class AccessTests
{
    private const string WrongKey = "ffffffffffffffffffffffffffffffffffffffffffffffff";

    private static readonly string[] Open = ["/healthz", "/readyz"];

    [Fact]
    public async Task Every_endpoint_but_health_is_closed_without_the_right_key()
    {
        await using var api = await ApiDriver.StartAsync();
        foreach (var (method, path) in Endpoints(api))
        {
            var open = Open.Contains(path, StringComparer.Ordinal);
            foreach (var key in new[] { null, WrongKey })
            {
                var status = (await RequestAsync(api, method, path, key)).StatusCode;
                Assert.True(open ? status != HttpStatusCode.Unauthorized : status == HttpStatusCode.Unauthorized, $"{method} {path} answered {status} with {key ?? "no key"}");
            }

            var right = (await RequestAsync(api, method, path, path.StartsWith("/hooks/", StringComparison.Ordinal) ? ApiDriver.SourceKey : ApiDriver.Key)).StatusCode;
            Assert.True(right is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden), $"{method} {path} answered {right} with the right key");
        }
    }

    [Fact]
    public async Task Every_endpoint_names_who_may_use_it()
    {
        await using var api = await ApiDriver.StartAsync();

        Assert.All(
            api.App.Services.GetRequiredService<EndpointDataSource>().Endpoints,
            endpoint => Assert.True(endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null, endpoint.DisplayName));
    }

    [Fact]
    public async Task An_endpoint_that_forgot_its_policy_is_closed_even_with_a_key()
    {
        await using var api = await ApiDriver.StartAsync();
        api.App.MapGet("/forgotten", () => "open");

        Assert.Equal(HttpStatusCode.Forbidden, (await api.GetAsync("/forgotten")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.GetAsync("/forgotten", key: null)).StatusCode);
    }

    [Fact]
    public async Task In_Development_this_machine_needs_no_key()
    {
        await using var api = await ApiDriver.StartAsync("Development");

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/api/incidents", key: null)).StatusCode);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("Forwarded", "for=203.0.113.9")]
    [InlineData("Host", "attacker.example")]
    public async Task In_Development_a_proxy_or_a_foreign_name_for_this_machine_still_needs_one(string header, string value)
    {
        await using var api = await ApiDriver.StartAsync("Development");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/incidents");
        request.Headers.TryAddWithoutValidation(header, value);

        Assert.Equal(HttpStatusCode.Unauthorized, (await api.SendAsync(request, key: null)).StatusCode);
    }

    [Fact]
    public async Task A_key_may_be_known_by_its_hash_alone()
    {
        const string key = "0c5f8d2e91b34a7796e1d4b8a3f20c6d5e7b9a81";
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        await using var api = await ApiDriver.StartAsync(pairs: ["Api:Keys:2:Name=hashed", $"Api:Keys:2:Sha256={hash}"]);

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/api/incidents", key)).StatusCode);
    }

    private static IEnumerable<(HttpMethod Method, string Path)> Endpoints(ApiDriver api)
    {
        var endpoints = api.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        Assert.True(endpoints.Count >= 7, "the list of endpoints is empty or has lost some");
        return endpoints.SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            .Select(method => (new HttpMethod(method), "/" + endpoint.RoutePattern.RawText!.Replace("{id}", "INC-1", StringComparison.Ordinal).Replace("{source}", "smoke-runner", StringComparison.Ordinal).TrimStart('/'))));
    }

    private static Task<HttpResponseMessage> RequestAsync(ApiDriver api, HttpMethod method, string path, string? key)
    {
        var request = new HttpRequestMessage(method, path);
        if (method == HttpMethod.Post)
        {
            request.Content = new StringContent(
                path.Contains("pagerduty", StringComparison.Ordinal) ? $$"""{"routing_key":"{{key}}","event_action":"nothing"}""" : """{"actor":"anna","conversation":"incidents","text":"status"}""",
                Encoding.UTF8,
                "application/json");
        }

        return api.SendAsync(request, key);
    }
}
