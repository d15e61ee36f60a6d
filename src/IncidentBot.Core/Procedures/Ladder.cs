using System.Text.Json.Serialization;

namespace IncidentBot.Core.Procedures;

/// <summary>Who is called while nobody acknowledges, and when (product page, "Ladder"). Cannot be snoozed.</summary>
/// <param name="RepeatEvery">After the last rung, it is called again this often; null = not again.</param>
public sealed record Ladder(IReadOnlyList<Rung> Rungs, TimeSpan? RepeatEvery)
{
    /// <summary>When a level is reached, counted from where the ladder begins; null = there is none.</summary>
    public TimeSpan? At(int level) =>
        level < Rungs.Count ? Rungs[level].After
        : RepeatEvery is { } every && Rungs.Count > 0 ? Rungs[^1].After + (every * (level - Rungs.Count + 1))
        : null;

    /// <summary>Whoever is on the first rung is paged with the declaration; false: told in the chat, and paged later.</summary>
    [JsonIgnore]
    public bool PagesAtOnce => Rungs.Count > 0 && Rungs[0].Pages;

    /// <summary>Only the rungs that wake somebody, counted from the first of them; null where none does.</summary>
    [JsonIgnore]
    public Ladder? OfPages => Rungs.Where(rung => rung.Pages).ToList() is [var first, ..] paging
        ? new Ladder([.. paging.Select(rung => rung with { After = rung.After - first.After })], Rungs[^1].Pages ? RepeatEvery : null)
        : null;

    /// <summary>Who is called at a level; the last rung again beyond the end.</summary>
    public Rung RungAt(int level) => Rungs[Math.Min(level, Rungs.Count - 1)];
}

/// <param name="After">Since the declaration, or the raise.</param>
/// <param name="Pages">False: told in the chat, nobody is woken.</param>
public sealed record Rung(TimeSpan After, Called Who, bool Pages = true);

/// <summary>A place on the rota.</summary>
public enum Called
{
    Primary,
    Secondary,
    Lead,

    /// <summary>Everybody on the P1 list.</summary>
    List,
}

/// <summary>How often people are asked for an update (product page, "Noise rule").</summary>
/// <param name="Every">At first.</param>
/// <param name="LaterEvery">After <paramref name="LaterAfter"/> since the declaration, or the raise.</param>
public sealed record Cadence(TimeSpan Every, TimeSpan LaterEvery, TimeSpan LaterAfter)
{
    public TimeSpan At(TimeSpan since) => since >= LaterAfter ? LaterEvery : Every;
}
