using System.Threading.Channels;
using IncidentBot.Storage.Embedded.Hot;
using IncidentBot.Storage.Embedded.Journal;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Storage.Embedded.Writing;

/// <summary>
/// The one who writes. Takes what is waiting as a group, decides each change in turn, writes them as one frame, flushes once, publishes the
/// next state and answers. Runs on the writer thread only, except <see cref="Queue"/> and what is published.
/// </summary>
internal sealed partial class JournalWriter(EmbeddedStoreOptions options, StoreEnvironment environment, SegmentWriter segment, HotState state, Roller roller)
{
    /// <summary>Left with after a failed flush (EX_IOERR): nobody can say what is on the disk, and asking again would be told a lie.</summary>
    public const int ExitCode = 74;

    private const int MaxGroupChanges = 256;
    private const int MaxGroupBytes = 1024 * 1024;

    private readonly ILogger _log = environment.Loggers.CreateLogger<JournalWriter>();
    private readonly Channel<Pending> _queue = Channel.CreateBounded<Pending>(new BoundedChannelOptions(options.QueueLength) { SingleReader = true, AllowSynchronousContinuations = false });
    private readonly FrameWriter _frame = new();
    private readonly List<Pending> _group = [];
    private SegmentWriter _segment = segment;
    private volatile Published _published = new(state, segment.Number, segment.Length);

    public DiskGuard Disk { get; } = new(options, environment);

    public Published Published => _published;

    public ChannelWriter<Pending> Queue => _queue.Writer;

    /// <summary>The process is being left, or was in a test: nothing is written or answered any more.</summary>
    public bool IsDead { get; private set; }

    /// <summary>After a group was published: its streams. Called on the writer thread.</summary>
    public Action<HotState, IReadOnlyList<string>> Announce { get; set; } = static (_, _) => { };

    /// <summary>Which streams may leave memory now, given the state. Called on the writer thread when nothing waits.</summary>
    public Func<HotState, IReadOnlyList<string>> WhoLeaves { get; set; } = static _ => [];

    /// <summary>Writes one group. False when nothing was waiting.</summary>
    public bool RunOnce()
    {
        if (IsDead)
        {
            return false;
        }

        try
        {
            return Take() ? WriteGroup() : LetLeave();
        }
        catch (Exception e)
        {
            // What this is, nobody foresaw; the state in memory may be half of a change.
            Log.Lost(_log, e);
            Leave();
            return false;
        }
    }

    /// <summary>A mark of the store's own life, durable when it returns. Only while nobody else writes.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    public void Write(Mark mark)
    {
        var group = new Group(_published.State, Begin(), Disk, environment.Time.GetUtcNow());
        group.Add(new JournalRecord { At = group.Now.UtcTicks, Mark = mark });
        _segment.Append(_frame.End(FrameKind.Group, _published.State.Sequence + 1));
        _segment.Flush();
        Publish(group.Next.ToState());
    }

    /// <summary>Nothing is answered from here on, as after a kill.</summary>
    public void Die() => IsDead = true;

    public void Close() => _segment.Dispose();

    private FrameWriter Begin()
    {
        _frame.Begin();
        return _frame;
    }

    private bool Take()
    {
        _group.Clear();
        var bytes = 0;
        while (_group.Count < MaxGroupChanges && _queue.Reader.TryPeek(out var next) && (_group.Count == 0 || bytes + next.Bytes <= MaxGroupBytes))
        {
            _queue.Reader.TryRead(out _);
            _group.Add(next);
            bytes += next.Bytes;
        }

        return _group.Count > 0;
    }

    private bool WriteGroup()
    {
        if (Disk.Look())
        {
            TellLevel();
        }

        if (Disk.RefusesEverything is { } full)
        {
            Refuse(full);
            return true;
        }

        var before = _published.State;
        var group = new Group(before, Begin(), Disk, environment.Time.GetUtcNow());
        foreach (var pending in _group)
        {
            pending.Join(group);
        }

        if (_frame.Count > 0 && !TryWrite(_frame.End(FrameKind.Group, before.Sequence + 1)))
        {
            return !IsDead;
        }

        if (_frame.Count > 0)
        {
            Publish(group.Next.ToState());
        }

        foreach (var pending in _group)
        {
            pending.Answer();
        }

        if (_frame.Count > 0)
        {
            Announce(_published.State, group.Changed);
            RollIfDue();
        }

        return true;
    }

    /// <summary>False when nothing of it is there: everybody was told, or the process is being left.</summary>
    private bool TryWrite(ReadOnlySpan<byte> frame)
    {
        try
        {
            _segment.Append(frame);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.WriteFailed(_log, e.Message);
            try
            {
                _segment.TakeBack();
            }
            catch (Exception cut) when (cut is IOException or UnauthorizedAccessException)
            {
                Log.CutFailed(_log, cut);
                Leave();
                return false;
            }

            Disk.WriteFailed();
            Refuse(Disk.RefusesEverything ?? "The store could not write: nothing was saved. Try again in a moment.");
            return false;
        }

        if (!TryFlush())
        {
            return false;
        }

        if (Disk.WriteSucceeded())
        {
            TellLevel();
        }

        return true;
    }

    private bool TryFlush()
    {
        try
        {
            _segment.Flush();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.FlushFailed(_log, e);
            Leave();
            return false;
        }
    }

    private void Publish(HotState next) => _published = new Published(next, _segment.Number, _segment.Length);

    private void Refuse(string why)
    {
        foreach (var pending in _group)
        {
            pending.Refuse(why);
        }
    }

    private void Leave()
    {
        IsDead = true;
        environment.Exit(ExitCode);
    }

    private bool LetLeave()
    {
        var leaving = WhoLeaves(_published.State);
        if (leaving.Count == 0)
        {
            return false;
        }

        var next = new HotBuilder(_published.State);
        foreach (var stream in leaving)
        {
            next.Leave(stream);
        }

        Publish(next.ToState());
        return true;
    }

    private void RollIfDue()
    {
        if (!roller.IsDue(_segment))
        {
            return;
        }

        try
        {
            if (roller.TryRoll(_segment, _published.State) is { } next)
            {
                _segment.Dispose();
                _segment = next;
                Publish(_published.State);
            }
        }
        catch (RollFlushException e)
        {
            Log.FlushFailed(_log, e);
            Leave();
        }
    }

    private void TellLevel() => Log.Level(_log, Disk.Level, Disk.FreeBytes / 1024 / 1024);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The journal could not be written: {Why}. Nothing of it was saved; it is tried again when there is room")]
        public static partial void WriteFailed(ILogger logger, string why);

        [LoggerMessage(2, LogLevel.Critical, "The end of the journal could not be cut; leaving the process, because what is on the disk is not known")]
        public static partial void CutFailed(ILogger logger, Exception exception);

        [LoggerMessage(3, LogLevel.Critical, "The journal could not be flushed; leaving the process, because what is on the disk is not known")]
        public static partial void FlushFailed(ILogger logger, Exception exception);

        [LoggerMessage(4, LogLevel.Critical, "The journal's writer failed; leaving the process")]
        public static partial void Lost(ILogger logger, Exception exception);

        [LoggerMessage(5, LogLevel.Warning, "Room on the store's disk is now {Level}: {FreeMebibytes} MiB free")]
        public static partial void Level(ILogger logger, DiskLevel level, long freeMebibytes);
    }
}
