using System.Collections.Immutable;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Incidents;

/// <summary>How often people may be called once it is acknowledged (product page, "Noise rule"); pages are not counted and always call.</summary>
public sealed partial record Incident
{
    /// <summary>At most this many messages an hour call somebody once it is acknowledged.</summary>
    public const int PingsAnHour = 4;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>The messages of the last hour that called somebody after the acknowledgement; pages are not counted.</summary>
    public ImmutableArray<Ping> Pings { get; private init; } = [];

    /// <summary>A target that will be missed within the hour has a call of its own, so that reminders do not use it up.</summary>
    private bool BreachAhead(DateTimeOffset at) =>
        TellsOfClocks && ResolutionClock is { Runs: true } clock && !Breached.Contains(ClockKind.Resolution) && clock.Due > at && clock.Due - at < Hour;

    /// <summary>The message about this event calls the people it is for; beyond the number of the hour it only names them.</summary>
    /// <param name="version">The version that the event made.</param>
    internal bool Calls(Recorded entry, long version) =>
        AcknowledgedAt is null || Pings.Any(ping => ping.Version == version || (ping.ByBot && entry.By.IsBot && ping.At == entry.At));

    /// <summary>When one more call fits into its hour: <paramref name="due"/>, or later.</summary>
    /// <param name="yields">A reminder leaves room for the news of a target that is missed.</param>
    internal DateTimeOffset FreeToCall(DateTimeOffset due, bool yields)
    {
        var allowed = yields && BreachAhead(due) ? PingsAnHour - 1 : PingsAnHour;
        return Pings.Length >= allowed && Pings[^allowed].At + Hour is var free && free > due ? free : due;
    }

    private Incident Pinged(IEvent happened, Actor by, DateTimeOffset at, bool answered)
    {
        // What the bot says of one moment is one message.
        if (AcknowledgedAt is null || !IsPing(happened, answered) || (by.IsBot && Pings is [.., { ByBot: true } last] && last.At == at))
        {
            return this;
        }

        var recent = Pings.RemoveAll(ping => at - ping.At >= Hour);
        var allowed = happened is Nagged or ClockAtRisk && BreachAhead(at) ? PingsAnHour - 1 : PingsAnHour;
        return recent.Length < allowed ? this with { Pings = recent.Add(new Ping(at, by.IsBot, Version)) } : this;
    }

    /// <summary>Messages that call somebody if there is somebody to call. Nobody is called about a clock during the watch.</summary>
    private bool IsPing(IEvent happened, bool answered) => happened switch
    {
        Nagged nagged => (nagged.Of.Contains(NagKind.Update) ? UpdatesOwner : SilenceOwner) is not null,
        ClockAtRisk { Clock: ClockKind.Resolution } => Commander is not null && TellsOfClocks,
        ClockBreached => TellsOfClocks && !Drill,
        CommandClaimed => Commander is not null,
        ApprovalSought or CommandOffered or Incidents.FollowedUp => true,
        ClockPaused or SeverityChanged { To: Severity.P1 } => Severity == Severity.P1 && !Drill,
        Acknowledged => Severity == Severity.P1 && !Drill && !answered,
        _ => false,
    };
}

/// <summary>A message that called somebody after the acknowledgement.</summary>
/// <param name="ByBot">What the bot says of one moment is one message.</param>
/// <param name="Version">Of the event it is about.</param>
public sealed record Ping(DateTimeOffset At, bool ByBot, long Version);
