using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Inbound;

/// <summary>
/// What is done after Slack has its answer: telling somebody how it went, drawing a page anew. Nothing here decides or saves anything, so what
/// is lost with the process is only words. Bounded; a failing one stops none of the others.
/// </summary>
internal sealed partial class Afterwards(ILogger<Afterwards> log)
{
    private const int Most = 2_000;
    private const int Hands = 4;

    private readonly Channel<Func<CancellationToken, Task>> _work = Channel.CreateBounded<Func<CancellationToken, Task>>(new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.Wait });

    public void Do(Func<CancellationToken, Task> work)
    {
        if (!_work.Writer.TryWrite(work))
        {
            Log.Full(log);
        }
    }

    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(Enumerable.Range(0, Hands).Select(_ => WorkAsync(cancellationToken)));

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        await foreach (var work in _work.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                await work(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                Log.Failed(log, error);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Too many answers are waiting to be told; one was left out. What it answers was done and stands in the timeline")]
        public static partial void Full(ILogger logger);

        [LoggerMessage(2, LogLevel.Error, "An answer could not be told")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
