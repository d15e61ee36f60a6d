using System.Security.Cryptography;
using IncidentBot.Storage.Embedded.Files;
using IncidentBot.Storage.Embedded.Threads;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentBot.Storage.Embedded;

/// <summary>What the store needs of the world around it; every part can be replaced, so that a simulation runs the same store.</summary>
public sealed class StoreEnvironment
{
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public IJournalFiles Files { get; init; } = new RealFiles();

    public IStoreThreads Threads { get; init; } = new RealThreads();

    /// <summary>Leaves the process at once with this code. Called after a failed flush, when nobody can say what is on the disk.</summary>
    public Action<int> Exit { get; init; } = LeaveProcess.Now;

    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Reading at open, and rebuilding the view.</summary>
    public IProgress<StoreProgress>? Progress { get; init; }

    /// <summary>What a new store is called for ever, so that files of two stores are never mixed up. A simulation gives its own, or no two runs would be the same.</summary>
    public Func<string> NewStoreId { get; init; } = static () => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Free bytes of the disk that holds the folder.</summary>
    public Func<string, long> FreeBytes { get; init; } = FreeSpace.Of;
}
