using System.Collections.Immutable;
using IncidentBot.Core.Actions;
using IncidentBot.Core.Playbooks;
using IncidentBot.Core.PostMortems;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;
using IncidentBot.Core.Timers;

namespace IncidentBot.Core.Incidents;

/// <summary>
/// An incident as it stands: the fold of its events and nothing else. Immutable; changed only by <see cref="Evolve"/>.
/// </summary>
public sealed partial record Incident
{
    /// <summary>An ended incident leaves memory this long after its end.</summary>
    public static readonly TimeSpan StaysInMemory = TimeSpan.FromHours(24);

    /// <summary>Reopening is possible for this long after the resolve (product page, "Ends").</summary>
    public static readonly TimeSpan ReopenableFor = TimeSpan.FromMinutes(60);

    /// <summary>A timeline is bounded; what leads to the end always fits.</summary>
    public const int MaxEntries = 10_000;

    /// <summary>Where no updates are due nobody is asked for a sign of life; only whether the commander is active matters (10 min).</summary>
    private static readonly TimeSpan HeardWithoutCadence = TimeSpan.FromMinutes(2);

    private Incident(IncidentId id, Declared declared, Actor by, DateTimeOffset at)
    {
        Id = id;
        Severity = declared.Severity;
        BeganInThread = declared.Severity > Severity.P2 && !declared.Private;
        Proposed = declared.Provisional;
        Confirmed = declared.Provisional || declared.Procedure.IsTask ? null : declared.Severity;
        RecurrenceOf = declared.RecurrenceOf;
        Title = declared.Title;
        Drill = declared.Drill;
        Private = declared.Private;
        Targets = declared.Targets;
        Procedure = declared.Procedure;
        EveryTask = ImmutableSortedDictionary.CreateRange(Numbered(declared.Procedure));
        State = declared.Procedure.First.Name;
        DeclaredBy = by;
        DeclaredAt = at;
        ClocksFrom = at;
        CardDrawnAt = at;

        // A task waits for the next working hours (product page, "Alert-born incidents").
        LadderFrom = IsTask && Procedure.Office is { } office ? office.InWork(at) : at;
        CallsFrom = LadderFrom;
        LadderLevel = 1;
        ResponseClock = Procedure.Response is { } response ? SlaClock.Start(at, response, Procedure.Hours) : null;
        ResolutionClock = Procedure.Resolution is { } resolution ? SlaClock.Start(at, resolution, Procedure.Hours) : null;
    }

    public IncidentId Id { get; }

    public StreamId Stream => StreamId.Of(Id);

    /// <summary>How many events there are.</summary>
    public long Version { get; private init; }

    public Severity Severity { get; private init; }

    /// <summary>The highest severity that a person declared, chose or confirmed, and until one has the proposed one; reports count this one.</summary>
    public Severity HighestSeverity => Confirmed ?? Severity;

    public string Title { get; private init; }

    public bool Drill { get; }

    public bool Private { get; }

    /// <summary>A P3 or a P4 has a thread under its card for a room (product page, "Words").</summary>
    public bool BeganInThread { get; }

    /// <summary>It was raised since, or somebody asked for it: what is said from then on belongs in a room of its own.</summary>
    public bool LeftThread { get; private init; }

    /// <summary>It is talked about in a room and not in a thread.</summary>
    public bool HasOwnRoom => !BeganInThread || LeftThread;

    public IReadOnlyList<string> Targets { get; }

    public Procedure Procedure { get; private init; }

    /// <summary>When the team works, and in which zone its clocks are read.</summary>
    public WorkingHours Office => Procedure.Office ?? WorkingHours.Unset;

    /// <summary>The workflow's state: a step's name, <see cref="IncidentWorkflow.Closed"/>, <see cref="IncidentWorkflow.Cancelled"/> or <see cref="IncidentWorkflow.Merged"/>.</summary>
    public string State { get; private init; }

    public Actor DeclaredBy { get; }

    public DateTimeOffset DeclaredAt { get; }

    /// <summary>Where both clocks began: the declaration, or the promotion of a task.</summary>
    public DateTimeOffset ClocksFrom { get; private init; }

    /// <summary>Who brought it into the step it is in; null where no step was entered since the declaration or the last change of the severity.</summary>
    public Actor? MovedBy { get; private init; }

    public DateTimeOffset? AcknowledgedAt { get; private init; }

