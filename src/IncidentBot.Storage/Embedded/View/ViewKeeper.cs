using IncidentBot.Core.Store;
using IncidentBot.Storage.Embedded.Journal;
using IncidentBot.Storage.Embedded.Writing;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Storage.Embedded.View;

/// <summary>
/// Keeps the view: fills it from the segments, answers from it, checks it, and builds a new one when it is damaged. Everything below
/// <see cref="RunOnce"/> runs on the view thread only, the one that calls LiteDB.
/// </summary>
internal sealed partial class ViewKeeper : IDisposable
{
    /// <summary>A backlog is written in few transactions: what several changes of a stream rewrite is then written once.</summary>
    private const int BatchChanges = 2048;

    private static readonly TimeSpan FinishWithin = TimeSpan.FromSeconds(10);

    /// <summary>Well again within ten seconds after there is room (reliability page).</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(8);

    private readonly EmbeddedStoreOptions _options;
    private readonly StoreEnvironment _environment;
    private readonly StorePaths _paths;
    private readonly Func<Published> _published;
    private readonly ILogger _log;
    private readonly ViewFile _file;
    private readonly HistoryWatch _history;
    private readonly ViewQuestions _questions = new();
    private readonly SegmentCursor _cursor;
    private readonly ITimer _daily;
    private readonly Rest _afterFailure;
    private readonly GivingWay _givingWay;
    private readonly Rebuilding _rebuilding;
    private ViewScan? _scan;
    private SealCheck? _sealed;
    private int _failures;
    private long _cursorSeen;
    private volatile bool _scanWanted;
    private volatile string? _trouble;

    public ViewKeeper(EmbeddedStoreOptions options, StoreEnvironment environment, StorePaths paths, string store, Func<Published> published)
    {
        _options = options;
        _environment = environment;
        _paths = paths;
        _published = published;
        _log = environment.Loggers.CreateLogger<ViewKeeper>();
        _file = new ViewFile(paths, store, _log);
        _history = new HistoryWatch(paths, published, _log);
        _cursor = new SegmentCursor(paths);
        _afterFailure = new Rest(environment.Time, () => Wake(false));
        _givingWay = new GivingWay(environment.Time, () => Wake(true));
        _rebuilding = new Rebuilding(environment.Progress);
        _daily = environment.Time.CreateTimer(_ => WantScan(), null, options.ScanEvery, options.ScanEvery);
    }

    /// <summary>Set once the thread is attached. True: nobody waits for it.</summary>
    public Action<bool> Wake { get; set; } = static _ => { };

    /// <summary>The view moved on: streams may leave memory.</summary>
    public Action Moved { get; set; } = static () => { };

    /// <summary>Number of the newest change in the view.</summary>
    public long Cursor => Interlocked.Read(ref _cursorSeen);

    public string? Trouble => _trouble;

    /// <summary>What is damaged in the sealed segments, as far as they were read again.</summary>
    public IReadOnlyList<string> HistoryDamage => _history.Damage;

    /// <summary>Null when the view is whole.</summary>
    public int? RebuildingPercent => _rebuilding.Percent(Cursor);

    /// <summary>Opens the view that is there; none, or a damaged one, is built by the thread. Before the thread is attached.</summary>
    /// <param name="cleanStop">True when the journal says so; then the view's file must be the one that was left.</param>
    /// <returns>Its cursor; 0 when it has to be built.</returns>
    public long OpenExisting(long sequence, bool cleanStop)
    {
        _file.FindNewest();
        var seal = _file.TakeSeal(cleanStop);
        if (seal is not null)
        {
            // Reading the whole file is the thread's work.
            _sealed = new SealCheck(_paths, _file.Number, seal);
            return seal.Cursor;
        }

        OpenNewest(sequence);
        _scanWanted = sequence > 0;
        return Cursor;
    }

    private void OpenNewest(long sequence)
    {
        if (_file.WaitsToBeOpened)
        {
            try
            {
                Interlocked.Exchange(ref _cursorSeen, _file.Open().Cursor);
            }
            catch (Exception e)
            {
                Log.Damaged(_log, e.Message);
                Drop();
            }
        }

        if (_file.Database is null && sequence > 0)
        {
            _rebuilding.Begin(sequence);
        }
    }

    /// <summary>One step of comparing the file with its seal. False when that is done.</summary>
    private bool CheckSeal()
    {
        if (_sealed is not { } check)
        {
            return false;
        }

        if (check.Step())
        {
            return true;
        }

        _sealed = null;
        check.Dispose();
        if (!check.Holds)
        {
            Log.Damaged(_log, "its file is not what the last stop left");
            Drop();
        }

        OpenNewest(_published().State.Sequence);
        return false;
    }

    /// <summary>Somebody needs what is committed by now, and asks no question.</summary>
    public void Hurry()
    {
        _givingWay.End();
        Wake(false);
    }

    public void WantScan()
    {
        _scanWanted = true;
        _history.Want();
        Wake(false);
    }

