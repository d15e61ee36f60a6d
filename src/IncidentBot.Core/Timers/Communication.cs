using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Timers;

/// <summary>
/// What goes outside while a P1 runs (product page, table of the P1 and "Steps"): at minute 10 a public text is drafted and offered, the
/// stakeholders get the facts, and from minute 15 on somebody is asked to approve. It runs beside the steps and blocks none.
/// </summary>
internal static class Communication
{
    /// <summary>The public draft is written and offered.</summary>
    public const string Offer = "communication.offer";

    /// <summary>Whoever speaks for the team is asked to approve: communications lead, then commander, then the Lead.</summary>
    public const string Ask = "communication.ask";

    /// <summary>The stakeholders are told the facts.</summary>
    public const string Stakeholders = "communication.stakeholders";

    /// <summary>The levels of those who are asked, in their order.</summary>
    private const int CommunicationsLead = 1, Commander = 2, Lead = 3;

    /// <summary>Integrations page, section 17: the next one is asked 5 minutes later.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(5);

    public static IEnumerable<PlannedTimer> Timers(Incident incident) =>
        incident is { IsOpen: true, Private: false, Proposed: false } ? Offering(incident).Concat(Telling(incident)) : [];

    /// <summary>In a drill too: whoever practises approves a text, which then goes nowhere.</summary>
    private static IEnumerable<PlannedTimer> Offering(Incident incident)
    {
        if (incident.WasPublic || incident.MitigatedAt is not null || StepOf(incident, StepAction.OfferPublicText) is not { From: { } from, To: { } to } step || !step.Tasks.Any(task => IsApproval(task) && !incident.Done.Contains(task.Number)))
        {
            yield break;
        }

        if (!incident.Updates.Any(update => update is { Audience: Audience.Public, ByBot: true, Stage: PublicStage.Investigating }))
        {
            yield return new PlannedTimer(Offer, incident.ToldFrom + from);
        }
        else if (NextToAsk(incident) is not null)
        {
            // Each has their minutes, also where a snooze or the number of calls an hour has put the question off.
            yield return new PlannedTimer(Ask, TimerPlan.PutOff(incident, incident.ApprovalAskedAt is { } asked ? asked + Between : incident.ToldFrom + to));
        }
    }

    /// <summary>Also of what is fixed already and still watched: until it is over, stakeholders are told that there is something.</summary>
    private static IEnumerable<PlannedTimer> Telling(Incident incident)
    {
        if (incident.Drill || incident.Updates.Any(update => update is { Audience: Audience.Stakeholders, Published: not null }) || StepOf(incident, StepAction.TellStakeholders) is not { From: { } from, To: { } to })
        {
            yield break;
        }

        var (early, late) = (incident.ToldFrom + from, incident.ToldFrom + to);
        yield return new PlannedTimer(Stakeholders, incident.AcknowledgedAt is not { } answered || answered >= late ? late : answered > early ? answered : early);
    }

    public static IReadOnlyList<IEvent> Offered(Incident incident) =>
        [new UpdateWritten(incident.Updates.Length + 1, Audience.Public, UpdateTexts.Public(PublicStage.Investigating, incident), PublicStage.Investigating)];

    /// <summary>Asked together with another reminder, if it would be due by then.</summary>
    public static IReadOnlyList<IEvent> AskedBy(Incident incident, DateTimeOffset by) =>
        Timers(incident).Any(timer => timer.Name == Ask && timer.Due <= by) ? Asked(incident) : [];

    /// <summary>The one who is due now.</summary>
    public static IReadOnlyList<IEvent> Asked(Incident incident) => [new ApprovalSought(NextToAsk(incident) ?? Lead)];

    /// <summary>
    /// The first in line who was not asked yet; null where everybody was. A place that nobody holds is passed over until somebody does, and
    /// nobody is asked twice because they hold two. The Lead is left out of a drill.
    /// </summary>
    private static int? NextToAsk(Incident incident)
    {
        var speaker = incident.RolesGiven.TryGetValue(Verbs.RoleVerb.Communications, out var lead) ? lead.Id : null;
        return speaker is not null && !incident.ApprovalAsked.Contains(CommunicationsLead) ? CommunicationsLead
            : incident.Commander is { } commander && !string.Equals(commander, speaker, StringComparison.Ordinal) && !incident.ApprovalAsked.Contains(Commander) ? Commander
            : !incident.Drill && !incident.ApprovalAsked.Contains(Lead) ? Lead
            : null;
    }

    public static IReadOnlyList<IEvent> Told(Incident incident, DateTimeOffset now)
    {
        var (number, facts) = (incident.Updates.Length + 1, UpdateTexts.Facts(incident));
        return [new UpdateWritten(number, Audience.Stakeholders, UpdateTexts.Sent(incident, facts, stage: null, now)), new UpdatePublished(number, Task: incident.NextTask)];
    }

    /// <summary>Steps of older versions do not say what they do; there the one with the approval did both.</summary>
    private static Step? StepOf(Incident incident, StepAction action) => incident.Procedure.Steps.FirstOrDefault(step => step.Actions is { } actions ? actions.Contains(action) : step.Tasks.Any(IsApproval));

    private static bool IsApproval(ProcedureTask task) => string.Equals(task.TicksItself, TaskTicks.PublicApproved, StringComparison.Ordinal);
}
