using System.Collections.Concurrent;

namespace IncidentBot.Tests.Crash;

/// <summary>Several callers at once: declaring, noting, acknowledging, repeating themselves, and reading, each by its own seed.</summary>
internal sealed class Load(BotClient client, Ledger ledger, string round, int seed)
{
    private const int Writers = 8;
    private const int Readers = 2;

    private readonly ConcurrentQueue<Sent> _open = new();

    /// <summary>Runs until the connection breaks; completes <paramref name="enough"/> at the given number of answers.</summary>
    public Task RunAsync(int answers, TaskCompletionSource enough, CancellationToken cancellationToken)
    {
        var until = ledger.Answered + answers;
        return Task.WhenAll(
        [
            .. Enumerable.Range(0, Writers).Select(writer => WriteAsync(writer, until, enough, cancellationToken)),
            .. Enumerable.Range(0, Readers).Select(reader => ReadAsync(reader, cancellationToken)),
        ]);
    }

    private async Task WriteAsync(int writer, int until, TaskCompletionSource enough, CancellationToken cancellationToken)
    {
        var random = new Random(unchecked((seed * 31) + writer));
        Sent? last = null;
        for (var number = 0; !cancellationToken.IsCancellationRequested; number++)
        {
            var again = last is { Answer: not null } && random.Next(10) == 0;
            var sent = again ? last! : ledger.Add(Next(random, $"{round}-w{writer}-{number}"));
            if (!await client.SendAsync(sent, cancellationToken))
            {
                return;
            }

            if (sent is { Kind: CommandKind.Declare, Answer: not null } && !again)
            {
                _open.Enqueue(sent);
            }

            last = sent;
            if (ledger.Answered >= until)
            {
                enough.TrySetResult();
            }
        }
    }

    private Sent Next(Random random, string name)
    {
        var token = $"tok-{name}-end";
        var dice = random.Next(10);
        if (dice < 4 || !_open.TryPeek(out var target))
        {
            return new Sent(name, CommandKind.Declare, token, $"p1 checkout is down {token}");
        }

        if (dice < 8)
        {
            return new Sent(name, CommandKind.Note, token, $"note {target.Incident} seen by somebody {token}") { Incident = target.Incident };
        }

        // each is acknowledged by one writer at most; the others stay unanswered, so that their timers have to fire
        return _open.TryDequeue(out var mine)
            ? new Sent(name, CommandKind.Acknowledge, token, $"ack {mine.Incident}") { Incident = mine.Incident }
            : new Sent(name, CommandKind.Declare, token, $"p1 checkout is down {token}");
    }

    private async Task ReadAsync(int reader, CancellationToken cancellationToken)
    {
        var random = new Random(unchecked((seed * 31) + 1_000 + reader));
        string Path() => random.Next(3) switch
        {
            0 => "/api/incidents?open=true",
            1 => "/api/incidents?text=checkout&max=200",
            _ => _open.TryPeek(out var sent) ? $"/api/incidents/{sent.Incident}/timeline" : "/api/doctor",
        };
        while (!cancellationToken.IsCancellationRequested && await client.ReadAsync(Path(), cancellationToken))
        {
            // until the connection breaks
        }
    }
}
