namespace IncidentBot.Core.Messages;

/// <summary>How patient a sender is. The defaults are the product's; tests turn single knobs.</summary>
public sealed record SenderSettings
{
    /// <summary>Deliveries under way at once, each in a lane of its own.</summary>
    public int Parallel { get; init; } = 8;

    /// <summary>A target that has not answered by then may or may not have done it.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The first wait after a clear failure; it doubles up to <see cref="LongestBackOff"/>.</summary>
    public TimeSpan BackOff { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan LongestBackOff { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long deliveries under way may take to end when the process stops.</summary>
    public TimeSpan StopWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Ask the target whether an unclear try arrived before sending again. Off only in the test that shows why it is there.</summary>
    public bool Reconcile { get; init; } = true;
}
