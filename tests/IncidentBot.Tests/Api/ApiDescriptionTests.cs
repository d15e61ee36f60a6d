using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Api;

public sealed class ApiDescriptionTests
{
    private static async Task<JsonElement> DocumentAsync(ApiDriver api)
    {
        var answer = await api.GetAsync("/openapi/v1.json");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }

    private static IEnumerable<(string Call, JsonElement Operation)> Operations(JsonElement document) =>
        document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => ($"{operation.Name.ToUpperInvariant()} {path.Name}", operation.Value)));

    [Fact]
    public async Task Every_address_of_the_server_stands_in_the_document_and_no_other()
    {
        await using var api = await ApiDriver.StartAsync();

        var routes = api.App.Services.GetServices<EndpointDataSource>().Concat(((IEndpointRouteBuilder)api.App).DataSources)
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText?.Contains("openapi", StringComparison.Ordinal) == false)
            .SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {route.RoutePattern.RawText}"))
            .Distinct()
            .Order(StringComparer.Ordinal);

        Assert.Equal(routes, Operations(await DocumentAsync(api)).Select(one => one.Call).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_call_says_what_it_is_for_what_it_answers_and_how_it_refuses()
    {
        await using var api = await ApiDriver.StartAsync();

        foreach (var (call, operation) in Operations(await DocumentAsync(api)))
        {
            Assert.True(operation.TryGetProperty("summary", out var summary) && summary.GetString() is { Length: > 10 }, call);
            var answers = operation.GetProperty("responses");
            Assert.Contains(answers.EnumerateObject(), answer => answer.Name.StartsWith('2') && answer.Value.TryGetProperty("content", out _));
            if (call.Contains("/api/", StringComparison.Ordinal))
            {
                Assert.All(new[] { "401", "429", "500" }, status => Assert.True(answers.GetProperty(status).GetProperty("content").TryGetProperty("application/problem+json", out _), $"{call} {status}"));
            }
        }
    }

    [Fact]
    public async Task The_command_tells_its_fields_and_words_and_only_callers_may_read_it()
    {
        await using var api = await ApiDriver.StartAsync();

        var text = (await DocumentAsync(api)).GetRawText();

        Assert.Contains("conversation", text, StringComparison.Ordinal);
        Assert.Contains("\"includePrivate\"", text, StringComparison.Ordinal);
        Assert.Contains("\"Shown\"", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.GetAsync("/openapi/v1.json", key: null)).StatusCode);
    }
}
