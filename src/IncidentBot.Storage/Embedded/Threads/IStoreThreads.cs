namespace IncidentBot.Storage.Embedded.Threads;

/// <summary>Where the store's own work runs: on threads of its own, or inside a simulation's pump.</summary>
public interface IStoreThreads
{
    /// <param name="runOnce">Does at most one group or batch of work; false when there is nothing to do until the next <see cref="IStoreThread.Wake"/>.</param>
    IStoreThread Attach(string name, Func<bool> runOnce);
}

/// <summary>One worker. Disposing it returns when its work has ended and will not run again.</summary>
public interface IStoreThread : IDisposable
{
    /// <summary>There is something to do. May be called from anywhere, any number of times.</summary>
    void Wake();
}
