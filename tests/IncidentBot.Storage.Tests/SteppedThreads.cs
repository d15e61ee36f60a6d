using IncidentBot.Storage.Embedded.Threads;

namespace IncidentBot.Storage.Tests;

/// <summary>Each worker runs only when the test says so.</summary>
internal sealed class SteppedThreads : IStoreThreads
{
    private readonly Dictionary<string, Func<bool>> _workers = new(StringComparer.Ordinal);

    public IStoreThread Attach(string name, Func<bool> runOnce)
    {
        _workers[name] = runOnce;
        return new Worker();
    }

    public bool RunJournal() => _workers["incidentbot-journal"]();

    public bool RunView() => _workers["incidentbot-view"]();

    private sealed class Worker : IStoreThread
    {
        public void Wake(bool canWait = false)
        {
            // The test decides.
        }

        public void Dispose()
        {
            // Nothing runs by itself.
        }
    }
}
