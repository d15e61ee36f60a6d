using System.Text.Json.Serialization;
using Microsoft.OpenApi;

namespace IncidentBot.Api;

/// <summary>What the API says of itself: <c>/openapi/v1.json</c>, with every address, its answers and its errors.</summary>
internal static class ApiDescription
{
    public const string Route = "/openapi/{documentName}.json";

    private const string Document = "v1";

    private static readonly int[] EveryCall = [StatusCodes.Status401Unauthorized, StatusCodes.Status429TooManyRequests, StatusCodes.Status500InternalServerError];

    public static void AddDescription(this IServiceCollection services)
    {
        // only for describing: what is written has options of its own
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        });
        services.AddOpenApi(Document, options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "IncidentBot", Version = Document, Description = "Commands and look-ups; docs/api.md tells more. Send 'Authorization: Bearer <key>' with a key of the setting Api:Keys." };
            document.Servers = [];
            return Task.CompletedTask;
        }));
    }

    /// <summary>For callers of the API, as everything else there.</summary>
    public static void MapDescription(this IEndpointRouteBuilder routes) => routes.MapOpenApi(Route).RequireAuthorization(ApiPolicies.Caller);

    /// <summary>What it is for, what it answers, and the errors it has beside those of every call.</summary>
    public static RouteHandlerBuilder Told<T>(this RouteHandlerBuilder route, string summary, string contentType, params int[] errors)
    {
        route.WithSummary(summary).Produces<T>(StatusCodes.Status200OK, contentType);
        return route.Errors([.. EveryCall, .. errors]);
    }

    public static RouteHandlerBuilder Told<T>(this RouteHandlerBuilder route, string summary, params int[] errors) => route.Told<T>(summary, "application/json", errors);

    public static RouteHandlerBuilder Errors(this RouteHandlerBuilder route, params int[] errors)
    {
        foreach (var status in errors.Order())
        {
            route.Produces<Problem>(status, Problem.ContentType);
        }

        return route;
    }

    /// <summary>What may stand behind the question mark: name and meaning.</summary>
    public static RouteHandlerBuilder Asked(this RouteHandlerBuilder route, params (string Name, string Meaning)[] questions) => route.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        foreach (var (name, meaning) in questions)
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter { Name = name, In = ParameterLocation.Query, Description = meaning, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
        }

        return Task.CompletedTask;
    });
}
