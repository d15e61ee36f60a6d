using System.Globalization;
using IncidentBot.Storage.Embedded.Hot;
using IncidentBot.Storage.Embedded.Journal;
using IncidentBot.Storage.Embedded.View;
using IncidentBot.Storage.Embedded.Writing;

namespace IncidentBot.Storage.Embedded.Tools;

/// <summary>Compares the view of a store that nobody serves with its journal.</summary>
internal static class ViewAudit
{
    private const string Mend = "Start the server or run `incidentbot rebuild`: it is built again from the journal.";

    /// <summary>False when there is no view.</summary>
    public static bool Run(StorePaths paths, string store, JournalAudit journal, IProgress<StoreProgress>? progress, CancellationToken cancellationToken)
    {
        var views = paths.Views();
        if (views.Count == 0)
        {
            return false;
        }

        try
        {
            using var view = new ViewDatabase(paths.View(views[^1]), paths.ViewLog(views[^1]), store);
            if (view.Cursor > journal.Sequence)
            {
                journal.Found(new StoreFinding(
                    string.Create(CultureInfo.InvariantCulture, $"The journal has lost its end: it holds {journal.Sequence} changes, and the archive has seen {view.Cursor}"), Damage.Mend, Harmless: false));
                return true;
            }

            var index = new Published(Index(journal), 0, 0);
            var scan = new ViewScan(view, () => index);
            while (scan.Step())
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report(new StoreProgress("checking the archive", scan.Checked, journal.Timelines.Count));
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            journal.Found(new StoreFinding(e is ViewDamagedException ? e.Message.TrimEnd('.') : "The archive cannot be read", Mend, Harmless: true));
        }

        return true;
    }

    private static HotState Index(JournalAudit journal) => new()
    {
        Sequence = journal.Sequence,
        Left = System.Collections.Immutable.ImmutableDictionary.CreateRange(
            journal.Timelines.Select(end => KeyValuePair.Create(end.Key, new LeftStream(end.Value.Version, end.Value.LastSequence, end.Value.Head)))),
    };
}
