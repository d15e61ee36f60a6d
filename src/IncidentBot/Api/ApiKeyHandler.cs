using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using IncidentBot.Configuration;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace IncidentBot.Api;

/// <summary>
/// Tells who calls: by the key in <c>Authorization: Bearer</c>, or, in Development only, because the call comes from this machine.
/// </summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    ApiKeyRing ring,
    HostSettings settings) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";
    public const string SeesPrivate = "sees-private";

    private const string Prefix = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Hooks and chats prove themselves, with keys of their own: they are no unknown keys of this ring.
        if (Context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var header = Request.Headers.Authorization.ToString();
        if (header.Length > 0)
        {
            return Task.FromResult(header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && ring.Find(header[Prefix.Length..].Trim()) is { } caller
                ? Success(caller.Name, caller.SeesPrivate)
                : AuthenticateResult.Fail("Unknown key."));
        }

        return Task.FromResult(settings.IsDevelopment && IsFromThisMachine() ? Success("local", seesPrivate: true) : AuthenticateResult.NoResult());
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Problem.Unauthorized.WriteAsync(Response, Context.RequestAborted);
    }

    /// <summary>A proxy on this machine brings the whole world, and a foreign page can point its own name at 127.0.0.1: neither counts.</summary>
    private bool IsFromThisMachine() =>
        Context.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
        && !Request.Headers.ContainsKey("X-Forwarded-For") && !Request.Headers.ContainsKey("Forwarded")
        && (Request.Host.Host is "localhost" || (IPAddress.TryParse(Request.Host.Host, out var named) && IPAddress.IsLoopback(named)));

    private static AuthenticateResult Success(string name, bool seesPrivate)
    {
        Claim[] claims = seesPrivate ? [new(ClaimTypes.Name, name), new(SeesPrivate, "yes")] : [new(ClaimTypes.Name, name)];
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, SchemeName)), SchemeName));
    }
}
