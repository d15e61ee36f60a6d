using System.Collections.Concurrent;
using IncidentBot.Core.Desk;

namespace IncidentBot.Tests.Api;

/// <summary>A desk that says what it is told to, and remembers what came in.</summary>
internal sealed class TestDesk : ICommandDesk
{
    public ConcurrentQueue<Inbound> Seen { get; } = new();

    public Func<Inbound, Answer> Answers { get; set; } = _ => new Answer(AnswerKind.Done, Visibility.Everyone, "Done.");

    public ValueTask<Answer> HandleAsync(Inbound inbound, CancellationToken cancellationToken)
    {
        Seen.Enqueue(inbound);
        return ValueTask.FromResult(Answers(inbound));
    }
}
