using System.Collections.Immutable;
using IncidentBot.Core.Actions;
using IncidentBot.Core.Alerts;
using IncidentBot.Core.Playbooks;
using IncidentBot.Core.PostMortems;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Incidents;

/// <summary>Event by event: what each one changes.</summary>
public sealed partial record Incident
{
    /// <summary>The only place where state changes.</summary>
    public Incident Evolve(IEvent happened, Actor by, DateTimeOffset at)
    {
        var next = happened switch
        {
            Acknowledged { Person: { } id } e => Answered(new Actor(id, e.Name ?? id), at) with { WithoutCommanderSince = Commander is null ? at : WithoutCommanderSince },
            Acknowledged => Answered(by, at),
            Spoke => this with { HeardUntil = at + HeardFor(at) },
            Joined => this with { Responders = Responders.SetItem(by.Id, by.Name) },
            Renamed e => this with { Title = e.Title },
            StepEntered e => this with { State = e.Step, MovedBy = by },
            TaskTicked e => this with { Done = Done.Add(e.Task) },
            TaskUnticked e => this with { Done = Done.Remove(e.Task) },
            TaskSkipped e => this with { Done = Done.Add(e.Task) },
            Mitigated => Fixed(at),
            Incidents.WatchCompleted => this with { WatchCompleted = true },
            Resolved e => this with { ResolvedAt = at, ResolutionClock = StoppedByResolve(e.Early, at), Pause = null, CommandChange = null },
            Reopened => BackToWork(at) with { Interrupted = InterruptedBy(by) },
            Cancelled => Ended(IncidentWorkflow.Cancelled, at),
            Closed e => Ended(IncidentWorkflow.Closed, at) with { ClosedBecause = e.Reason },
            MergedIn e => this with
            {
                Responders = Responders.SetItems(e.People.Select((id, i) => KeyValuePair.Create(id, e.Names?.ElementAtOrDefault(i) ?? id))),
                Alerts = e.Alerts is { } taken ? (Alerts ?? new AlertRecord([])).Taking(taken, at) : Alerts,
                PublicStage = PublicOpen ? PublicStage : e.Public ?? PublicStage,
                ToldAs = PublicOpen || e.Public is null ? ToldAs : e.From,
            },
            Merged e => Ended(IncidentWorkflow.Merged, at) with { MergedInto = e.Into },
            SeverityChanged e when by.IsBot || e.Proposed => Raised(e, at) with { Proposed = true },
            SeverityChanged e => Raised(e, at).StoodFor(e.To),
            ClockAtRisk e => this with { AtRisk = AtRisk.Add(e.Clock) },
            ClockBreached e => this with { Breached = Breached.Add(e.Clock), EverBreached = EverBreached.Add(e.Clock) },
            ClockPaused e => this with { ResolutionClock = ResolutionClock?.Stop(at), Pause = new Pause(e.Reason, Pause?.Since ?? at, e.Until) },
            ClockResumed => this with { ResolutionClock = ResolutionClock?.GoOn(at), Pause = null },
            Escalated e => this with { LadderLevel = e.Level, Climbed = e.Silence is null ? (by, at) : Climbed, CallsFrom = CalledEarly(e, at), SilenceLevel = e.Silence ?? (AcknowledgedAt is null ? 0 : SilenceLevel + 1), PlacesCalled = CalledAt(e.Who, at).PlacesCalled },
            Paged e => CalledByName(e, at),
            Incidents.Declined => this with { Declined = Declined.Add(by.Id) },
            Incidents.GlassBroken => this with { GlassBroken = GlassBroken.SetItem(by.Id, at) },
            PlaybookStarted e => this with
            {
                Playbooks = Playbooks.Add(new RunningPlaybook(e.Name, e.Title, e.Tasks)),
                EveryTask = EveryTask.SetItems(e.Tasks.Select(task => KeyValuePair.Create(task.Number, new ProcedureTask(task.Number, task.Words)))),
            },
            RoomOpened e when e is { Instead: not null } or { IsThread: true } => this with { Threads = Threads.Add(e.Target), RoomIds = RoomIds.SetItem(e.Target, e.Place) },
            RoomOpened e => this with { Rooms = Rooms.SetItem(e.Target, e.Name), RoomIds = RoomIds.SetItem(e.Target, e.Place) },
            RoomWanted => this with { LeftThread = true },
            CardRenewed => this with { CardDrawnAt = at },
            Incidents.RoomsRetired => this with { RoomsRetired = true },
            DeliveryFailed { Directly: not null, What: not DeliveryFailed.Room } e => this with { ToldDirectly = (ToldDirectly ?? ToldDirectly.Nothing).And(e) },
            DeliveryFailed e => this with { Undelivered = [.. Undelivered.TakeLast(4), e] },
            _ => Told(happened, by, at) ?? Commanded(happened, by, at) ?? FollowedUp(happened, at) ?? Alerted(happened, by, at) ?? this,
        };
        return (next with { Version = Version + 1, KnownAt = at }).Seen(by, at).Pinged(happened, by, at, answered: AcknowledgedAt is not null);
    }

