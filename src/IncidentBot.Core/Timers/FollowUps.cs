using IncidentBot.Core.Actions;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Sla;

namespace IncidentBot.Core.Timers;

/// <summary>
/// What people are reminded of once nothing burns any more: the write-up and the action items. Always at 10:00 of a working day in the
/// reader's own zone (product page, "Noise rule": nags for post-mortems arrive in the reader's working hours), and not for ever.
/// </summary>
public static class FollowUps
{
    /// <summary>In place of an action item's number.</summary>
    internal const int WriteUp = 0;

    internal const int PublicStatus = -1;

    private static readonly TimeSpan PublicEvery = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan PublicUrgentFor = TimeSpan.FromHours(2);

    /// <summary>When the write-up is next called for; null = not any more.</summary>
    public static DateTimeOffset? WriteUpDue(Incident incident)
    {
        if (incident is not { Drill: false, HasEnded: false, OwesWriteUp: true, WriteUp: { Person: not null } owed })
        {
            return null;
        }

        var due = Office(incident).Morning(owed.Zone, owed.Nagged ?? owed.Since);
        return due - owed.Since > PostMortems.WriteUp.GivenUpAfter ? null : due;
    }

    /// <summary>
    /// Three days before the date, on the day, then every working day until it is done (integrations page, section 17); null once it is
    /// done or long forgotten.
    /// </summary>
    public static DateTimeOffset? ActionDue(Incident incident, ActionItem item)
    {
        if (!item.IsOpen || incident.Drill)
        {
            return null;
        }

        var after = item.Reminded ?? item.Added;
        var office = Office(incident);
        var first = office.Morning(item.Zone, after, item.Due.AddDays(-ActionItem.RemindedBefore));
        var onTheDay = office.Morning(item.Zone, after, item.Due);

        // Between the first reminder and the day itself there is silence.
        var due = item.Reminded is null && first < onTheDay && item.Due.AddDays(-ActionItem.RemindedBefore) > office.DateOf(item.Added) ? first : onTheDay;
        return DateOnly.FromDateTime(due.UtcDateTime) > item.Due.AddDays(ActionItem.GivenUpAfter) ? null : due;
    }

    /// <summary>
    /// When people are told again that the public still reads of a problem that is over, or that the text which says so still has to be sent
    /// by hand: it is wrong towards users, so it does not wait for the morning at first. A mail to the stakeholders does; nobody is woken for it.
    /// </summary>
    public static DateTimeOffset? PublicDue(Incident incident)
    {
        if (incident.IsOpen || incident.Drill || (incident.ResolvedAt ?? incident.EndedAt) is not { } over || !(incident.PublicOpen || incident.Unsent.Any()))
        {
            return null;
        }

        var after = incident.Unsent.Select(update => update.Published!.Value).Append(incident.PublicNagged ?? over).Append(over).Max();
        var users = incident.PublicOpen || incident.Unsent.Any(update => update.Audience == Audience.Public);
        var due = !users || after + PublicEvery - over > PublicUrgentFor ? Office(incident).Morning(null, after) : TimerPlan.PutOff(incident, after + PublicEvery);
        return due - over > PostMortems.WriteUp.GivenUpAfter ? null : due;
    }

    /// <summary>When the first of them is due; null = nothing is.</summary>
    internal static DateTimeOffset? First(Incident incident)
    {
        DateTimeOffset? first = null;
        foreach (var (_, due) in All(incident))
        {
            first = first is { } known && known <= due ? known : due;
        }

        return first;
    }

    /// <summary>Everything, as what it is and when: an action item by its number.</summary>
    internal static IEnumerable<(int What, DateTimeOffset Due)> All(Incident incident)
    {
        if (WriteUpDue(incident) is { } writeUp)
        {
            yield return (WriteUp, writeUp);
        }

        if (PublicDue(incident) is { } status)
        {
            yield return (PublicStatus, status);
        }

        foreach (var item in incident.Actions)
        {
            if (ActionDue(incident, item) is { } due)
            {
                yield return (item.Number, due);
            }
        }
    }

    private static WorkingHours Office(Incident incident) => incident.Procedure.Office ?? WorkingHours.Unset;
}
