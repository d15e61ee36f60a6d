namespace IncidentBot.Tests.Crash;

/// <summary>What a run of the crash harness saw; every promise that broke would have ended it.</summary>
internal sealed class Figures
{
    public int Killed { get; set; }

    public int KilledStarting { get; set; }

    public int ViewsTaken { get; set; }

    public int Segments { get; set; }

    public int Acknowledged { get; set; }

    public int Unanswered { get; set; }

    public int TimersFired { get; set; }

    public TimeSpan Latest { get; set; }

    public override string ToString() =>
        $"{Killed} kills under load, {KilledStarting} while starting, {ViewsTaken} view files taken away, {Segments} segments. "
        + $"{Acknowledged} commands acknowledged, {Unanswered} unanswered at a kill and then asked again: 0 lost, 0 done twice, 0 partial writes visible. "
        + $"{TimersFired} timers seen, 0 missed, 0 fired twice, latest {Latest.TotalSeconds:0.0} s after it could fire.";
}
