using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Timers;

/// <summary>
/// State → the whole set of timers. Every moment at which an incident acts by itself is a line here; a timer that is not in today's plan does
/// nothing when it fires.
/// </summary>
public static class TimerPlan
{
    /// <summary>80 % of the response target is used (product page: "At risk").</summary>
    public const string ResponseAtRisk = "response.at-risk";

    /// <summary>The response target has passed.</summary>
    public const string ResponseBreach = "response.breach";

    public const string ResolutionAtRisk = "resolution.at-risk";

    public const string ResolutionBreach = "resolution.breach";

    /// <summary>A pause of the resolution clock ends by itself.</summary>
    public const string PauseLapse = "pause.lapse";

    /// <summary>The watch after the fix has run to its end.</summary>
    public const string WatchEnd = "watch.end";

    /// <summary>Nobody has acknowledged: whoever is next is called.</summary>
    public const string Climb = "ladder";

    /// <summary>Nobody commands: the room is asked.</summary>
    public const string AskForCommander = "commander.ask";

    /// <summary>Still nobody commands: the Lead is called.</summary>
    public const string CallLead = "commander.lead";

    /// <summary>Nobody objected to a claim of the command.</summary>
    public const string Claim = "command.claim";

    /// <summary>People are asked for an update.</summary>
    public const string UpdateNag = "nag.update";

    /// <summary>Nobody does anything: the room is asked.</summary>
    public const string SilenceNag = "nag.silence";

    /// <summary>The question was not answered either: the next rung of the ladder is called.</summary>
    public const string SilenceEscalation = "silence.ladder";

    /// <summary>The card and the room are told of the alerts that came since.</summary>
    public const string AlertCount = "alerts.count";

    /// <summary>Somebody is reminded of the write-up or of an action item.</summary>
    public const string FollowUp = "follow-up";

    /// <summary>Nobody needs the rooms any more.</summary>
    public const string RetireRooms = "rooms.retire";

    /// <summary>Product page, "Acknowledging": with no commander after 5 min the room is asked, at 10 the Lead is paged.</summary>
    public static readonly TimeSpan CommanderAskedAfter = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan LeadCalledAfter = TimeSpan.FromMinutes(10);

    /// <summary>How long a silent room has to answer before others are called.</summary>
    public static readonly TimeSpan SilenceAnsweredWithin = TimeSpan.FromMinutes(10);

    /// <summary>What is due within this long is merged into one reminder (product page, "Noise rule").</summary>
    public static readonly TimeSpan MergedWithin = TimeSpan.FromMinutes(5);

    /// <summary>Without repeats.</summary>
    public static IReadOnlyList<PlannedTimer> For(Incident incident) =>
        [
            .. incident.IsOpen ? [.. Clocks(incident), .. Calls(incident), .. Communication.Timers(incident), .. Reminders(incident).Select(reminder => new PlannedTimer(reminder.Name, reminder.Due))] : Array.Empty<PlannedTimer>(),
            .. AlertCounts(incident),
            .. CardMarks.Next(incident) is { } mark ? [new PlannedTimer(CardMarks.Renew, mark)] : Array.Empty<PlannedTimer>(),
            .. incident is { RoomsRetired: false, EndedAt: { } ended, Procedure.RoomsKeptFor: { } kept } && HasChannels(incident) ? new[] { new PlannedTimer(RetireRooms, ended + kept) } : [],
            .. FollowUps.First(incident) is { } reminder ? new[] { new PlannedTimer(FollowUp, reminder) } : [],
        ];

    /// <summary>Small incidents live in threads of the announcements, which nobody archives.</summary>
    private static bool HasChannels(Incident incident) => !incident.Rooms.IsEmpty && incident.HasOwnRoom;

    /// <summary>At most one post and one edit for alerts in half a minute, and nothing is left unsaid.</summary>
    private static IEnumerable<PlannedTimer> AlertCounts(Incident incident)
    {
        if (incident is { HasEnded: false, Alerts: { IsUntold: true } alerts } && incident.Version < Incident.MaxEntries)
        {
            yield return new PlannedTimer(AlertCount, alerts.Told.At + Alerts.AlertRecord.ToldEvery);
        }
    }

    private static IEnumerable<PlannedTimer> Clocks(Incident incident)
    {
        if (incident.AwaitsAcknowledgement && incident.ResponseClock is { Runs: true } response)
        {
            foreach (var timer in Marks(incident, response, ClockKind.Response, ResponseAtRisk, ResponseBreach))
            {
                yield return timer;
            }
        }

        if (incident.ResolutionClock is { Runs: true } resolution)
        {
            foreach (var timer in Marks(incident, resolution, ClockKind.Resolution, ResolutionAtRisk, ResolutionBreach))
            {
                yield return timer;
            }
        }

        if (incident.Pause?.Until is { } lapses)
        {
            yield return new PlannedTimer(PauseLapse, lapses);
        }

        if (incident.WatchEnds is { } watchEnds)
        {
            yield return new PlannedTimer(WatchEnd, watchEnds);
        }
    }

