namespace IncidentBot.Storage.Embedded.Threads;

/// <summary>No threads: a single-threaded pump calls <see cref="RunReady"/> when it has nothing else to do, so a simulation is the same in every run.</summary>
public sealed class InlineThreads : IStoreThreads
{
    private readonly List<Worker> _workers = [];

    public IStoreThread Attach(string name, Func<bool> runOnce)
    {
        var worker = new Worker(this, runOnce);
        _workers.Add(worker);
        return worker;
    }

    /// <summary>Gives every woken worker one turn, in the order they were attached. False when none had anything to do.</summary>
    public bool RunReady()
    {
        var ran = false;
        for (var i = 0; i < _workers.Count; i++)
        {
            ran |= _workers[i].RunOnce();
        }

        return ran;
    }

    private sealed class Worker(InlineThreads owner, Func<bool> runOnce) : IStoreThread
    {
        private bool _woken = true;

        public bool RunOnce()
        {
            if (!_woken)
            {
                return false;
            }

            _woken = false;
            var ran = runOnce();
            _woken |= ran;
            return ran;
        }

        public void Wake() => _woken = true;

        public void Dispose()
        {
            _woken = false;
            owner._workers.Remove(this);
        }
    }
}
