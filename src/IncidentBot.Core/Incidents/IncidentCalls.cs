using System.Collections.Immutable;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Timers;

namespace IncidentBot.Core.Incidents;

/// <summary>Who was called to it, and when: nobody is woken twice for one reason (product page, "What it must never do").</summary>
public sealed partial record Incident
{
    /// <summary>
    /// Whoever was called less than this long ago and has not declined is not called again by the next rung. It is the distance of the P1
    /// ladder's rungs, so no rung that comes in its own time is silenced by the one before it.
    /// </summary>
    public static readonly TimeSpan CalledAgainAfter = TimeSpan.FromMinutes(5);

    /// <summary>Called by name, and when last: they may answer like the rota.</summary>
    public ImmutableSortedDictionary<string, AlreadyCalled> PagedByName { get; private init; } = ImmutableSortedDictionary.Create<string, AlreadyCalled>(StringComparer.Ordinal);

    /// <summary>When each place of the rota was called last.</summary>
    public ImmutableSortedDictionary<Called, DateTimeOffset> PlacesCalled { get; private init; } = ImmutableSortedDictionary<Called, DateTimeOffset>.Empty;

    /// <summary>Those who were called by name minutes ago and have not declined.</summary>
    public IReadOnlyList<AlreadyCalled> JustPaged(DateTimeOffset now) => [.. PagedByName.Values.Where(paged => now - paged.At < CalledAgainAfter && !Declined.Contains(paged.Person))];

    /// <summary>When this person was called minutes ago, by name or for a place of theirs; null = they were not.</summary>
    /// <param name="place">They would be called for this place now. The list is always called whole: on it only a call by name counts.</param>
    public AlreadyCalled? JustCalled(Person person, Called place, PeopleRoster roster, DateTimeOffset now)
    {
        var byName = PagedByName.TryGetValue(person.Id, out var paged) ? [paged] : Array.Empty<AlreadyCalled>();
        var byPlace = place == Called.List ? [] : PlacesCalled.Where(called => roster.IsAt(called.Key, person.Id)).Select(called => new AlreadyCalled(person.Id, person.Name, called.Value));
        return byName.Concat(byPlace).Where(called => now - called.At < CalledAgainAfter).MaxBy(called => called.At);
    }

    /// <summary>
    /// So long after the first call a silent room's list is called again and again. Somebody has taken it, and whoever is called may well be at
    /// work elsewhere: after an hour the reminders for its owner go on, and nobody else is woken for it (product page, "What it must never do").
    /// </summary>
    public static readonly TimeSpan SilenceCalledFor = TimeSpan.FromHours(1);

    /// <summary>How many rungs were called because nobody answers in the room; 0 = none since somebody was last there.</summary>
    public int SilenceLevel { get; private init; }

    /// <summary>
    /// When the ladder's next rung is called because nobody answers in the room; null = it is not. "Asked once, then the ladder" (product page,
    /// "Noise rule"): the incident's own one, from the first rung that wakes somebody on, at its own distances. Whoever only has to press
    /// Resolve is woken by nobody.
    /// </summary>
    public DateTimeOffset? NextSilenceCall =>
        this is { IsOpen: true, Drill: false, OnlyResolveIsLeft: false, SilenceAskedAt: { } asked } && Procedure.Ladder?.OfPages is { } ladder && ladder.At(SilenceLevel) is { } after
        && (SilenceLevel < ladder.Rungs.Count || after <= SilenceCalledFor)
            ? asked + TimerPlan.SilenceAnsweredWithin + after
            : null;

    /// <summary>At night a P2 calls only its assignee and who is on call (product page, "Ladder"); the Lead reads it in the morning.</summary>
    internal bool IsQuiet(DateTimeOffset at) => Severity == Severity.P2 && Procedure.Office is { } office && !office.IsWork(at);

    /// <summary>
    /// The places without those who are left in peace at night: who is not called is not recorded as called either. A silent room is then the
    /// business of whoever is on call, whatever rung it is.
    /// </summary>
    internal IReadOnlyList<Called> Awake(IReadOnlyList<Called> places, DateTimeOffset at, bool silence)
    {
        if (!IsQuiet(at))
        {
            return places;
        }

        List<Called> onCall = [.. places.Where(place => place is Called.Primary or Called.Secondary)];
        return onCall.Count > 0 ? onCall : silence ? [Called.Primary, Called.Secondary] : places;
    }

    private Incident CalledAt(IEnumerable<Called> places, DateTimeOffset at) => this with { PlacesCalled = PlacesCalled.SetItems(places.Select(place => KeyValuePair.Create(place, at))) };

    private Incident CalledByName(Paged paged, DateTimeOffset at) => this with
    {
        PagedByName = PagedByName.SetItems(paged.People.Select((id, i) => KeyValuePair.Create(id, new AlreadyCalled(id, paged.Names?.ElementAtOrDefault(i) ?? id, at)))),
    };

    /// <summary>Whoever is on the first rung is paged with the declaration and with a raise.</summary>
    private Incident CalledFirst(DateTimeOffset at) => Procedure.Ladder is { PagesAtOnce: true } ladder && !Drill ? CalledAt([ladder.Rungs[0].Who], at) : this;
}

/// <summary>A person who was called, and when.</summary>
public sealed record AlreadyCalled(string Person, string Name, DateTimeOffset At);
