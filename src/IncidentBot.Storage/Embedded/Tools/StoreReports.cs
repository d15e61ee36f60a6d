namespace IncidentBot.Storage.Embedded;

/// <summary>Something that is not as it should be.</summary>
/// <param name="Harmless">Nothing is lost: it is mended by itself, or by what <paramref name="Mend"/> says.</param>
public sealed record StoreFinding(string What, string Mend, bool Harmless);

/// <summary>What a check of a whole store found.</summary>
/// <param name="Sequence">Number of the newest change.</param>
/// <param name="Streams">Timelines that were followed from their first entry to their last.</param>
/// <param name="ViewChecked">False while a server has the store (it checks its own view once a day), and for a copy without a view.</param>
public sealed record VerifyReport(int Segments, long Frames, long Sequence, int Streams, long Entries, bool ViewChecked, IReadOnlyList<StoreFinding> Findings)
{
    /// <summary>Every acknowledged change is there.</summary>
    public bool IsWhole => Findings.All(finding => finding.Harmless);
}

/// <summary>What was copied, and the check of the copy.</summary>
public sealed record BackupReport(int Segments, long Bytes, VerifyReport Copy);

/// <summary>What was restored.</summary>
/// <param name="Unsettled">Messages that were under way when the backup was made; each is reconciled before it is sent.</param>
public sealed record RestoreReport(int Segments, long Bytes, long Sequence, int Unsettled);

/// <summary>The view that was built.</summary>
public sealed record RebuildReport(long Sequence, int Streams);