    /// <param name="needs">The change the answer must know.</param>
    /// <param name="takesOldAnswer">False: rather none than an old one.</param>
    /// <exception cref="ArchiveRebuildingException">The view does not have it in time.</exception>
    /// <exception cref="StoreException">The view cannot be built.</exception>
    public async Task<T> AskAsync<T>(long needs, bool takesOldAnswer, Func<ViewDatabase, long, T> ask)
    {
        var question = new ViewQuestion<T>(needs, _environment.Time.GetTimestamp(), takesOldAnswer, ask);
        _questions.Ask(question);
        Wake(false);
        await using var deadline = Cursor >= needs
            ? null
            : _environment.Time.CreateTimer(static wake => ((Action<bool>)wake!)(false), Wake, _options.ViewWait, Timeout.InfiniteTimeSpan);
        return await question.Told;
    }

    /// <summary>One batch, or one answer round, or one step of a check.</summary>
    public bool RunOnce()
    {
        try
        {
            if (CheckSeal())
            {
                return true;
            }

            var moved = CatchUp();
            var answered = Answer();
            return moved || answered || ScanStep() || _history.Step();
        }
        catch (StoreException e)
        {
            // Not the view but the journal: building it again would end at the same place. The history is still read to its end.
            Log.NotBuilt(_log, e);
            _trouble = e.Message;
            Answer();
            return true;
        }
        catch (Exception e)
        {
            Log.Damaged(_log, e.Message);
            Rebuild();

            // Without a view there is only one answer left, and whoever waited long enough gets it.
            return Answer() || _failures <= 1;
        }
    }

    /// <summary>A clean stop: the view to the end, in its file, on the disk. After the thread has ended.</summary>
    public void Finish()
    {
        var started = _environment.Time.GetTimestamp();
        try
        {
            while (CheckSeal())
            {
            }

            _givingWay.End();
            while (_trouble is null && Cursor < _published().State.Sequence && _environment.Time.GetElapsedTime(started) < FinishWithin && CatchUp())
            {
            }

            _file.Seal();
        }
        catch (Exception e)
        {
            Log.Damaged(_log, e.Message);
            Drop();
        }

        _questions.Refuse();
    }

    public void Dispose()
    {
        _daily.Dispose();
        _afterFailure.Dispose();
        _givingWay.Dispose();
        _cursor.Dispose();
        _sealed?.Dispose();
        _history.Dispose();
        _file.Close();
    }

    private bool CatchUp()
    {
        var published = _published();
        if (_trouble is not null || published.State.Sequence == Cursor || _afterFailure.IsRunning || GivesWay())
        {
            return false;
        }

        var started = _environment.Time.GetTimestamp();

        var database = _file.Database ?? _file.OpenNext();
        var batch = new ViewBatch(database);
        _cursor.Read(database.Cursor, published, BatchChanges, batch.Add);
        database.Write(batch);
        _failures = 0;
        Interlocked.Exchange(ref _cursorSeen, batch.Cursor);
        if (_rebuilding.Reached(batch.Cursor))
        {
            Log.Rebuilt(_log, batch.Cursor);
        }

        Moved();
        _givingWay.After(started, _published().State.Sequence - published.State.Sequence, published.State.Sequence - batch.Cursor);
        return true;
    }

    private bool Answer() => _questions.Answer(TryAnswer);

    private bool TryAnswer(ViewQuestion question)
    {
        if (_trouble is { } trouble)
        {
            question.Fail(new StoreException($"The archive cannot be built. {trouble}", "Open incidents are not affected."));
            return true;
        }

        var late = _environment.Time.GetElapsedTime(question.AskedAt) >= _options.ViewWait;
        var reached = _file.Database is not null && Cursor >= question.Needs;
        if (!reached && !late)
        {
            return false;
        }

        if (_file.Database is null || (!reached && !question.TakesOldAnswer))
        {
            question.Fail(new ArchiveRebuildingException(RebuildingPercent ?? 0));
            return true;
        }

        question.Answer(_file.Database, Math.Max(0, _published().State.Sequence - Cursor));
        return true;
    }

    private bool ScanStep()
    {
        if (_scanWanted && _file.Database is not null && RebuildingPercent is null)
        {
            _scanWanted = false;
            _scan = new ViewScan(_file.Database, _published);
        }

        if (_scan is null)
        {
            return false;
        }

        if (_scan.Step())
        {
            return true;
        }

        Log.Scanned(_log, _scan.Checked);
        _scan = null;
        return false;
    }

    private void Rebuild()
    {
        Drop();
        _failures++;
        _rebuilding.Begin(_published().State.Sequence);
        if (_failures > 1)
        {
            // Something outside is wrong, a full disk perhaps: trying at once would only fail again.
            _afterFailure.Begin(TimeSpan.FromSeconds(Math.Min(LongestRest.TotalSeconds, Math.Pow(2, _failures))));
        }
    }

    /// <summary>Somebody who asks does not wait for it.</summary>
    private bool GivesWay() => _givingWay.IsRunning && _questions.IsEmpty;

    private void Drop()
    {
        _scan = null;
        _givingWay.End();
        _file.Drop();
        Interlocked.Exchange(ref _cursorSeen, 0);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The archive is thrown away and built again: {Why}")]
        public static partial void Damaged(ILogger logger, string why);

        [LoggerMessage(2, LogLevel.Error, "The archive cannot be built")]
        public static partial void NotBuilt(ILogger logger, Exception exception);

        [LoggerMessage(3, LogLevel.Information, "The archive is built, up to change {Cursor}")]
        public static partial void Rebuilt(ILogger logger, long cursor);

        [LoggerMessage(4, LogLevel.Information, "The archive was checked: {Checked} streams")]
        public static partial void Scanned(ILogger logger, int @checked);
    }
}
