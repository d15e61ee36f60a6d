using IncidentBot.Core.Alerts;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Playbooks;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Procedures.Settings;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;
using IncidentBot.Core.Timers;
using IncidentBot.Core.Verbs;

namespace IncidentBot.TestKit;

/// <summary>
/// An incident's past, told in order. What people do runs through the real verbs, so that no test starts from a past that could not have
/// happened; each call is one minute after the one before unless <see cref="At"/> says otherwise.
/// </summary>
public sealed class IncidentBuilder
{
    private readonly List<Action> _past = [];
    private IncidentId _id = new(7);
    private Severity _severity = Severity.P1;
    private string _title = "checkout is down";
    private bool _drill;
    private bool _private;
    private Actor _declaredBy = Some.Nina;
    private PeopleRoster _roster = Some.Roster;
    private ProcedureBook _book = ProcedureBook.Default();
    private Handbook _handbook = Handbook.Empty;
    private string[] _targets = ["slack"];
    private bool _provisional;
    private bool _task;

    private DateTimeOffset _now = Some.Noon;
    private List<Recorded> _entries = [];

    public DateTimeOffset Now => _now;

    public PeopleRoster Roster => _roster;

    public ProcedureBook Book => _book;

    public Handbook Handbook => _handbook;

    public IncidentBuilder P1() => Severe(Severity.P1);

    public IncidentBuilder P2() => Severe(Severity.P2);

    public IncidentBuilder P3() => Severe(Severity.P3);

    public IncidentBuilder P4() => Severe(Severity.P4);

    public IncidentBuilder Severe(Severity severity) => With(() => _severity = severity);

    public IncidentBuilder Numbered(int number) => With(() => _id = new IncidentId(number));

    public IncidentBuilder Titled(string title) => With(() => _title = title);

    public IncidentBuilder Drill() => With(() => _drill = true);

    public IncidentBuilder Private() => With(() => _private = true);

    /// <summary>Opened by an alert of prometheus, and not confirmed.</summary>
    public IncidentBuilder Provisional() => With(() => (_provisional, _declaredBy) = (true, Actor.OfAlerts("prometheus")));

    /// <summary>The investigation task of a yellow alert of prometheus.</summary>
    public IncidentBuilder Task() => With(() => (_task, _severity, _declaredBy) = (true, Severity.P3, Actor.OfAlerts("prometheus")));

    public IncidentBuilder DeclaredBy(Actor who) => With(() => _declaredBy = who);

    public IncidentBuilder WithPeople(PeopleRoster roster) => With(() => _roster = roster);

    /// <summary>In working hours of another zone than UTC.</summary>
    public IncidentBuilder Working(string zone) => With(() => _book = ProcedureBook.From(new SlaOptions(), new WorkingHoursOptions { Zone = zone }.ToHours()));

    /// <summary>Its rooms are archived so long after its end.</summary>
    public IncidentBuilder KeepingRooms(TimeSpan kept) => With(() => _book = ProcedureBook.From(new SlaOptions(), roomsKeptFor: kept));

    public IncidentBuilder Promising(SlaOptions sla) => With(() => _book = ProcedureBook.From(sla));

    /// <summary>Declared while these settings were in force.</summary>
    public IncidentBuilder Following(ProceduresOptions own) => With(() => _book = ProcedureBook.From(new SlaOptions(), own: own));

    /// <summary>Where fixes are brought out then.</summary>
    public IncidentBuilder With(params DeploymentWindow[] windows) => With(() => _book = ProcedureBook.From(new SlaOptions(), windows: windows));

    /// <summary>With these playbooks and links at hand.</summary>
    public IncidentBuilder Knowing(Handbook handbook) => With(() => _handbook = handbook);

    public IncidentBuilder In(params string[] targets) => With(() => _targets = targets);

    /// <summary>What follows happens this long after the declaration.</summary>
    public IncidentBuilder At(TimeSpan after) => Then(() => _now = Some.Noon + after - TimeSpan.FromMinutes(1));

