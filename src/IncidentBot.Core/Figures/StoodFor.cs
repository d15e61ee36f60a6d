using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Figures;

/// <summary>
/// An incident as its clocks would stand if no alert had proposed a severity above the highest that a person stood for: nobody promised what only an
/// alert proposed (product page, "Alert-born incidents": unconfirmed ones count in no P1 figure). For the figures alone; people worked by the other one.
/// </summary>
internal static class StoodFor
{
    public static (Incident Incident, IReadOnlyList<Recorded> Entries) Of(Incident incident, IReadOnlyList<Recorded> entries)
    {
        var highest = incident.HighestSeverity;
        if (!entries.Any(entry => entry.Event is SeverityChanged changed && changed.To < highest))
        {
            return (incident, entries);
        }

        List<Recorded> kept = [entries[0]];
        var (real, counted) = (((Declared)entries[0].Event).Severity, ((Declared)entries[0].Event).Severity);
        foreach (var entry in entries.Skip(1))
        {
            switch (entry.Event)
            {
                // What is not entered is not left either: the clocks ask for no step.
                case StepEntered:
                    break;

                case SeverityChanged changed:
                    real = changed.To;
                    if (real >= highest && real != counted)
                    {
                        kept.Add(Recorded.Of(changed with { From = counted }, entry.By, entry.At, kept[^1].Chain));
                        counted = real;
                    }

                    break;

                case ClockBreached or ClockAtRisk when real < highest:
                    break;

                default:
                    kept.Add(entry);
                    break;
            }
        }

        return (kept.Skip(1).Aggregate(Incident.Begin(incident.Id, (Declared)kept[0].Event, kept[0].By, kept[0].At), (so, entry) => so.Evolve(entry.Event, entry.By, entry.At)), kept);
    }
}
