using IncidentBot.Core.Doctor;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;
using IncidentBot.Doctor;
using IncidentBot.Storage.Embedded;

namespace IncidentBot.Tests.Doctor;

public sealed class ChecksTests
{
    private static readonly DateTimeOffset Noon = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_roster_in_which_everybody_can_be_reached_is_good()
    {
        Assert.All(PeopleCheck.Look(Roster(options => { })).Where(IsNotThePager), finding => Assert.Equal(Level.Good, finding.Level));
    }

    [Fact]
    public void Without_a_pager_doctor_says_that_nobody_is_phoned()
    {
        var finding = Assert.Single(PeopleCheck.Look(Roster(options => { })), finding => !IsNotThePager(finding));

        Assert.Equal(Level.Warning, finding.Level);
        Assert.Contains("nobody is phoned", finding.What, StringComparison.Ordinal);
        Assert.Contains("People:Hotline", finding.Mend, StringComparison.Ordinal);
    }

    private static bool IsNotThePager(Finding finding) => !finding.What.Contains("pager", StringComparison.Ordinal);

    [Theory]
    [InlineData("secondary", "There is no secondary")]
    [InlineData("lead", "There is no lead")]
    [InlineData("hotline", "There is no hotline")]
    [InlineData("list", "The P1 list is empty")]
    [InlineData("phone", "ben is on call and has no phone number")]
    public void Who_could_not_be_reached_is_named_with_the_mend(string lacks, string told)
    {
        var roster = Roster(options =>
        {
            options.Secondary = lacks is "secondary" ? null : options.Secondary;
            options.Lead = lacks is "lead" ? null : options.Lead;
            options.Hotline = lacks is "hotline" ? null : options.Hotline;
            options.List[1].Phone = lacks is "phone" ? null : "+49 2";
            if (lacks is "list")
            {
                options.P1List.Clear();
            }
        });

        var finding = Assert.Single(PeopleCheck.Look(roster), finding => finding.Level != Level.Good && IsNotThePager(finding));

        Assert.StartsWith(told, finding.What, StringComparison.Ordinal);
        Assert.Contains("People:", finding.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_roster_is_one_finding() => Assert.StartsWith("Nobody is on call", Assert.Single(PeopleCheck.Look(PeopleRoster.Empty)).What, StringComparison.Ordinal);

    [Fact]
    public void A_clock_before_its_time_or_behind_the_data_is_a_problem()
    {
        Assert.Equal(Level.Good, Assert.Single(ClockCheck.Look(Noon, Noon.AddDays(-1))).Level);
        Assert.Equal(Level.Problem, Assert.Single(ClockCheck.Look(Noon, Noon.AddHours(1))).Level);
        Assert.Equal(Level.Problem, Assert.Single(ClockCheck.Look(DateTimeOffset.UnixEpoch, null)).Level);
    }

    [Fact]
    public void Time_zones_that_are_missing_or_empty_are_a_problem()
    {
        Assert.Equal(Level.Good, Assert.Single(ClockCheck.Zones(["America/New_York"], ClockCheck.FindZone)).Level);
        Assert.Contains("Mars/Olympus", Assert.Single(ClockCheck.Zones(["Mars/Olympus"], ClockCheck.FindZone)).What, StringComparison.Ordinal);
        Assert.Contains("Europe/Berlin", Assert.Single(ClockCheck.Zones([], _ => null)).What, StringComparison.Ordinal);
        Assert.Contains("no summer time", Assert.Single(ClockCheck.Zones([], _ => TimeZoneInfo.Utc)).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DiskLevel.Enough, "Good")]
    [InlineData(DiskLevel.Low, "Warning")]
    [InlineData(DiskLevel.Refusing, "Problem")]
    [InlineData(DiskLevel.Full, "Problem")]
    public void Little_room_is_told_before_it_hurts(DiskLevel disk, string level) => Assert.Equal(level, StoreCheck.Space(disk, 1024).Level.ToString());

    [Fact]
    public void A_store_with_troubles_names_each_with_its_mend()
    {
        var health = new StoreHealth(10, 1, 1L << 40, DiskLevel.Enough, 9, 1, null, "The archive cannot be written.", ["Segment 1, byte 99: the frame is not whole."], LastStopWasClean: false, LastChange: null, 1, 0, 0, 0, 0, 0, ["A torn frame was cut."]);
        var dead = new DeadLetter("INC-1/1/0", "slack", "slack:INC-1", "the card", "The channel is gone.", "Invite the bot again.", Noon);
        var aside = new TimerRef(new StreamId("INC-1"), "response.breach", Noon);

        var troubles = StoreCheck.Look(health, [dead], [aside]).Where(finding => finding.Level != Level.Good).ToList();

        Assert.Equal(["archive", "history", "messages", "store", "timers"], troubles.Select(finding => finding.Area).Order(StringComparer.Ordinal));
        Assert.All(troubles, finding => Assert.NotEmpty(finding.Mend!));
    }

    [Fact]
    public void A_report_says_every_mend_and_ends_with_a_verdict()
    {
        var text = ReportText.Of(new Report([Finding.Good("clock", "Fine."), Finding.Problem("disk", "Full.", "Make room.")]));

        Assert.Equal("ok      clock  Fine.\nPROBLEM disk   Full.\n               -> Make room.\n\n1 problem(s), 0 thing(s) to look at.", text);
    }

    private static PeopleRoster Roster(Action<PeopleOptions> change)
    {
        var options = new PeopleOptions
        {
            List =
            [
                new PersonOptions { Id = "anna", Name = "Anna Ash", Phone = "+49 1" },
                new PersonOptions { Id = "ben", Name = "Ben Birch", Phone = "+49 2" },
                new PersonOptions { Id = "cleo", Name = "Cleo Cedar", Phone = "+49 3" },
            ],
            Primary = "anna",
            Secondary = "ben",
            Lead = "cleo",
            Hotline = "+49 0",
            P1List = ["anna", "ben"],
        };
        change(options);
        return PeopleRoster.From(options);
    }
}
