using IncidentBot.Core.Messages;

namespace IncidentBot.TestKit.Doubles;

/// <summary>A chat that writes down what it was asked and answers as told; by default everything arrives.</summary>
public sealed class RecordingTarget(string name = "slack") : ITarget
{
    private int _message;

    public string Name => name;

    /// <summary>What it was asked to do, oldest first.</summary>
    public List<Delivery> Performed { get; } = [];

    /// <summary>What it was asked about, oldest first.</summary>
    public List<Delivery> Reconciled { get; } = [];

    public Func<Delivery, CancellationToken, ValueTask<Outcome>>? OnPerform { get; set; }

    public Func<Delivery, CancellationToken, ValueTask<Outcome>>? OnReconcile { get; set; }

    public RecordingTarget Answering(Outcome outcome)
    {
        OnPerform = (_, _) => ValueTask.FromResult(outcome);
        return this;
    }

    public RecordingTarget Finding(Outcome outcome)
    {
        OnReconcile = (_, _) => ValueTask.FromResult(outcome);
        return this;
    }

    public ValueTask<Outcome> PerformAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        Performed.Add(delivery);
        return OnPerform is { } told ? told(delivery, cancellationToken) : ValueTask.FromResult(Arrived(delivery));
    }

    public ValueTask<Outcome> ReconcileAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        Reconciled.Add(delivery);
        return OnReconcile is { } told ? told(delivery, cancellationToken) : ValueTask.FromResult<Outcome>(new Outcome.NotThere());
    }

    private Outcome Arrived(Delivery delivery) => delivery.Operation switch
    {
        Operation.OpenRoom room => new Outcome.Sent(Place: new PlaceRef(name, $"C-{room.Name}")),
        Operation.Post => new Outcome.Sent(new MessageRef(name, delivery.Place?.Id ?? "announcements", $"m{++_message}")),
        _ => new Outcome.Sent(),
    };
}
