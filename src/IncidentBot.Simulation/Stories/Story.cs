using System.Globalization;
using IncidentBot.Core.Alerts;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Simulation.Stories;

/// <summary>
/// One incident as it might be, line by line: what people type or press and when, and nothing of what the bot says. What it says is the
/// transcript, and that is for reading.
/// </summary>
/// <param name="Name">Of its file.</param>
/// <param name="About">What is told, in a sentence or two; stands above the transcript.</param>
/// <param name="Until">Local time at which the telling ends: reminders may come after the last line.</param>
public sealed record Story(string Name, string Title, string About, string Until, IReadOnlyList<StoryLine> Lines)
{
    /// <summary>The zone of the project, of its people, and of every time in a story.</summary>
    public const string Zone = "Europe/Berlin";

    /// <summary>"2027-03-02 02:47" as people there read the clock.</summary>
    /// <exception cref="FormatException">It is not a time.</exception>
    internal static DateTimeOffset At(string local)
    {
        var time = DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return new DateTimeOffset(time, TimeZoneInfo.FindSystemTimeZoneById(Zone).GetUtcOffset(time)).ToUniversalTime();
    }
}

/// <summary>Somebody says something, or presses a button: then the words are its label in brackets.</summary>
/// <param name="At">Local time, as 2027-03-02 02:47.</param>
public sealed record StoryLine(string At, Actor Who, string Words, Place Where = Place.Room)
{
    /// <summary>A monitor sees it, and nobody says anything: the words are its title.</summary>
    public Alert? Signal { get; init; }

    /// <summary>A monitor's line; the same <paramref name="id"/> again is the same signal.</summary>
    public static StoryLine Monitor(string at, string id, string title, bool firing = true) =>
        new(at, Actor.OfAlerts("prometheus"), title)
        {
            Signal = new Alert("prometheus", id, firing, title)
            {
                Severity = "critical",
                Service = "checkout",
                Description = firing ? "5.3 % of requests fail, threshold 5 %" : "1.0 % of requests fail",
                Url = "https://prometheus.example.org/graph?g0=checkout",
                StartsAt = Story.At(at),
                EndsAt = firing ? null : Story.At(at),
            },
        };
}

/// <summary>Where a line is said.</summary>
public enum Place
{
    /// <summary>The incident's own room.</summary>
    Room,

    /// <summary>#incidents, where everybody reads.</summary>
    Announcements,

    /// <summary>The person's own conversation with the bot.</summary>
    Alone,
}