    private static IEnumerable<PlannedTimer> Marks(Incident incident, SlaClock clock, ClockKind kind, string atRisk, string breach)
    {
        if (!incident.AtRisk.Contains(kind) && !incident.Breached.Contains(kind))
        {
            yield return new PlannedTimer(atRisk, clock.AtRiskAt);
        }

        if (!incident.Breached.Contains(kind))
        {
            yield return new PlannedTimer(breach, clock.Due);
        }
    }

    private static IEnumerable<PlannedTimer> Calls(Incident incident)
    {
        // A timeline is bounded: what nobody has looked at for weeks is not called for for ever.
        if (incident.Version >= Incident.MaxEntries)
        {
            yield break;
        }

        if (incident.AwaitsAcknowledgement && !incident.Drill && incident.NextCall is { } next)
        {
            yield return new PlannedTimer(Climb, next);
        }

        if (incident.WithoutCommanderSince is { } since && incident is { Drill: false, IsTask: false })
        {
            // What keeps working hours (a P3) looks for its commander in them too: nobody is woken for it.
            var from = incident.Procedure.Hours?.InWork(since) ?? since;
            if (!incident.SoughtCommander.Room)
            {
                yield return new PlannedTimer(AskForCommander, Awake(incident, from + CommanderAskedAfter));
            }
            else if (!incident.SoughtCommander.Lead)
            {
                yield return new PlannedTimer(CallLead, Awake(incident, from + LeadCalledAfter));
            }
        }

        if (incident.CommandChange?.Until is { } until)
        {
            yield return new PlannedTimer(Claim, until);
        }

        if (incident.NextSilenceCall is { } silent)
        {
            yield return new PlannedTimer(SilenceEscalation, silent);
        }
    }

    private static DateTimeOffset Awake(Incident incident, DateTimeOffset due) => incident.Procedure.Hours?.InWork(due) ?? due;

    /// <summary>What calls people after the acknowledgement and can be put off.</summary>
    private static IEnumerable<(NagKind Kind, string Name, DateTimeOffset Due)> Reminders(Incident incident)
    {
        if (incident.AcknowledgedAt is not { } acknowledged || incident.Version >= Incident.MaxEntries)
        {
            yield break;
        }

        var from = Latest(acknowledged, incident.LastNag, incident.LadderFrom);
        if (!incident.NagsStopped && from + incident.UpdatesEvery(from) is { } due)
        {
            yield return (NagKind.Update, UpdateNag, PutOff(incident, due, yields: true));
        }

        if (incident is { SilenceAskedAt: null, OnlyResolveIsLeft: false } && incident.QuietSince + (incident.UpdatesEvery(incident.QuietSince) * 2) is { } silent)
        {
            // The ladder waits for the question, so the question waits for no call to be free: beyond the number of the hour it only names its owner.
            yield return (NagKind.Silence, SilenceNag, Later(silent, incident.SnoozedUntil ?? silent));
        }
    }

    /// <summary>Reminders count anew from a raise: until then nobody promised updates that often.</summary>
    private static DateTimeOffset Latest(DateTimeOffset one, DateTimeOffset? two, DateTimeOffset three) => one > two ? Later(one, three) : Later(two ?? one, three);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    /// <summary>Not while snoozed, and never more than so many an hour.</summary>
    internal static DateTimeOffset PutOff(Incident incident, DateTimeOffset due, bool yields = false)
    {
        if (incident.SnoozedUntil is { } snoozed && snoozed > due)
        {
            due = snoozed;
        }

        return incident.FreeToCall(due, yields);
    }

    /// <summary>
    /// What should have happened by <paramref name="now"/> and has not: every change begins with it, so a deadline that passed before somebody
    /// acted takes effect before what they did, whether the sweep came by in between or not.
    /// </summary>
    public static CaughtUp CatchUp(Incident incident, DateTimeOffset now)
    {
        List<IEvent> events = [];
        List<Overdue> overdue = [];
        while (For(incident) is var plan && FirstDue(plan, now) is { } first)
        {
            overdue.AddRange(Overdue.In(plan, incident, now));
            foreach (var happened in Fire(first.Name, incident, now))
            {
                events.Add(happened);
                incident = incident.Evolve(happened, Actor.Bot, now);
            }
        }

        return new CaughtUp(events, incident) { Due = overdue.Count == 0 ? [] : [.. overdue.Distinct().OrderBy(one => one.Due)] };
    }

