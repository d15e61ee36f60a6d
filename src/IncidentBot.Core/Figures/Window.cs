using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Figures;

/// <summary>The time that figures are about: from its beginning, up to and without its end. What is open counts up to now.</summary>
public sealed record Window(DateTimeOffset From, DateTimeOffset To, DateTimeOffset Now)
{
    /// <summary>What has happened of it.</summary>
    public DateTimeOffset Until => Now < To ? Now : To;

    /// <summary>Zero for a window that lies ahead.</summary>
    public TimeSpan Length => Until > From ? Until - From : TimeSpan.Zero;

    public bool Holds(DateTimeOffset at) => at >= From && at < To;

    /// <summary>The part of a stretch that lies in it; null where there is none.</summary>
    public Stretch? Cut(Stretch stretch)
    {
        var (from, to) = (stretch.From > From ? stretch.From : From, stretch.To < Until ? stretch.To : Until);
        return to > from ? stretch with { From = from, To = to } : null;
    }
}

/// <summary>A stretch of time in which something was wrong.</summary>
/// <param name="Level">How a part of the product was; an incident as a whole counts as a major outage.</param>
public sealed record Stretch(DateTimeOffset From, DateTimeOffset To, ComponentStatus Level = ComponentStatus.MajorOutage);
