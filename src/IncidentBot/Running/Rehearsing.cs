using IncidentBot.Configuration;
using IncidentBot.Slack;
using IncidentBot.Slack.Inbound;
using IncidentBot.Storage.Embedded.Writing;

namespace IncidentBot.Running;

/// <summary>
/// Rehearses the road of a command while the store is being opened, so that the first person waits for no compiler. Until it is done the process is not ready
/// and its socket to Slack not open: what is not rehearsed is compiled while somebody's three seconds run (docs/performance.md, "The first command").
/// </summary>
internal static partial class Rehearsing
{
    /// <summary>Ends when it is rehearsed, and never with a fault: a start does not fail over it.</summary>
    public static Task RunAsync(HostSettings settings, Surroundings around, ILoggerFactory logs, CancellationToken cancellationToken) =>
        settings.Slack.Mode == SlackMode.Off ? Task.CompletedTask : Task.Run(() => RehearseAsync(around.Time, logs, cancellationToken), CancellationToken.None);

    private static async Task RehearseAsync(TimeProvider time, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        try
        {
            var dry = new DryRun(time);
            await Rehearsal.RunAsync(time, change => dry.Write(change), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // told to stop
        }
        catch (Exception error)
        {
            Log.Failed(logs.CreateLogger(typeof(Rehearsing).FullName!), error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The road of a command could not be rehearsed; the first one may be answered late")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
