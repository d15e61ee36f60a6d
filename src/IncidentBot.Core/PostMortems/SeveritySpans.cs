using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.PostMortems;

/// <summary>
/// How long it was of which severity, from the declaration to the resolve (integrations page, section 17: impact with its duration per
/// severity). What lies between a resolve and a reopening counts for none. Of one that is open the last entry is the end.
/// </summary>
public static class SeveritySpans
{
    /// <summary>In the order it happened; the same severity twice in a row is one span.</summary>
    public static IReadOnlyList<(Severity Severity, TimeSpan Length)> Of(IReadOnlyList<Recorded> entries)
    {
        List<(Severity Severity, TimeSpan Length)> spans = [];
        Severity? severity = null;
        var (since, runs) = (default(DateTimeOffset), false);
        foreach (var entry in entries)
        {
            switch (entry.Event)
            {
                case Declared declared:
                    (severity, since, runs) = (declared.Severity, entry.At, true);
                    break;
                case SeverityChanged changed:
                    Add(entry.At);
                    severity = changed.To;
                    break;
                case Resolved or Cancelled or Merged:
                    Add(entry.At);
                    runs = false;
                    break;
                case Reopened when !runs:
                    (since, runs) = (entry.At, true);
                    break;
            }
        }

        if (entries.Count > 0)
        {
            Add(entries[^1].At);
        }

        return spans;

        void Add(DateTimeOffset until)
        {
            if (severity is not { } known || !runs)
            {
                return;
            }

            if (spans.Count > 0 && spans[^1].Severity == known)
            {
                spans[^1] = (known, spans[^1].Length + (until - since));
            }
            else if (until > since)
            {
                spans.Add((known, until - since));
            }

            since = until;
        }
    }

    /// <summary>"P2 for 12 min, then P1 for 38 min".</summary>
    public static string Show(IEnumerable<(Severity Severity, TimeSpan Length)> spans) =>
        string.Join(", then ", spans.Select(span => $"{span.Severity} for {IncidentFigures.Show(span.Length)}"));
}
