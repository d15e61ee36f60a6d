using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Verbs;

/// <summary>"I am on it." The first one stops the response clock and is acting commander.</summary>
public sealed class AcknowledgeVerb : IncidentVerb
{
    /// <summary>Said by somebody who is not on the rota but does the work.</summary>
    private const string Working = "working";

    public override string Name => "ack";

    public override IReadOnlyList<string> Synonyms => ["acknowledge", "acknowledged"];

    public override string Usage => "ack [INC-7]";

    public override string Help => "acknowledge: you are working on it";

    public override Decision Decide(Incident incident, VerbCall call)
    {
        var id = incident.Id;
        if (incident.Procedure.FirstOf(StepPhase.Alert) is null)
        {
            return Decision.Refuse($"A {incident.Severity} needs no acknowledgement.", $"`resolve {id}` when it is over.");
        }

        var move = incident.Ask(Trigger.Acknowledge, call.Now);
        if (move.To is null)
        {
            return Reasons.Refuse(incident, Trigger.Acknowledge, move);
        }

        // Before the first acknowledgement also those who joined or were given a role still have to say that they take it.
        if (incident.AcknowledgedAt is not null && incident.Responders.ContainsKey(call.By.Id))
        {
            return Decision.Refuse($"You acknowledged {id} already; {incident.CommanderName ?? "nobody"} is commander.", $"`status {id}` shows what is next.");
        }

        if (!MayAnswer(incident, call))
        {
            return Decision.Refuse(new Refusal($"{id} is waiting for {OnCall(incident, call)}; you are not on the rota.", $"Working on it yourself? Say `ack {id} {Working}`.")
            {
                Choices = new Card($"{id}: are you working on it?", $"{id}: are you working on it?")
                {
                    Buttons = [new Button("I am working on it", $"ack {id} {Working}", Primary: true), new Button("Just looking", $"status {id}")],
                },
            });
        }

        return incident.IsTask && incident.AcknowledgedAt is null
            ? Decision.Accept($"{id} is yours. Close it with `close {id} {string.Join('|', Alerts.TaskProcedure.Reasons)}`.", First(incident, call.By, move.To, call.Roster))
            : incident.AcknowledgedAt is null
            ? Decision.Accept($"You acknowledged {id} and are commander. Next: {move.To}.", First(incident, call.By, move.To, call.Roster)) with { Card = Commanding(incident, move.To) }
            : Decision.Accept($"You are a responder of {id}; {incident.CommanderName} is commander.", new Acknowledged());
    }

    /// <summary>Acting commander, and free to be none (product page, "Acknowledging": Pass button).</summary>
    private static Card Commanding(Incident incident, string step) => new($"You command {incident.Id}", $"You command {incident.Id}")
    {
        Buttons = [new Button("Pass", $"lead {incident.Id} pass"), new Button("Next step", NextVerb.Line(incident.Id, step))],
    };

    /// <summary>The facts of a first acknowledgement; an on-call declarer causes them by declaring.</summary>
    internal static IReadOnlyList<IEvent> First(Incident incident, Actor by, string to, PeopleRoster roster) =>
    [
        new Acknowledged(),
        new CommanderNamed(by.Id, by.Name),
        .. Entering(incident, to, roster),
    ];

    /// <summary>What the bot sees done with it, and the step it leads to.</summary>
    internal static IReadOnlyList<IEvent> Entering(Incident incident, string to, PeopleRoster roster) =>
    [
        .. Ticks.For(incident, TaskTicks.Acknowledged),
        .. incident is { Severity: Severity.P1, Drill: false } && roster.Lead is not null ? Ticks.For(incident, TaskTicks.LeadInformed) : [],
        new StepEntered(to, incident.Procedure.Find(to).Phase),
    ];

    private static bool MayAnswer(Incident incident, VerbCall call) =>
        !call.Roster.HasRota || incident.Drill || call.Roster.IsPageable(call.By.Id) || call.Roster.HasRole(call.By.Id)
        || incident.PagedByName.ContainsKey(call.By.Id) || incident.Responders.ContainsKey(call.By.Id)
        || string.Equals(call.Text, Working, StringComparison.OrdinalIgnoreCase);

    /// <summary>The first of the rota who has not said that they cannot take it.</summary>
    private static string OnCall(Incident incident, VerbCall call) =>
        new[] { call.Roster.Primary, call.Roster.Secondary, call.Roster.Lead }.FirstOrDefault(person => person is not null && !incident.Declined.Contains(person.Id))?.Name ?? "the people on call";
}
