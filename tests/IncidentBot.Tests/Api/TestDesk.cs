using System.Collections.Concurrent;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Roster;

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

    public ValueTask<Answer?> PrepareAsync(Inbound inbound, CancellationToken cancellationToken) => ValueTask.FromResult<Answer?>(null);

    public ValueTask<Card> ViewAsync(string view, Actor viewer, Membership membership, CancellationToken cancellationToken) => ValueTask.FromResult(new Card(view, view));
}
