namespace IncidentBot.Running;

/// <summary>Runs one loop in the background. A loop that ends before it is told to is a fault, and shows in <c>/readyz</c>.</summary>
internal sealed partial class LoopHost(Loop loop, ILogger<LoopHost> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await loop.RunAsync(stoppingToken);
            if (!stoppingToken.IsCancellationRequested)
            {
                loop.Heartbeat.Failed("ended by itself");
                Log.Ended(log, loop.Heartbeat.Name);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // told to stop
        }
        catch (Exception error)
        {
            loop.Heartbeat.Failed($"ended with a fault ({error.GetType().Name})");
            Log.Faulted(log, error, loop.Heartbeat.Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Critical, "The loop {Loop} ended by itself; restart the process")]
        public static partial void Ended(ILogger logger, string loop);

        [LoggerMessage(2, LogLevel.Critical, "The loop {Loop} ended with a fault; restart the process")]
        public static partial void Faulted(ILogger logger, Exception exception, string loop);
    }
}
