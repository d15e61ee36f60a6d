using IncidentBot.Core.Alerts;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;

namespace IncidentBot.Simulation.Promises;

/// <summary>Who is what to one incident at one moment, told from its entries alone.</summary>
internal sealed class Involved(Recorded declaration, Team team)
{
    private readonly Declared _declared = (Declared)declaration.Event;
    private readonly Dictionary<string, DateTimeOffset> _since = new(StringComparer.Ordinal);
    private readonly HashSet<string> _responders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _lastSeen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _broke = new(StringComparer.Ordinal);
    private readonly HashSet<string> _owing = new(StringComparer.Ordinal);
    private bool _answered;
    private string? _writesUp;
    private string? _commander;
    private Procedure _procedure = ((Declared)declaration.Event).Procedure;

    /// <summary>An alert proposed it, and no person has said yet that it is one.</summary>
    public bool Provisional { get; private set; } = ((Declared)declaration.Event).Provisional;

    /// <summary>An alert proposed the severity that it has now.</summary>
    public bool Proposed { get; private set; } = ((Declared)declaration.Event).Provisional;

    /// <summary>Somebody looks into a yellow alert.</summary>
    public bool IsTask => _procedure.IsTask;

    /// <summary>Somebody still has to acknowledge it.</summary>
    public bool Unanswered => !_answered && !IsTask && !NobodyIsCalled;

    public Severity Severity { get; private set; } = ((Declared)declaration.Event).Severity;

    public bool Private => _declared.Private;

    public bool Drill => _declared.Drill;

    /// <summary>A severity without an alert has neither responders nor a commander.</summary>
    private bool NobodyIsCalled => _procedure.FirstOf(StepPhase.Alert) is null;

    public void Take(Recorded entry)
    {
        switch (entry.Event)
        {
            case Declared:
                Enter(entry.By.Id, entry.At);
                break;
            case Acknowledged acknowledged:
                _answered = true;
                Enter(acknowledged.Person ?? entry.By.Id, entry.At);
                _responders.Add(acknowledged.Person ?? entry.By.Id);
                break;

            // "Its people are invited to the target."
            case MergedIn merged:
                foreach (var person in merged.People)
                {
                    Enter(person, entry.At);
                    _responders.Add(person);
                }

                break;
            case Joined:
                Enter(entry.By.Id, entry.At);
                _responders.Add(entry.By.Id);
                break;
            case GlassBroken:
                _broke[entry.By.Id] = entry.At;
                break;
            case CommanderNamed named:
                Enter(named.Person, entry.At);
                _responders.Add(named.Person);
                _commander = named.Person;
                break;
            case CommandLeft:
                _commander = null;
                break;
            case RoleGiven given:
                Enter(given.Person, entry.At);
                _responders.Add(given.Person);
                break;
            case WriteUpOwned owned:
                Enter(owned.Person, entry.At);
                _writesUp = owned.Person;
                break;
            case Reopened:
                _writesUp = null;
                break;
            case ActionAdded added:
                Enter(added.Person, entry.At);
                _owing.Add(added.Person);
                break;
            case SeverityChanged changed:
                Provisional = entry.By.IsBot && (Provisional || IsTask);
                Proposed = entry.By.IsBot;
                _procedure = changed.Procedure;
                Severity = changed.To;
                break;
            case SeverityConfirmed:
                (Provisional, Proposed) = (false, false);
                break;
        }

        if (!entry.By.IsBot)
        {
            _lastSeen[entry.By.Id] = entry.At;
        }
    }

    public Standing StandingOf(string person) =>
        string.Equals(_commander, person, StringComparison.Ordinal) || team.IsLead(person) || NobodyIsCalled ? Standing.Commander
        : _responders.Contains(person) || _owing.Contains(person) || string.Equals(_writesUp, person, StringComparison.Ordinal) || team.MayBePaged(person) || team.HasRole(person) ? Standing.Responder
        : Standing.Member;

    /// <summary>Said that it is one.</summary>
    public bool WasDeclaredBy(string person) => string.Equals(declaration.By.Id, person, StringComparison.Ordinal);

    public bool CommanderWasActive(DateTimeOffset now) => _commander is { } who && _lastSeen.TryGetValue(who, out var seen) && seen >= now - Expected.CommanderSilence;

    /// <summary>They broke the glass before, and no commander has been seen since.</summary>
    public bool WasAsked(string person) => _broke.TryGetValue(person, out var at) && !(_commander is { } who && _lastSeen.TryGetValue(who, out var seen) && seen >= at);

    /// <summary>A private incident is there for those who took part in it by then and for those who may be paged.</summary>
    public bool MaySee(string person, DateTimeOffset at) => !Private || team.MayBePaged(person) || (_since.TryGetValue(person, out var since) && since <= at);

    private void Enter(string person, DateTimeOffset at) => _since.TryAdd(person, at);
}

/// <summary>The roster, as the checker reads it.</summary>
internal sealed class Team(PeopleRoster people)
{
    private readonly HashSet<string> _paged = new(
        people.P1List.Concat(new[] { people.Primary, people.Secondary, people.Lead }.OfType<Person>()).Select(person => person.Id), StringComparer.Ordinal);

    private readonly HashSet<string> _withRole = new(people.Everyone.Where(person => person.Roles.Length > 0).Select(person => person.Id), StringComparer.Ordinal);

    public bool HasRota => _paged.Count > 0;

    public bool MayBePaged(string person) => _paged.Contains(person);

    public bool HasRole(string person) => _withRole.Contains(person);

    public bool IsLead(string person) => string.Equals(people.Lead?.Id, person, StringComparison.Ordinal);
}

/// <summary>Which conversation belongs to which incident, and since when.</summary>
internal sealed class OwnRooms
{
    private readonly Dictionary<(string Target, string Place), (StreamId Stream, DateTimeOffset Since)> _rooms = [];

    private readonly ILookup<string, Record.AskSeen> _asks;

    public OwnRooms(Record.RunRecord record)
    {
        _asks = record.Asks.ToLookup(ask => ask.Inbound.By.Id, StringComparer.Ordinal);
        foreach (var (stream, entries) in record.Streams)
        {
            foreach (var entry in entries)
            {
                if (entry.Event is RoomOpened opened)
                {
                    _rooms.TryAdd((opened.Target, opened.Place), (stream, entry.At));
                }
            }
        }
    }

    /// <summary>That person asked for something in that incident's room a moment before.</summary>
    public bool WasSpokenIn(StreamId stream, string person, DateTimeOffset at) =>
        _asks[person].Any(ask => ask.At <= at && at - ask.At < TimeSpan.FromMinutes(5) && _rooms.TryGetValue((ask.Inbound.Where.Target, ask.Inbound.Where.Id), out var room) && room.Stream == stream);

    /// <summary>The incident in whose room the line was typed; a button names its incident itself.</summary>
    public (StreamId Stream, DateTimeOffset Since)? Of(Inbound request) =>
        request.Input is Input.Line or Input.Talk && _rooms.TryGetValue((request.Where.Target, request.Where.Id), out var room) ? room : null;
}