    private Incident Answered(Actor by, DateTimeOffset at) => this with
    {
        AcknowledgedAt = AcknowledgedAt ?? at,
        AcknowledgedBy = AcknowledgedBy ?? by,
        ResponseClock = ResponseClock?.Stop(at),
        Responders = Responders.SetItem(by.Id, by.Name),
        Declined = Declined.Remove(by.Id),
    };

    /// <summary>Who commands.</summary>
    private Incident? Commanded(IEvent happened, Actor by, DateTimeOffset at) => happened switch
    {
        CommanderNamed e => this with
        {
            Commander = e.Person,
            CommanderName = e.Name,
            Responders = Responders.SetItem(e.Person, e.Name),
            WithoutCommanderSince = null,
            SoughtCommander = default,
            CommandChange = null,
        },
        CommandLeft => this with { Commander = null, CommanderName = null, WithoutCommanderSince = at, SoughtCommander = default, CommandChange = null },
        CommandClaimed e => this with { CommandChange = new CommandChange(by.Id, by.Name, e.Until) },
        ClaimRejected => this with { CommandChange = null },
        CommandOffered e => this with { CommandChange = new CommandChange(e.Person, e.Name, null) },
        CommanderSought e => this with { SoughtCommander = (true, e.Lead) },
        RoleGiven e => this with { RolesGiven = RolesGiven.SetItem(e.Role, (e.Person, e.Name)), Responders = Responders.SetItem(e.Person, e.Name) },
        _ => null,
    };

    /// <summary>What is left to do after the resolve.</summary>
    private Incident? FollowedUp(IEvent happened, DateTimeOffset at) => happened switch
    {
        WriteUpOwned e => this with
        {
            WriteUp = new WriteUp(e.Person, e.Name, e.Zone, ResolvedAt ?? at, NeedsPostMortem ? WriteUp?.State ?? PostMortemState.Draft : null, WriteUp?.Nagged),
        },
        PostMortemMoved e => this with { WriteUp = (WriteUp ?? new WriteUp(null, null, null, ResolvedAt ?? at, null)) with { State = e.To } },
        ActionAdded e => this with { Actions = Actions.Add(new ActionItem(e.Number, e.Person, e.Name, e.Zone, e.Due, e.Text, e.Kind, at)) },
        LessonLearnt e => this with { Lessons = Lessons.Add(e), LastLesson = e.Number },
        LessonWithdrawn e => this with { Lessons = Lessons.RemoveAll(lesson => lesson.Number == e.Number) },
        ActionDone e => this with { Actions = Changed(e.Number, item => item with { Done = at }) },
        Incidents.FollowedUp e => this with
        {
            WriteUp = e.WriteUp && WriteUp is { } owed ? owed with { Nagged = at } : WriteUp,
            PublicNagged = e.PublicStatus ? at : PublicNagged,
            Actions = [.. Actions.Select(item => e.Actions.Contains(item.Number) ? item with { Reminded = at } : item)],
        },
        _ => null,
    };

    private ImmutableArray<ActionItem> Changed(int number, Func<ActionItem, ActionItem> change) =>
        [.. Actions.Select(item => item.Number == number ? change(item) : item)];

