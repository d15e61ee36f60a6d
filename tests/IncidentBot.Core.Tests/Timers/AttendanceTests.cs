using IncidentBot.Core.Timers;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Timers;

public sealed class AttendanceTests
{
    private readonly FakeTimeProvider _time = new(Noon);

    [Fact]
    public void Between_a_clean_stop_and_the_start_it_did_not_run()
    {
        Assert.Equal(new Absence(AbsenceKind.Stopped, Noon.AddMinutes(-15), Noon), Started(Noon.AddMinutes(-15), stopped: true).At(Noon.AddMinutes(-5), Noon));
    }

    [Fact]
    public void After_a_kill_only_the_last_sign_of_life_is_known()
    {
        Assert.Equal(new Absence(AbsenceKind.Gone, Noon.AddMinutes(-15), Noon), Started(Noon.AddMinutes(-15), stopped: false).At(Noon.AddMinutes(-5), Noon));
    }

    [Fact]
    public void A_process_that_wrote_after_the_moment_and_did_not_act_may_have_been_there()
    {
        Assert.Equal(AbsenceKind.Unknown, Started(Noon.AddMinutes(-2), stopped: true).At(Noon.AddMinutes(-5), Noon).Kind);
    }

    [Fact]
    public void The_first_look_comes_a_while_after_the_moment_and_until_then_a_write_proves_nothing()
    {
        var within = TimerSweep.LongestSleep;

        Assert.Equal(AbsenceKind.Stopped, Started(Noon.AddMinutes(-5) + within, stopped: true).At(Noon.AddMinutes(-5), Noon).Kind);
        Assert.Equal(AbsenceKind.Unknown, Started(Noon.AddMinutes(-5) + within + TimeSpan.FromTicks(1), stopped: true).At(Noon.AddMinutes(-5), Noon).Kind);
        Assert.Equal(AbsenceKind.StoodStill, Started(lastSign: null, stopped: false).At(Noon, Noon).Kind);
    }

    [Fact]
    public void Of_a_time_that_could_not_save_both_ends_belong_to_it()
    {
        var attendance = Started(lastSign: null, stopped: false);
        _time.Advance(TimeSpan.FromMinutes(5));
        attendance.Saved(false);
        _time.Advance(TimeSpan.FromMinutes(5));
        attendance.Saved(true);
        var (from, to, within) = (Noon.AddMinutes(5), Noon.AddMinutes(10), TimerSweep.LongestSleep);

        Assert.Equal(AbsenceKind.StoodStill, attendance.At(from - within - TimeSpan.FromTicks(1), to).Kind);
        Assert.Equal(AbsenceKind.CouldNotSave, attendance.At(from - within, to).Kind);
        Assert.Equal(AbsenceKind.CouldNotSave, attendance.At(to, to).Kind);
        Assert.Equal(AbsenceKind.StoodStill, attendance.At(to + TimeSpan.FromTicks(1), to.AddMinutes(1)).Kind);
    }

    [Fact]
    public void From_the_first_write_that_failed_to_the_first_that_did_not_it_could_not_save()
    {
        var attendance = Started(lastSign: null, stopped: false);
        attendance.Saved(true);
        _time.Advance(TimeSpan.FromMinutes(5));
        attendance.Saved(false);
        _time.Advance(TimeSpan.FromMinutes(5));
        attendance.Saved(false);

        Assert.Equal(new Absence(AbsenceKind.CouldNotSave, Noon.AddMinutes(5), Noon.AddMinutes(12)), attendance.At(Noon.AddMinutes(6), Noon.AddMinutes(12)));

        _time.Advance(TimeSpan.FromMinutes(5));
        attendance.Saved(true);
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(new Absence(AbsenceKind.CouldNotSave, Noon.AddMinutes(5), Noon.AddMinutes(15)), attendance.At(Noon.AddMinutes(6), Noon.AddMinutes(20)));
        Assert.Equal(AbsenceKind.StoodStill, attendance.At(Noon.AddMinutes(16), Noon.AddMinutes(20)).Kind);
        Assert.Equal(AbsenceKind.StoodStill, attendance.At(Noon.AddMinutes(2), Noon.AddMinutes(20)).Kind);
    }

    private Attendance Started(DateTimeOffset? lastSign, bool stopped) => new(_time, Noon, lastSign, stopped);
}
