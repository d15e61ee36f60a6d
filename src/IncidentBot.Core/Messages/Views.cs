using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Messages;

/// <summary>Cards that always show today's state.</summary>
public static class Views
{
    /// <summary>The card in the announcement channel, edited in place.</summary>
    public const string Announcement = "announcement";

    /// <summary>The card at the top of the incident's room.</summary>
    public const string Room = "room";

    /// <summary>Somebody's own page; drawn for each viewer (<see cref="HomeCard"/>).</summary>
    public const string Home = "home";

    /// <exception cref="ArgumentException">No such view.</exception>
    public static Card Draw(string view, Incident incident) => view switch
    {
        Announcement => IncidentCards.Announcement(incident),
        Room => IncidentCards.Room(incident),
        _ => throw new ArgumentException($"No view is called '{view}'.", nameof(view)),
    };
}
