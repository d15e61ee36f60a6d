using IncidentBot.Core.Desk;
using IncidentBot.Core.Doctor;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Playbooks;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;
using IncidentBot.Core.Timers;
using IncidentBot.TestKit;
using IncidentBot.TestKit.Doubles;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace IncidentBot.Core.Tests.Support;

/// <summary>The desk with everything behind it, at noon, over a store that forgets. Nothing moves unless a test moves it.</summary>
internal sealed class World
{
    public static readonly PlaceRef Personal = new("slack", "D1");

    private readonly OneThread _thread = new();

    public World(PeopleRoster? roster = null, ProcedureBook? book = null, Handbook? handbook = null, Func<CancellationToken, ValueTask<IReadOnlyList<Finding>>>? examine = null)
    {
        Store = new MemoryStore(Time);
        Writer = new IncidentWriter(Store, roster ?? Some.Roster, handbook);
        Desk = new CommandDesk(Store, Writer, new DeskSettings(roster ?? Some.Roster, book ?? ProcedureBook.Default(), ["slack"]) { Handbook = handbook ?? Handbook.Empty, Examine = examine }, Time, NullLogger<CommandDesk>.Instance);
        Timers = new DueTimers(Store, Writer, Time, NullLogger<DueTimers>.Instance);
    }

    public FakeTimeProvider Time { get; } = new(Some.Noon);

    public MemoryStore Store { get; }

    public IncidentWriter Writer { get; }

    public CommandDesk Desk { get; }

    public DueTimers Timers { get; }

    /// <summary>A past that is there already.</summary>
    public World With(IncidentBuilder past)
    {
        Store.Add(past.History());
        if (past.Now > Time.GetUtcNow())
        {
            Time.SetUtcNow(past.Now);
        }

        return this;
    }

    /// <summary>That conversation is the incident's room.</summary>
    public World WithRoom(PlaceRef place, int number)
    {
        Store.CommitAsync(new Change { Documents = [new DocumentContent(Stream: $"INC-{number}").Under(Keys.Owner(place))] }, default).AsTask().GetAwaiter().GetResult();
        return this;
    }

    public Task<Answer> SayAsync(
        string line,
        Actor? who = null,
        DeliveryId? delivery = null,
        PlaceRef? where = null,
        bool press = false,
        Membership membership = Membership.Member,
        bool seenByOthers = false) => Desk.HandleAsync(
            new Inbound(delivery ?? Some.Delivery(), who ?? Some.Anna, where ?? Personal, press ? new Input.Press(line) : new Input.Line(line))
            {
                Membership = membership,
                SeenByOthers = seenByOthers,
            },
            CancellationToken.None).AsTask();

    /// <summary>Starts a loop that moves when the clock does.</summary>
    public Task Start(Func<Task> loop)
    {
        _thread.Enter();
        var running = loop();
        _thread.Drain();
        return running;
    }

    /// <summary>Second by second, as a real clock would; every loop has done what it can when this returns.</summary>
    public void Pass(TimeSpan time)
    {
        _thread.Enter();
        for (var left = time; left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(1))
        {
            Jump(left < TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>All at once, as after an outage.</summary>
    public void Jump(TimeSpan time)
    {
        _thread.Enter();
        Time.Advance(time);
        _thread.Drain();
    }

    /// <summary>The clock moves until the cancelled loop has ended.</summary>
    public void PassUntilEnded(Task running)
    {
        while (!running.IsCompleted)
        {
            Jump(TimeSpan.FromSeconds(1));
            Thread.Yield();
        }

        running.GetAwaiter().GetResult();
    }
}