    /// <summary>What people were told, and are reminded to tell.</summary>
    private Incident? Told(IEvent happened, Actor by, DateTimeOffset at) => happened switch
    {
        UpdateWritten e => this with
        {
            Updates = Updates.Add(new Update(e.Number, e.Audience, e.Text, at, e.Drafted ? Actor.Bot.Name : by.Name, e.Audience == Audience.Internal ? at : null, e.Stage, by.IsBot)),
            LastNag = e.Audience == Audience.Internal ? at : LastNag,
            NagsStopped = NagsStopped && (by.IsBot || e.Drafted),
        },
        UpdatePublished e => Published(e, at) with
        {
            LastNag = at,
            NagsStopped = NagsStopped && by.IsBot,
        },
        ApprovalSought e => this with { ApprovalAsked = ApprovalAsked.Add(e.Level), ApprovalAskedAt = at },
        CauseNamed e => this with { Cause = e.Text },
        TicketNamed e => this with { Ticket = new Ticket(e.Number, by.Name) },
        ImpactDescribed e => this with { Impact = new Impact(e.Text, e.From ?? Impact?.From, e.To ?? Impact?.To) },
        ComponentRated e => this with { Components = Components.SetItem(e.Name, e.Status) },
        Nagged e => this with
        {
            LastNag = e.Of.Contains(NagKind.Update) ? at : LastNag,
            SilenceAskedAt = e.Of.Contains(NagKind.Silence) ? at : SilenceAskedAt,
        },
        Snoozed e => this with { SnoozedUntil = e.Until },
        Incidents.NagsStopped => this with { NagsStopped = true },
        _ => null,
    };

    private Incident Fixed(DateTimeOffset at)
    {
        var clock = Pause is null ? ResolutionClock : ResolutionClock?.GoOn(at);
        return this with
        {
            MitigatedAt = at,
            WatchCompleted = false,
            Pause = null,
            Interrupted = null,
            ResolutionClock = Procedure.ResolutionStopsAt == ResolutionStop.Fixed ? clock?.Stop(at) : clock,
        };
    }

    /// <summary>The halt at the fix is kept if the watch completes; if not, the clock has run on as if it had never been stopped.</summary>
    internal SlaClock? StoppedByResolve(bool early, DateTimeOffset at) => (early ? ResolutionClock?.RunOn() : ResolutionClock)?.Stop(at);

    /// <summary>After a watch that completed, and after the resolve, the clock goes on where it stopped; a fix that was none never stopped it.</summary>
    private Incident BackToWork(DateTimeOffset at) => this with
    {
        ResolutionClock = WatchCompleted || ResolvedAt is not null ? ResolutionClock?.GoOn(at) : ResolutionClock?.RunOn(),
        Pause = null,
        ResolvedAt = null,
        EndedAt = null,
        MitigatedAt = null,
        WatchCompleted = false,
        WriteUp = null,
        LastNag = at,
        ReopenedAt = at,
        ApprovalAsked = [],
        ApprovalAskedAt = null,
        SilenceAskedAt = null,
        SilenceLevel = 0,

        // The fix was none, and what verified it proved nothing; other work is kept.
        Done = Done.Except(Tasks.Where(task => string.Equals(task.TicksItself, TaskTicks.Mitigated, StringComparison.Ordinal)).Concat(Procedure.FirstOf(StepPhase.Verify)?.Tasks ?? []).Select(task => task.Number)),
    };

    private Incident Ended(string state, DateTimeOffset at) => this with
    {
        State = state,
        EndedAt = at,
        Pause = null,
        CommandChange = null,
        ResponseClock = ResponseClock?.Stop(at),
        ResolutionClock = ResolutionClock?.Stop(at),
    };

    private Incident Raised(SeverityChanged change, DateTimeOffset at) => change.To < change.From && IsOpen ? Changed(change, at).CalledFirst(at) : Changed(change, at);

