using IncidentBot.Storage.Embedded.Journal;
using IncidentBot.Storage.Embedded.Writing;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Storage.Embedded.View;

/// <summary>
/// Reads the sealed segments again, a step at a time, whenever the view has nothing else to do: damage of the history is named before
/// somebody needs it.
/// </summary>
internal sealed partial class HistoryWatch(StorePaths paths, Func<Published> published, ILogger log) : IDisposable
{
    private HistoryCheck? _check;
    private volatile bool _wanted = true;
    private volatile IReadOnlyList<string> _damage = [];

    /// <summary>What is damaged, as far as it was read.</summary>
    public IReadOnlyList<string> Damage => _damage;

    public void Want() => _wanted = true;

    /// <summary>False when there is nothing to do.</summary>
    public bool Step()
    {
        if (_wanted)
        {
            _wanted = false;
            _check ??= new HistoryCheck(paths, published().Segment, Damaged);
        }

        if (_check is null)
        {
            return false;
        }

        if (_check.Step())
        {
            return true;
        }

        Log.HistoryRead(log, _check.Checked);
        _check.Dispose();
        _check = null;
        return false;
    }

    public void Dispose() => _check?.Dispose();

    private void Damaged(string what)
    {
        Log.HistoryDamaged(log, what, Journal.Damage.Mend);
        if (!_damage.Contains(what, StringComparer.Ordinal))
        {
            _damage = [.. _damage, what];
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7, LogLevel.Error, "The history is damaged: {What} Open incidents are not affected. {Mend}")]
        public static partial void HistoryDamaged(ILogger logger, string what, string mend);

        [LoggerMessage(8, LogLevel.Debug, "The history was read again: {Segments} sealed segments")]
        public static partial void HistoryRead(ILogger logger, int segments);
    }
}