    private static PlannedTimer? FirstDue(IReadOnlyList<PlannedTimer> plan, DateTimeOffset now)
    {
        PlannedTimer? first = null;
        for (var i = 0; i < plan.Count; i++)
        {
            var timer = plan[i];
            if (timer.Due <= now && (first is null || timer.Due < first.Due || (timer.Due == first.Due && string.CompareOrdinal(timer.Name, first.Name) < 0)))
            {
                first = timer;
            }
        }

        return first;
    }

    /// <summary>What happens when a timer of today's plan fires. It must take the timer out of the plan.</summary>
    /// <exception cref="ArgumentException">A name this program never plans.</exception>
    public static IReadOnlyList<IEvent> Fire(string name, Incident incident, DateTimeOffset now) => name switch
    {
        ResponseAtRisk => [new ClockAtRisk(ClockKind.Response)],
        ResponseBreach => [new ClockBreached(ClockKind.Response)],
        ResolutionAtRisk => [new ClockAtRisk(ClockKind.Resolution)],
        ResolutionBreach => [new ClockBreached(ClockKind.Resolution)],
        PauseLapse => [new ClockResumed()],
        WatchEnd => [new WatchCompleted()],
        Climb => [Climbed(incident, now)],
        AskForCommander => [new CommanderSought(Lead: false)],
        CallLead => [new CommanderSought(Lead: true)],
        Claim => [new CommanderNamed(incident.CommandChange!.Person, incident.CommandChange.Name)],
        UpdateNag or SilenceNag => [.. Communication.AskedBy(incident, now + MergedWithin), .. Reminding(incident, now)],
        Communication.Offer => Communication.Offered(incident),
        Communication.Ask => [.. Communication.Asked(incident), .. Reminding(incident, now)],
        Communication.Stakeholders => Communication.Told(incident, now),
        AlertCount => [new Alerts.AlertsCounted(incident.Alerts!.Total, incident.Alerts.Firing)],
        CardMarks.Renew => [new CardRenewed()],
        FollowUp => [Following(incident, now)],
        RetireRooms => [new RoomsRetired()],
        SilenceEscalation => [ClimbedInSilence(incident, now)],
        _ => throw new ArgumentException($"No timer is called '{name}'.", nameof(name)),
    };

    /// <summary>What is due within minutes is one reminder; nothing where nothing is.</summary>
    private static IEnumerable<IEvent> Reminding(Incident incident, DateTimeOffset now) =>
        Reminders(incident).Where(reminder => reminder.Due <= now + MergedWithin).Select(reminder => reminder.Kind).ToList() is { Count: > 0 } due ? [new Nagged(due)] : [];

    /// <summary>What is due within minutes is one reminder.</summary>
    private static FollowedUp Following(Incident incident, DateTimeOffset now)
    {
        var due = FollowUps.All(incident).Where(one => one.Due <= now + MergedWithin).ToList();
        return new FollowedUp(due.Exists(one => one.What == FollowUps.WriteUp), [.. due.Select(one => one.What).Where(what => what > 0)], due.Exists(one => one.What == FollowUps.PublicStatus));
    }

    /// <summary>Everybody who should have been called by now, in one call: after an outage the rungs in between are not climbed one by one.</summary>
    private static Escalated Climbed(Incident incident, DateTimeOffset now)
    {
        var ladder = incident.Procedure.Ladder!;
        var level = incident.LadderLevel + 1;
        while (ladder.At(level) is { } next && incident.CallsFrom + next <= now)
        {
            level++;
        }

        var who = incident.Awake(Between(ladder, incident.LadderLevel, level), now, silence: false);
        return new Escalated(level, who, null, Spared(incident, who, now));
    }

    /// <summary>The same for a room in which nobody answers; where the ladder stands for whoever asks for the next level does not change.</summary>
    private static Escalated ClimbedInSilence(Incident incident, DateTimeOffset now)
    {
        var ladder = incident.Procedure.Ladder!.OfPages!;
        var (level, from) = (incident.SilenceLevel + 1, incident.SilenceAskedAt!.Value + SilenceAnsweredWithin);
        while (ladder.At(level) is { } next && from + next <= now)
        {
            level++;
        }

        var who = incident.Awake(Between(ladder, incident.SilenceLevel, level), now, silence: true);
        return new Escalated(incident.LadderLevel, who, "nobody has answered in the room", Spared(incident, who, now), Silence: level);
    }

    private static List<Called> Between(Ladder ladder, int from, int to) => [.. Enumerable.Range(from, to - from).Select(rung => ladder.RungAt(rung).Who).Distinct()];

    /// <summary>"15 min the whole P1 list, then the list every 5 min" (product page, "Ladder"): of the list nobody is left out.</summary>
    private static IReadOnlyList<AlreadyCalled>? Spared(Incident incident, IReadOnlyList<Called> who, DateTimeOffset now) =>
        !who.Contains(Called.List) && incident.JustPaged(now) is { Count: > 0 } spared ? spared : null;
}