    /// <summary>Raised: ladder and windows begin again and the earlier deadline counts. Lowered: the new target from the declaration on.</summary>
    private Incident Changed(SeverityChanged change, DateTimeOffset at)
    {
        var (raised, to) = (change.To < change.From, change.Procedure);

        // Where the new procedure has no step of verifying, the fix is not watched and the incident is back at work.
        var mended = to.Find(change.Step).Phase == StepPhase.Work ? null : MitigatedAt;
        var (response, resolution) = (ResponseUnder(to, raised, at), ResolutionUnder(to, raised, mended, at));

        // What is due later than was thought is promised anew; what passed before stays recorded.
        var renewed = new[] { (Kind: ClockKind.Response, Clock: response), (Kind: ClockKind.Resolution, Clock: resolution) }.Where(one => one.Clock is not { } clock || clock.Due > at).Select(one => one.Kind).ToList();
        return this with
        {
            Severity = change.To,
            LeftThread = LeftThread || change.OpensRoom,
            Procedure = to,
            EveryTask = EveryTask.SetItems(Numbered(to)),
            State = change.Step,
            MovedBy = null,
            ClocksFrom = IsTask && raised ? at : ClocksFrom,
            Pause = raised || resolution is null ? null : Pause,
            MitigatedAt = mended,
            LadderFrom = raised && IsOpen ? at : LadderFrom,
            CallsFrom = raised && IsOpen ? at : CallsFrom,
            LadderLevel = raised ? 1 : LadderLevel,
            Climbed = raised ? null : Climbed,
            ApprovalAsked = raised ? [] : ApprovalAsked,
            ApprovalAskedAt = raised ? null : ApprovalAskedAt,
            AtRisk = AtRisk.Except(renewed),
            Breached = Breached.Except(renewed),
            ResponseClock = response,
            ResolutionClock = resolution,
        };
    }

    /// <summary>The response begins again only if nobody has acknowledged.</summary>
    private SlaClock? ResponseUnder(Procedure to, bool raised, DateTimeOffset at) => to.Response is not { } response ? null
        : IsTask && raised ? Promoted(response, to, at)
        : AcknowledgedAt is { } acknowledged ? (ResponseClock ?? SlaClock.Start(ClocksFrom, response, to.Hours)).Stop(acknowledged)
        : SlaClock.Start(raised ? at : ClocksFrom, response, to.Hours);

    /// <summary>What was a task counts from its promotion; whoever claimed it has answered.</summary>
    private SlaClock Promoted(TimeSpan response, Procedure to, DateTimeOffset at) =>
        AcknowledgedAt is null ? SlaClock.Start(at, response, to.Hours) : SlaClock.Start(at, response, to.Hours).Stop(at);

    private SlaClock? ResolutionUnder(Procedure to, bool raised, DateTimeOffset? mended, DateTimeOffset at)
    {
        if (to.Resolution is not { } target)
        {
            return null;
        }

        // What is over keeps the moment at which its clock stopped: there a raise begins, and from there a reopening goes on.
        if (ResolvedAt is { } resolved)
        {
            var stopped = ResolutionClock?.StoppedAt ?? resolved;
            var promised = SlaClock.Start(raised ? stopped : ClocksFrom, target, to.Hours);
            return (raised && ResolutionClock is { } before ? promised.NoLaterThan(before.Due) : promised).Stop(stopped);
        }

        var running = Pause is null ? ResolutionClock : ResolutionClock?.GoOn(at);
        var clock = !raised ? SlaClock.Start(ClocksFrom, target, to.Hours)
            : running is { } old ? SlaClock.Start(at, target, to.Hours).NoLaterThan(old.Due)
            : SlaClock.Start(at, target, to.Hours);
        return mended is { } mitigated && to.ResolutionStopsAt == ResolutionStop.Fixed ? clock.Stop(mitigated)
            : !raised && Pause is { } pause ? clock.Stop(pause.Since)
            : clock;
    }

    private Incident Seen(Actor by, DateTimeOffset at) => by.IsBot ? this : this with { LastSeen = LastSeen.SetItem(by.Id, at), LastActivity = at, SilenceAskedAt = null, SilenceLevel = 0 };

    /// <summary>The level just called counts as called at its time, so the next follows after its usual wait, however often somebody asked.</summary>
    private DateTimeOffset CalledEarly(Escalated called, DateTimeOffset at) =>
        called.Why is not null && called.Level > LadderLevel && Procedure.Ladder?.At(called.Level - 1) is { } usual && at - usual < CallsFrom ? at - usual : CallsFrom;
}
