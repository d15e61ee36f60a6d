namespace IncidentBot.Storage.Embedded.Threads;

/// <summary>A dedicated background thread for each worker: a starved thread pool never delays a flush.</summary>
public sealed class RealThreads : IStoreThreads
{
    public IStoreThread Attach(string name, Func<bool> runOnce) => new Worker(name, runOnce);

    private sealed class Worker : IStoreThread
    {
        private readonly Func<bool> _runOnce;
        private readonly Thread _thread;
        private readonly SemaphoreSlim _signal = new(0);
        private int _woken = 1;
        private volatile bool _stopping;

        public Worker(string name, Func<bool> runOnce)
        {
            _runOnce = runOnce;
            _thread = new Thread(Loop) { Name = name, IsBackground = true };
            _thread.Start();
        }

        public void Wake()
        {
            // Only the first wake since the worker last looked has to release it.
            if (Interlocked.Exchange(ref _woken, 1) == 0)
            {
                _signal.Release();
            }
        }

        public void Dispose()
        {
            _stopping = true;
            Wake();
            if (_thread != Thread.CurrentThread)
            {
                _thread.Join();
                _signal.Dispose();
            }
        }

        private void Loop()
        {
            while (!_stopping)
            {
                Volatile.Write(ref _woken, 1);
                while (!_stopping && _runOnce())
                {
                }

                // Whoever wakes us between the last look and this line is seen by the look below.
                Interlocked.Exchange(ref _woken, 0);
                if (_stopping)
                {
                    return;
                }

                if (_runOnce())
                {
                    continue;
                }

                _signal.Wait();
            }
        }
    }
}
