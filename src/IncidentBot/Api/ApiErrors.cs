using IncidentBot.Core.Store;
using Microsoft.AspNetCore.Diagnostics;

namespace IncidentBot.Api;

/// <summary>What a caller sees of a fault: a sentence and an id that finds the log line. Never a stack trace.</summary>
internal sealed partial class ApiErrors(ILogger<ApiErrors> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        await Describe(httpContext, exception).WriteAsync(httpContext.Response, cancellationToken);
        return true;
    }

    private Problem Describe(HttpContext http, Exception exception)
    {
        switch (exception)
        {
            case BadHttpRequestException bad:
                return Problem.Of(bad.StatusCode);
            case ArchiveRebuildingException rebuilding:
                http.Response.Headers.RetryAfter = "5";
                return new Problem(StatusCodes.Status503ServiceUnavailable, "Archive being rebuilt", rebuilding.Message);
            default:
                Log.Fault(log, exception, http.TraceIdentifier);
                return new Problem(
                    StatusCodes.Status500InternalServerError,
                    "A fault in IncidentBot",
                    "Something went wrong inside. With the same Idempotency-Key it is safe to try again.",
                    "The log has the cause under this error id.",
                    ErrorId: http.TraceIdentifier);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A request ended with a fault, error id {ErrorId}")]
        public static partial void Fault(ILogger logger, Exception exception, string errorId);
    }
}
