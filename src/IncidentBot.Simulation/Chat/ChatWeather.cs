using IncidentBot.Simulation.Time;

namespace IncidentBot.Simulation.Chat;

/// <summary>How one request to a chat goes.</summary>
internal enum Weather
{
    Fine,

    /// <summary>Done, but it took many seconds.</summary>
    Slow,

    /// <summary>429 with a Retry-After.</summary>
    Throttled,

    /// <summary>A 5xx: surely not done.</summary>
    ServerError,

    /// <summary>Done; the answer never came.</summary>
    AnswerLost,

    /// <summary>Not done, and no answer either: from outside the same as <see cref="AnswerLost"/>.</summary>
    RequestLost,

    /// <summary>Done; the connection broke while the answer was read.</summary>
    Broken,

    /// <summary>The whole chat is down.</summary>
    Down,
}

/// <summary>
/// What goes wrong between the bot and a chat, from a seed. The shares are far above what a real chat shows, so that thirty days meet
/// every kind many times; outages follow what status pages of chats tell: some of minutes, few of hours.
/// </summary>
public sealed class ChatWeather
{
    private readonly Random _random;
    private readonly double _bad;
    private readonly IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> _outages;
    private DateTimeOffset _fairFrom = DateTimeOffset.MaxValue;

    private ChatWeather(Random random, double bad, IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> outages)
    {
        _random = random;
        _bad = bad;
        _outages = outages;
    }

    /// <summary>Nothing goes wrong; requests take a tenth of a second.</summary>
    public static ChatWeather Fair() => new(Seeds.Of(0, "fair weather"), 0, []);

    /// <summary>About one request in ten goes wrong, and the chat is down now and then.</summary>
    public static ChatWeather Seeded(int seed, string chat, DateTimeOffset from, TimeSpan length)
    {
        var random = Seeds.Of(seed, $"weather/{chat}");
        return new ChatWeather(random, 0.1, Outages(random, from, length));
    }

    /// <summary>Down in this stretch, and fair otherwise.</summary>
    public static ChatWeather DownBetween(DateTimeOffset from, DateTimeOffset to) => new(Seeds.Of(0, "fair weather"), 0, [(from, to)]);

    /// <summary>Every request is done and none is answered: the worst case for posting once.</summary>
    public static ChatWeather EveryAnswerLost(int times) => new(Seeds.Of(0, "fair weather"), 0, []) { AnswersToLose = times };

    /// <summary>From then on nothing goes wrong any more, so that what is left can arrive.</summary>
    internal void ClearsUpAt(DateTimeOffset time) => _fairFrom = time;

    internal int AnswersToLose { get; private set; }

    internal int Outages(DateTimeOffset until) => _outages.Count(outage => outage.From < until);

    internal bool IsDown(DateTimeOffset now) => now < _fairFrom && _outages.Any(outage => outage.From <= now && now < outage.To);

    internal Weather Next(DateTimeOffset now)
    {
        if (now >= _fairFrom)
        {
            return Weather.Fine;
        }

        if (IsDown(now))
        {
            return Weather.Down;
        }

        if (AnswersToLose > 0)
        {
            AnswersToLose--;
            return Weather.AnswerLost;
        }

        // One draw decides whether it goes wrong and one how, so that another share changes no later draw.
        var wrong = _random.Chance(_bad);
        var how = _random.Next(100);
        return !wrong ? Weather.Fine : how switch
        {
            < 10 => Weather.Slow,
            < 40 => Weather.Throttled,
            < 60 => Weather.ServerError,
            < 80 => Weather.AnswerLost,
            < 90 => Weather.RequestLost,
            _ => Weather.Broken,
        };
    }

    internal TimeSpan Latency(Weather weather) => weather switch
    {
        Weather.Slow => _random.Between(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(9)),
        Weather.AnswerLost or Weather.RequestLost => TimeSpan.FromSeconds(10),
        Weather.Down => TimeSpan.FromSeconds(1),
        _ => _bad > 0 ? _random.Between(TimeSpan.FromMilliseconds(60), TimeSpan.FromMilliseconds(400)) : TimeSpan.FromMilliseconds(100),
    };

    internal TimeSpan RetryAfter() => TimeSpan.FromSeconds(_random.Next(1, 31));

    private static List<(DateTimeOffset From, DateTimeOffset To)> Outages(Random random, DateTimeOffset from, TimeSpan length)
    {
        var outages = new List<(DateTimeOffset, DateTimeOffset)>();
        for (var at = from; ;)
        {
            at += random.Between(TimeSpan.FromDays(1), TimeSpan.FromDays(7));
            if (at >= from + length)
            {
                return outages;
            }

            var lasts = random.Chance(0.2)
                ? random.Between(TimeSpan.FromHours(1), TimeSpan.FromHours(4))
                : random.Between(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(25));
            outages.Add((at, at + lasts));
            at += lasts;
        }
    }
}
