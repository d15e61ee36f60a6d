using System.Collections.Immutable;

namespace IncidentBot.Core.Alerts;

/// <summary>The alerts of one incident, folded: exact counts of all, details of the first few.</summary>
/// <param name="Groups">The services they are about: of what opened it, and of what was merged into it.</param>
public sealed record AlertRecord(ImmutableSortedSet<string> Groups)
{
    /// <summary>So many alerts are kept in full.</summary>
    public const int MostShown = 10;

    /// <summary>Posts and edits because of alerts: at most one each in this long (reliability page, promises).</summary>
    public static readonly TimeSpan ToldEvery = TimeSpan.FromSeconds(30);

    /// <summary>Every signal ever linked, by its key.</summary>
    public ImmutableDictionary<string, AlertSignal> Signals { get; init; } = ImmutableDictionary.Create<string, AlertSignal>(StringComparer.Ordinal);

    /// <summary>Occurrences that fired.</summary>
    public int Total { get; init; }

    /// <summary>Signals that fire now.</summary>
    public int Firing { get; init; }

    /// <summary>Of those, the red ones that have to do with this incident: while there are any, no watch runs.</summary>
    public int RedFiring { get; init; }

    /// <summary>When the last red one cleared.</summary>
    public DateTimeOffset? RedClearedAt { get; init; }

    /// <summary>When an alert last fired.</summary>
    public DateTimeOffset LastAt { get; init; }

    /// <summary>Entries that alerts have made in the timeline.</summary>
    public int Entries { get; init; }

    /// <summary>When the last of them was made.</summary>
    public DateTimeOffset EntryAt { get; init; }

    public ImmutableArray<LinkedAlert> Shown { get; init; } = [];

    /// <summary>What people were last told, and when.</summary>
    public AlertsTold Told { get; init; } = new(0, 0, 0, default);

    /// <summary>People know of fewer or more alerts than there are.</summary>
    public bool IsUntold => Told.Total != Total || Told.Firing != Firing;

    /// <summary>Playbooks that alerts name, the first one first.</summary>
    public IEnumerable<string> Playbooks => Shown.Select(alert => alert.Playbook).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>Services that alerts name.</summary>
    public IEnumerable<string> Services => Shown.Select(alert => alert.Service).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>What it would be to link this one; null: it was here before, or is about an occurrence that is past.</summary>
    public AlertMark? Fresh(Alert alert, AlertClass found, DateTimeOffset now) => FreshOf(Signals.GetValueOrDefault(AlertKey.Of(alert)), alert, found, now);

    /// <inheritdoc cref="Fresh"/>
    public static AlertMark? FreshOf(AlertSignal? known, Alert alert, AlertClass found, DateTimeOffset now)
    {
        var key = AlertKey.Of(alert);
        if (!alert.Firing)
        {
            return known is { Firing: true } signal && !(alert.StartsAt < signal.Since) ? new AlertMark(key, signal.Since, false, signal.Class) : null;
        }

        var begins = alert.StartsAt ?? (known is { Firing: true } ? known.Since : now);
        return known is not null && begins <= known.Since ? null : new AlertMark(key, begins, true, found);
    }

    public AlertRecord With(AlertsArrived arrived, DateTimeOffset at)
    {
        var next = this;
        foreach (var mark in arrived.Marks)
        {
            next = next.With(mark, at);
        }

        next = next with
        {
            Entries = Entries + 1,
            EntryAt = at,
            Shown = Showing(arrived.Shown),
        };

        // The first news are told at once, what follows within half a minute together.
        return at - Told.At >= ToldEvery ? next.Telling(at) : next;
    }

    public AlertRecord Telling(DateTimeOffset at) => this with { Told = new AlertsTold(Total, Firing, Shown.Length, at) };

    /// <summary>When the red signal that fires and began last began; null = none fires.</summary>
    public DateTimeOffset? NewestRed => RedFiring == 0 ? null : Signals.Values.Where(signal => Red(signal) == 1).Max(signal => signal.Since);

