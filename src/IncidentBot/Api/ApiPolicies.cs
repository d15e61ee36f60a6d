using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace IncidentBot.Api;

/// <summary>Who may come in. An endpoint without a policy of its own is closed to everybody, so that forgetting one is never a hole.</summary>
internal static class ApiPolicies
{
    public const string Caller = "caller";

    /// <summary>Whether the key of this request may be told of private incidents.</summary>
    public static bool SeesPrivate(this HttpContext http) => http.User.HasClaim(claim => claim.Type is ApiKeyHandler.SeesPrivate);

    public static void AddApiAccess(this IServiceCollection services)
    {
        services.AddAuthentication(ApiKeyHandler.SchemeName).AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        services.AddAuthorizationBuilder()
            .AddPolicy(Caller, policy => policy.RequireAuthenticatedUser())
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(NothingIsBehindIt).Build());
    }

    /// <summary>No endpoint, or the framework's own answer to a wrong method: a caller may be told 404 or 405. Everything else has to name a policy.</summary>
    private static bool NothingIsBehindIt(AuthorizationHandlerContext context) => context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint;
}