    public IncidentBuilder After(double minutes) => At(TimeSpan.FromMinutes(minutes));

    public IncidentBuilder AcknowledgedBy(Actor who) => Says("ack working", who);

    /// <summary>Acknowledged by Anna where nobody has yet, then as many steps as it takes.</summary>
    public IncidentBuilder InStep(string step) => Then(() =>
    {
        while (State is var now && !string.Equals(now.State, step, StringComparison.Ordinal))
        {
            Do(now.AwaitsAcknowledgement ? "ack" : "next", Some.Anna);
        }
    });

    public IncidentBuilder Fixed() => Then(() =>
    {
        if (State.AwaitsAcknowledgement)
        {
            Do("ack", Some.Anna);
        }

        Do("fixed", Some.Anna);
    });

    /// <summary>The watch has run to its end.</summary>
    public IncidentBuilder WatchOver() => Then(() =>
    {
        _now = State.WatchEnds!.Value;
        Add(new WatchCompleted(), Actor.Bot);
    });

    /// <summary>Resolved by Anna with a reason, from wherever it is.</summary>
    public IncidentBuilder Resolved() => Then(() =>
    {
        if (State.AwaitsAcknowledgement)
        {
            Do("ack", Some.Anna);
        }

        if (State.Procedure.FirstOf(StepPhase.Verify) is not null && State.MitigatedAt is null)
        {
            Do("fixed", Some.Anna);
        }

        Do("resolve checked by hand", Some.Anna);
    });

    public IncidentBuilder Closed() => Resolved().Says("close nothing to learn", Some.Anna);

    public IncidentBuilder Cancelled() => Says("cancel false alarm", Some.Lena);

    public IncidentBuilder Done(int task) => Says($"done {task}", Some.Anna);

    public IncidentBuilder Says(string line, Actor who) => Then(() => Do(line, who));

    /// <summary>A fact as it is, whether or not a verb would have caused it.</summary>
    public IncidentBuilder With(IEvent happened, Actor? by = null) => Then(() => Add(happened, by ?? Actor.Bot));

    public Incident Build() => Incident.Fold(History());

    public History History()
    {
        _now = Some.Noon;
        _entries = [];
        var declared = new Declared(_severity, _title, _drill, _private, _targets, _task ? TaskProcedure.For(_book.Office, AlertSettings.Default) : _book.For(_severity), _provisional);
        _entries.Add(Recorded.Of(declared, _declaredBy, _now, Chain.Start));
        foreach (var step in _past)
        {
            step();
        }

        return SoFar(TimerPlan.For(State));
    }

    /// <summary>The state so far.</summary>
    private Incident State => Incident.Fold(SoFar([]));

    private History SoFar(IReadOnlyList<PlannedTimer> timers) => new(StreamId.Of(_id), _entries.Count, [.. _entries], timers);

    private void Do(string line, Actor who)
    {
        _now += TimeSpan.FromMinutes(1);
        var call = (Reading.Call)CommandLine.Read(line);
        var decision = ((IncidentVerb)call.Verb).Decide(State, new VerbCall(who, call.Text, _now, _roster, _book) { Handbook = _handbook, Word = call.Word });
        if (decision.Refusal is { } refusal)
        {
            throw new InvalidOperationException($"The test's past is impossible: '{line}' was refused: {refusal.Sentence}");
        }

        foreach (var happened in decision.Events)
        {
            _entries.Add(Recorded.Of(happened, who, _now, _entries[^1].Chain));
        }
    }

    private void Add(IEvent happened, Actor by) => _entries.Add(Recorded.Of(happened, by, _now, _entries[^1].Chain));

    private IncidentBuilder With(Action set)
    {
        set();
        return this;
    }

    private IncidentBuilder Then(Action step)
    {
        _past.Add(step);
        return this;
    }
}