    /// <summary>For the incident that it is merged into.</summary>
    public AlertsTaken Given() => new(
        [.. Groups],
        [.. Signals.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new AlertMark(pair.Key, pair.Value.Since, pair.Value.Firing, pair.Value.Class))],
        Shown,
        Total,
        LastAt,
        RedClearedAt,
        Signals.Where(pair => pair.Value.Unrelated).Select(pair => pair.Key).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } unrelated ? unrelated : null);

    /// <summary>As if the alerts of what was merged had been linked here. Of a signal that both know the newer occurrence counts.</summary>
    public AlertRecord Taking(AlertsTaken taken, DateTimeOffset at)
    {
        var signals = Signals.SetItems(taken.Marks
            .Where(mark => !Signals.TryGetValue(mark.Key, out var known) || known.Since < mark.Since)
            .Select(mark => KeyValuePair.Create(mark.Key, new AlertSignal(mark.Since, mark.Firing, mark.Class, taken.Unrelated?.Contains(mark.Key) is true))));
        var next = this with
        {
            Groups = Groups.Union(taken.Groups),
            Signals = signals,
            Total = Total + taken.Total,
            Firing = signals.Values.Count(signal => signal.Firing),
            RedFiring = signals.Values.Sum(Red),
            RedClearedAt = RedClearedAt > taken.RedClearedAt ? RedClearedAt : taken.RedClearedAt ?? RedClearedAt,
            LastAt = LastAt > taken.LastAt ? LastAt : taken.LastAt,
            Shown = Showing(taken.Shown),
        };
        return at - Told.At >= ToldEvery ? next.Telling(at) : next;
    }

    /// <summary>Keys of the red signals that fire and have to do with this incident.</summary>
    public IEnumerable<string> RedOnes => Signals.Where(pair => Red(pair.Value) == 1).Select(pair => pair.Key).Order(StringComparer.Ordinal);

    /// <summary>What ended the watch and what fires now is somebody else's concern; it is as if they had not been.</summary>
    public AlertRecord Unrelated(IReadOnlyCollection<string> ended, DateTimeOffset? clearedBefore) => this with
    {
        Signals = Signals.SetItems(RedOnes.Union(ended, StringComparer.Ordinal).Select(key => KeyValuePair.Create(key, Signals[key] with { Unrelated = true }))),
        RedFiring = 0,
        RedClearedAt = clearedBefore,
    };

    private ImmutableArray<LinkedAlert> Showing(IReadOnlyList<LinkedAlert> more) =>
        [.. Shown, .. more.Where(alert => alert.Firing && !Shown.Any(shown => string.Equals(shown.Key, alert.Key, StringComparison.Ordinal))).Take(MostShown - Shown.Length)];

    private AlertRecord With(AlertMark mark, DateTimeOffset at)
    {
        var known = Signals.GetValueOrDefault(mark.Key);
        var now = new AlertSignal(mark.Since, mark.Firing, mark.Class, known?.Unrelated ?? false);
        var red = RedFiring + Red(now) - Red(known);
        return this with
        {
            Signals = Signals.SetItem(mark.Key, now),
            Total = Total + (mark.Firing ? 1 : 0),
            Firing = Firing + (mark.Firing ? 1 : 0) - (known is { Firing: true } ? 1 : 0),
            RedFiring = red,
            RedClearedAt = red == 0 && Red(known) == 1 ? at : RedClearedAt,
            LastAt = mark.Firing ? at : LastAt,
        };
    }

    private static int Red(AlertSignal? signal) => signal is { Firing: true, Class: AlertClass.Red, Unrelated: false } ? 1 : 0;
}

/// <summary>Where one signal stands.</summary>
/// <param name="Since">When its newest occurrence began.</param>
/// <param name="Unrelated">A person said that it has nothing to do with this incident.</param>
public sealed record AlertSignal(DateTimeOffset Since, bool Firing, AlertClass Class, bool Unrelated);

/// <summary>What people read about the alerts.</summary>
/// <param name="Shown">How many of those kept in full.</param>
public sealed record AlertsTold(int Total, int Firing, int Shown, DateTimeOffset At);
