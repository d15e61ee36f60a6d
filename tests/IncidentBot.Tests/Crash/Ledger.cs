using System.Collections.Concurrent;

namespace IncidentBot.Tests.Crash;

/// <summary>What a command leaves in a timeline when it is saved.</summary>
internal enum CommandKind
{
    Declare,
    Note,
    Acknowledge,
}

/// <summary>One command as its sender knows it. <see cref="Token"/> is a word that stands nowhere else.</summary>
internal sealed class Sent(string key, CommandKind kind, string token, string text)
{
    public string Key { get; } = key;

    public CommandKind Kind { get; } = kind;

    public string Token { get; } = token;

    public string Text { get; } = text;

    /// <summary>Known from the start for notes and acknowledgements, from the answer for declarations.</summary>
    public string? Incident { get; set; }

    /// <summary>The first 2xx answer; null while nobody was told anything.</summary>
    public string? Answer { get; set; }

    /// <summary>Told that it was refused: nothing may have been saved.</summary>
    public bool Refused { get; set; }
}

/// <summary>Everything that was ever sent to one data folder, and what came back. It outlives every kill.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentQueue<Sent> _all = new();
    private int _answered;

    public IReadOnlyList<Sent> All => [.. _all];

    public int Answered => Volatile.Read(ref _answered);

    public Sent Add(Sent sent)
    {
        _all.Enqueue(sent);
        return sent;
    }

    public void Answer(Sent sent, string text, string incident)
    {
        sent.Incident = incident;
        sent.Answer = text;
        Interlocked.Increment(ref _answered);
    }
}