    public Actor? AcknowledgedBy { get; private init; }

    public string? Commander { get; private init; }

    public string? CommanderName { get; private init; }

    /// <summary>Ids and names of those who acknowledged.</summary>
    public ImmutableSortedDictionary<string, string> Responders { get; private init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    public ImmutableSortedSet<int> Done { get; private init; } = [];

    /// <summary>Tasks of all procedures it ever had: their numbers are taken, whatever the severity is now.</summary>
    public ImmutableSortedDictionary<int, ProcedureTask> EveryTask { get; private init; }

    public DateTimeOffset? MitigatedAt { get; private init; }

    public bool WatchCompleted { get; private init; }

    public DateTimeOffset? ResolvedAt { get; private init; }

    /// <summary>When it was closed, cancelled or merged.</summary>
    public DateTimeOffset? EndedAt { get; private init; }

    public ImmutableSortedSet<ClockKind> AtRisk { get; private init; } = [];

    /// <summary>Targets of the current severity that have passed.</summary>
    public ImmutableSortedSet<ClockKind> Breached { get; private init; } = [];

    /// <summary>Recorded breaches stay, whatever the severity is now (product page, "Severity change").</summary>
    public ImmutableSortedSet<ClockKind> EverBreached { get; private init; } = [];

    /// <summary>The name of its room in each chat.</summary>
    public ImmutableSortedDictionary<string, string> Rooms { get; private init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Chats in which the thread of its card is the room, or was before it got one of its own.</summary>
    public ImmutableSortedSet<string> Threads { get; private init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Each chat's own id of its room, or of the thread that is one.</summary>
    public ImmutableSortedDictionary<string, string> RoomIds { get; private init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Where it is talked about, in words and by each chat's own id.</summary>
    public IEnumerable<(string Target, string Name, string Id)> Places =>
        Rooms.Select(room => (Target: room.Key, Name: $"#{room.Value}")).Concat(Threads.Where(target => !Rooms.ContainsKey(target)).Select(target => (Target: target, Name: "the thread of its card")))
            .OrderBy(place => place.Target, StringComparer.Ordinal)
            .Select(place => (place.Target, place.Name, RoomIds[place.Target]));

    /// <summary>Marks on the clock up to then stand on its card (<see cref="CardMarks"/>).</summary>
    public DateTimeOffset CardDrawnAt { get; private init; }

    /// <summary>Its conversations are archived.</summary>
    public bool RoomsRetired { get; private init; }

    /// <summary>What was told to its people one by one, because it is private and had no room to be said in; null where nothing was.</summary>
    public ToldDirectly? ToldDirectly { get; private init; }

    /// <summary>What could not be delivered, newest last; at most five are kept for the card.</summary>
    public ImmutableArray<DeliveryFailed> Undelivered { get; private init; } = [];

    /// <summary>When each person last did something here.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> LastSeen { get; private init; } = ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);

    /// <summary>Who broke the glass, and when last.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> GlassBroken { get; private init; } = ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);

    public bool IsClosed => string.Equals(State, IncidentWorkflow.Closed, StringComparison.Ordinal);

    public bool IsCancelled => string.Equals(State, IncidentWorkflow.Cancelled, StringComparison.Ordinal);

    public bool IsMerged => string.Equals(State, IncidentWorkflow.Merged, StringComparison.Ordinal);

    /// <summary>Where it goes on; only that one is counted.</summary>
    public string? MergedInto { get; private init; }

    public bool HasEnded => IsClosed || IsCancelled || IsMerged;

    /// <summary>The step it is in; null once it has ended.</summary>
    public Step? Step => HasEnded ? null : Procedure.Find(State);

    public IncidentStatus Status =>
        IsCancelled ? IncidentStatus.Cancelled : IsMerged ? IncidentStatus.Merged : IsClosed ? IncidentStatus.Closed : ResolvedAt is not null ? IncidentStatus.Resolved : IncidentStatus.Open;

    public bool IsOpen => Status == IncidentStatus.Open;

    /// <summary>Somebody still has to acknowledge it.</summary>
    public bool AwaitsAcknowledgement => IsOpen && AcknowledgedAt is null && Procedure.FirstOf(StepPhase.Alert) is not null;

    /// <summary>Stops at the first acknowledgement and never runs again, except when a raise finds nobody.</summary>
    public SlaClock? ResponseClock { get; private init; }

    /// <summary>Stands still while paused and from the fix on; see <see cref="Sla.SlaClock"/>.</summary>
    public SlaClock? ResolutionClock { get; private init; }

    /// <summary>When the response target passes; null for a severity without one.</summary>
    public DateTimeOffset? ResponseDue => ResponseClock?.Due;

    /// <summary>The standing pause of the resolution clock.</summary>
    public Pause? Pause { get; private init; }

    /// <summary>Where the ladder began: the declaration, or the raise.</summary>
    public DateTimeOffset LadderFrom { get; private init; }

    /// <summary>What the moments of the next calls count from: a level that somebody called early brings those after it forward, never back.</summary>
    public DateTimeOffset CallsFrom { get; private init; }

    /// <summary>When the ladder calls next by itself; null where it does not.</summary>
    public DateTimeOffset? NextCall => Procedure.Ladder?.At(LadderLevel) is { } after ? CallsFrom + after : null;

    /// <summary>How many rungs have been called; the first is called with the declaration.</summary>
    public int LadderLevel { get; private init; }

    /// <summary>Who had the newest level called, and when; null while only the first has been.</summary>
    public (Actor By, DateTimeOffset At)? Climbed { get; private init; }

    /// <summary>Cannot take it; not called again by the ladder.</summary>
    public ImmutableSortedSet<string> Declined { get; private init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Since when nobody commands although somebody has acknowledged.</summary>
    public DateTimeOffset? WithoutCommanderSince { get; private init; }

    /// <summary>The room was asked for a commander, and the Lead was called.</summary>
    public (bool Room, bool Lead) SoughtCommander { get; private init; }

    public CommandChange? CommandChange { get; private init; }

    /// <summary>Roles in this incident: name → person's id and name.</summary>
    public ImmutableSortedDictionary<string, (string Id, string Name)> RolesGiven { get; private init; } = ImmutableSortedDictionary.Create<string, (string Id, string Name)>(StringComparer.OrdinalIgnoreCase);

    public ImmutableArray<Update> Updates { get; private init; } = [];

    /// <summary>Who was asked to approve the first public text since the declaration, the raise or the last reopening: the levels of <see cref="ApprovalSought"/>.</summary>
    public ImmutableSortedSet<int> ApprovalAsked { get; private init; } = [];

    /// <summary>When the last of them was asked.</summary>
    public DateTimeOffset? ApprovalAskedAt { get; private init; }

    /// <summary>When it last came back; null = never.</summary>
    public DateTimeOffset? ReopenedAt { get; private init; }

    /// <summary>What goes outside counts its minutes from here: the declaration, the raise or the last reopening.</summary>
    public DateTimeOffset ToldFrom => ReopenedAt is { } back && back > LadderFrom ? back : LadderFrom;

    /// <summary>When people were last reminded that the public status is still open.</summary>
    public DateTimeOffset? PublicNagged { get; private init; }

    /// <summary>What the public reads: the newest text, or what it was told of an incident that was merged into this one; null = nothing public went out.</summary>
    public PublicStage? PublicStage { get; private init; }

    /// <summary>The public was told by that one, which was merged into this; null once a text of its own went out.</summary>
    public string? ToldAs { get; private init; }

    public bool WasPublic => PublicStage is not null;

    /// <summary>The public still reads that something is wrong.</summary>
    public bool PublicOpen => PublicStage is not (null or Incidents.PublicStage.Resolved);

    public string? Cause { get; private init; }

    public Impact? Impact { get; private init; }

    /// <summary>Null as long as nobody has named one.</summary>
    public Ticket? Ticket { get; private init; }

    public ImmutableSortedDictionary<string, ComponentStatus> Components { get; private init; } = ImmutableSortedDictionary.Create<string, ComponentStatus>(StringComparer.OrdinalIgnoreCase);

    /// <summary>When people were last reminded, or gave an update: the cadence counts from the later one.</summary>
    public DateTimeOffset? LastNag { get; private init; }

    public DateTimeOffset? SnoozedUntil { get; private init; }

    public bool NagsStopped { get; private init; }

    /// <summary>When its last entry was made: how it stood then is what cards show.</summary>
    public DateTimeOffset KnownAt { get; private init; }

    /// <summary>When a person last did anything here.</summary>
    public DateTimeOffset LastActivity { get; private init; }

    /// <summary>Up to here people may have been writing in the room: of what they write only the first message is recorded, then one of each while.</summary>
    public DateTimeOffset? HeardUntil { get; private init; }

    /// <summary>
    /// From here on nothing is known of anybody: at the latest the moment to count a silence from, so that nobody who works is taken for silent.
    /// While it was over, or its fix was watched, nobody had to say anything.
    /// </summary>
    public DateTimeOffset QuietSince => new[] { LastActivity, HeardUntil ?? LastActivity, ReopenedAt ?? LastActivity }.Max();

    /// <summary>When a person was last seen here, as it is told: where a silence is counted from may be a little later.</summary>
    public DateTimeOffset LastSign => ReopenedAt is { } back && back > LastActivity ? back : LastActivity;

    /// <summary>The room was asked because nobody did anything, and nobody has since.</summary>
    public DateTimeOffset? SilenceAskedAt { get; private init; }

    /// <summary>The fix is in and nothing came back while it was watched: all that is missing is that somebody says so.</summary>
    public bool OnlyResolveIsLeft => MitigatedAt is not null && ResolvedAt is null && WatchOver;

    /// <summary>What is left to write down; null before the resolve.</summary>
    public WriteUp? WriteUp { get; private init; }

    public ImmutableArray<ActionItem> Actions { get; private init; } = [];

    /// <summary>What was learnt, without what was taken back.</summary>
    public ImmutableArray<LessonLearnt> Lessons { get; private init; } = [];

    /// <summary>The highest number that a lesson ever had here; numbers are not used again.</summary>
    public int LastLesson { get; private init; }

    /// <summary>Playbooks that run or ran in it, in the order they were begun.</summary>
    public ImmutableArray<RunningPlaybook> Playbooks { get; private init; } = [];

    /// <summary>It was a P1 at some time, so people learn from it in writing (product page, "Severity change").</summary>
    public bool NeedsPostMortem => HighestSeverity == Severity.P1 && !Drill && !Provisional;

    /// <summary>The communications lead of this incident, else its commander: who is asked for updates.</summary>
    public (string Id, string Name)? UpdatesOwner =>
        RolesGiven.TryGetValue(Verbs.RoleVerb.Communications, out var lead) ? lead : Commander is { } id ? (id, CommanderName!) : null;

    /// <summary>Who is asked whether somebody is on it: the commander, else whoever owns the updates.</summary>
    public (string Id, string Name)? SilenceOwner => Commander is { } id ? (id, CommanderName!) : UpdatesOwner;

    /// <summary>The watch after the fix runs, or waits: until it has ended nobody is called about a clock (product page, "Verification").</summary>
    public bool IsWatched => Step?.Phase == StepPhase.Verify && !WatchCompleted && Procedure.Watch is not null;

    /// <summary>When the watch after the fix ends; null when none is running.</summary>
    public DateTimeOffset? WatchEnds => IsWatched ? WatchFrom + Procedure.Watch : null;

    /// <summary>People are called about its clocks.</summary>
    internal bool TellsOfClocks => IsOpen && !IsWatched;

    /// <summary>Null while it lives, and while somebody is still to be reminded of something.</summary>
    public DateTimeOffset? LeavesMemoryAt => EndedAt is { } ended && TimerPlan.For(this).Count == 0 ? ended + StaysInMemory : null;

    /// <exception cref="ArgumentException">The stream does not begin with a declaration: it is no incident.</exception>
    public static Incident Fold(History history)
    {
        if (!history.Stream.TryGetIncident(out var id) || history.Events.Count == 0 || history.Events[0] is not { Event: Declared declared } first)
        {
            throw new ArgumentException($"{history.Stream} is not an incident.", nameof(history));
        }

        return Begin(id, declared, first.By, first.At).Continue(history);
    }

    /// <summary>Folds in what the history holds beyond this state's version.</summary>
    public Incident Continue(History history)
    {
        var incident = this;
        for (var i = (int)Version; i < history.Events.Count; i++)
        {
            var entry = history.Events[i];
            incident = incident.Evolve(entry.Event, entry.By, entry.At);
        }

        return incident;
    }

    public static Incident Begin(IncidentId id, Declared declared, Actor by, DateTimeOffset at) =>
        new Incident(id, declared, by, at) { Version = 1, KnownAt = at }.CalledFirst(at).Seen(by, at);

    public bool IsCommander(string person) => string.Equals(Commander, person, StringComparison.Ordinal);

    /// <summary>Was asked already, and no commander has been seen since.</summary>
    public bool HasBrokenGlass(string person) =>
        GlassBroken.TryGetValue(person, out var at) && (Commander is null || !LastSeen.TryGetValue(Commander, out var seen) || seen < at);

    public bool CommanderActiveSince(DateTimeOffset since) => Commander is { } who && LastSeen.TryGetValue(who, out var at) && at >= since;

    /// <summary>How often people are asked for an update at that moment, counted like ladder and windows from the declaration or the raise; null = they are not.</summary>
    public TimeSpan? UpdatesEvery(DateTimeOffset at) => Procedure.Updates?.At(at - LadderFrom);

    /// <summary>How long one message in the room stands for all that follow: a tenth of the update cadence (a P1's: 2 min), so that a silence is noticed that late at most.</summary>
    public TimeSpan HeardFor(DateTimeOffset now) => UpdatesEvery(now) is { } cadence ? cadence / 10 : HeardWithoutCadence;

    /// <summary>Is it worth an entry that this person wrote in the room just now? After a question at once; otherwise once in a while, the commander's own besides.</summary>
    public bool ShouldHear(string person, DateTimeOffset now) =>
        IsOpen && AcknowledgedAt is not null && Version < MaxEntries
        && (SilenceAskedAt is not null
            || (Procedure.Updates is not null && now - LastActivity >= HeardFor(now))
            || (IsCommander(person) && (!LastSeen.TryGetValue(person, out var seen) || now - seen >= HeardFor(now))));

    /// <summary>Tasks of the step that are open and may only be left so with a reason.</summary>
    public IEnumerable<ProcedureTask> TasksOwed => Step is { } step ? step.Tasks.Where(task => task.NeedsReason && !Done.Contains(task.Number)) : [];

    /// <summary>The post-mortem of what was a P1 has not been shared, and its procedure of today has no task that says so.</summary>
    public bool OwesPostMortem =>
        NeedsPostMortem && ResolvedAt is not null && WriteUp is not { IsWritten: true } && !Tasks.Any(task => task.TicksItself is TaskTicks.PostMortemShared);

    /// <summary>Something of the step after the resolve is still to be written down.</summary>
    public bool OwesWriteUp => ResolvedAt is not null && (OwesPostMortem || (Step is { Phase: StepPhase.After } step && step.Tasks.Any(task => !Done.Contains(task.Number))));

    /// <summary>Of the procedure, of the playbooks that run, and of texts that somebody sends by hand.</summary>
    public IEnumerable<ProcedureTask> Tasks => Procedure.Steps.SelectMany(step => step.Tasks).Concat(Playbooks.SelectMany(playbook => playbook.Tasks).Select(task => new ProcedureTask(task.Number, task.Words))).Concat(ByHand);

    public IEnumerable<ProcedureTask> OpenTasks => Tasks.Where(task => !Done.Contains(task.Number));

    public ProcedureTask? FindTask(int number) => Tasks.FirstOrDefault(task => task.Number == number);

    /// <summary>Asks the workflow.</summary>
    public Move Ask(Trigger trigger, DateTimeOffset now, string? reason = null) => IncidentWorkflow.Ask(Procedure, State, trigger, FactsAt(now, reason));

    /// <summary>Everything the workflow allows.</summary>
    public IReadOnlySet<Trigger> Permitted(DateTimeOffset now, string? reason = null) => IncidentWorkflow.Permitted(Procedure, State, FactsAt(now, reason));

    private static IEnumerable<KeyValuePair<int, ProcedureTask>> Numbered(Procedure procedure) =>
        procedure.Steps.SelectMany(step => step.Tasks).Select(task => KeyValuePair.Create(task.Number, task));

    private bool WatchOver => WatchCompleted || (Procedure.Watch is null && Alerts is not { RedFiring: > 0 });

    private WorkflowFacts FactsAt(DateTimeOffset now, string? reason) => new(
        WatchOver: WatchOver,
        OwesReason: TasksOwed.Any() || OwesPostMortem,
        ReasonGiven: !string.IsNullOrWhiteSpace(reason),
        WithinReopening: ResolvedAt is not { } resolved || now - resolved <= ReopenableFor,
        Confirmed: !Provisional);
}
