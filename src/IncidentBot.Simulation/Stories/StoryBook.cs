using IncidentBot.Simulation.People;

namespace IncidentBot.Simulation.Stories;

/// <summary>The stories that are kept as <c>samples/transcripts</c>: what an incident commander should read before trusting the bot.</summary>
public static class StoryBook
{
    public static IReadOnlyList<Story> All { get; } = [WellRunP1(), BadlyRunP1(), P2InTheEvening(), P3OverAWeekend()];

    private static Story WellRunP1() => new(
        "p1-well-run",
        "A P1 at night, well run",
        "Tuesday, 02:47: the second support line sees orders fail. Acknowledged in three minutes, told to users in ten, fixed in 34.",
        "2027-03-05 18:00",
        [
            new("2027-03-02 02:47", Cast.Emil, "p1 checkout answers with 500", Place.Announcements),
            new("2027-03-02 02:50", Cast.Anna, "[Acknowledge]", Place.Announcements),
            new("2027-03-02 02:51", Cast.Anna, "done 2"),
            new("2027-03-02 02:52", Cast.Anna, "role comms @farah"),
            new("2027-03-02 02:53", Cast.Emil, "note 40 failed orders a minute since 02:41"),
            new("2027-03-02 02:54", Cast.Anna, "done 3"),
            new("2027-03-02 02:55", Cast.Anna, "component checkout major outage"),
            new("2027-03-02 02:55", Cast.Anna, "done 4"),
            new("2027-03-02 02:56", Cast.Anna, "next"),
            new("2027-03-02 02:58", Cast.Farah, "[Approve]"),
            new("2027-03-02 02:59", Cast.Anna, "next"),
            new("2027-03-02 03:01", Cast.Anna, "cause the 02:30 deployment exhausts the connection pool"),
            new("2027-03-02 03:02", Cast.Anna, "[Publish]"),
            new("2027-03-02 03:04", Cast.Anna, "page @ben"),
            new("2027-03-02 03:07", Cast.Ben, "[I take part]"),
            new("2027-03-02 03:10", Cast.Anna, "update Ben rolls back the 02:30 deployment, ten minutes to go"),
            new("2027-03-02 03:19", Cast.Ben, "done 7"),
            new("2027-03-02 03:21", Cast.Anna, "fixed"),
            new("2027-03-02 03:22", Cast.Anna, "[Publish]"),
            new("2027-03-02 03:27", Cast.Ben, "done 10"),
            new("2027-03-02 03:30", Cast.Anna, "impact one order in three failed from 02:41 to 03:20"),
            new("2027-03-02 03:38", Cast.Anna, "[Resolve]"),
            new("2027-03-02 03:39", Cast.Anna, "[Publish]"),
            new("2027-03-02 10:40", Cast.Anna, "done 11"),
            new("2027-03-02 10:41", Cast.Anna, "done 12"),
            new("2027-03-02 10:50", Cast.Anna, "action add @ben due friday prevent: alert when the connection pool is 80 % full"),
            new("2027-03-02 11:00", Cast.Anna, "postmortem review"),
            new("2027-03-02 14:00", Cast.Chris, "postmortem reviewed"),
            new("2027-03-02 14:10", Cast.Anna, "postmortem share"),
            new("2027-03-02 14:11", Cast.Anna, "close"),
            new("2027-03-05 16:00", Cast.Ben, "action done 1"),
        ]);

    private static Story BadlyRunP1() => new(
        "p1-badly-run",
        "A P1 at night, badly run",
        "Sunday, 03:12: nobody on call answers, nobody speaks in the room, the fix does not hold, and nobody thinks of the users.",
        "2027-03-10 12:00",
        [
            new("2027-03-07 03:12", Cast.Members[0], "p1 nobody can log in", Place.Announcements),
            new("2027-03-07 03:14", Cast.Anna, "decline", Place.Room),
            new("2027-03-07 03:31", Cast.Dora, "[Acknowledge]"),
            new("2027-03-07 03:33", Cast.Members[0], "status"),
            new("2027-03-07 03:36", Cast.Dora, "next"),
            new("2027-03-07 03:37", Cast.Dora, "next"),
            new("2027-03-07 03:37", Cast.Dora, "next"),
            new("2027-03-07 04:40", Cast.Dora, "note the session store was full"),
            new("2027-03-07 04:45", Cast.Dora, "fixed"),
            new("2027-03-07 04:49", Cast.Dora, "reopen not fixed, the store fills up again"),
            new("2027-03-07 05:20", Cast.Dora, "update added disk to the session store"),
            new("2027-03-07 05:21", Cast.Dora, "fixed"),
            new("2027-03-07 05:25", Cast.Dora, "resolve"),
            new("2027-03-07 05:25", Cast.Dora, "resolve going to bed, logins work"),
            new("2027-03-09 15:00", Cast.Dora, "close"),
            new("2027-03-09 15:02", Cast.Dora, "action add @dora due 2w prevent: alert when the session store is 80 % full"),
            new("2027-03-09 15:04", Cast.Dora, "cause the session store's disk was full"),
            new("2027-03-09 15:05", Cast.Dora, "done 11"),
            new("2027-03-09 15:05", Cast.Dora, "done 12"),
            new("2027-03-09 15:06", Cast.Dora, "postmortem share"),
            new("2027-03-09 15:07", Cast.Dora, "close"),
        ]);

    private static Story P2InTheEvening() => new(
        "p2-in-the-evening",
        "A P2 in the evening",
        "Thursday, 20:30: mails are sent twice. Nobody claims it until the page; then it is handed over and mended.",
        "2027-03-05 12:00",
        [
            new("2027-03-04 20:30", Cast.Emil, "p2 mail delivery sends every mail twice", Place.Announcements),
            new("2027-03-04 20:52", Cast.Anna, "ack"),
            new("2027-03-04 20:55", Cast.Emil, "done 2"),
            new("2027-03-04 21:05", Cast.Anna, "note two workers hold the same lease"),
            new("2027-03-04 21:10", Cast.Anna, "next"),
            new("2027-03-04 21:12", Cast.Anna, "update stakeholders: some mails are sent twice; nothing is lost"),
            new("2027-03-04 21:12", Cast.Anna, "[Publish]"),
            new("2027-03-04 21:13", Cast.Anna, "update two workers hold the same lease, I stop one"),
            new("2027-03-04 21:13", Cast.Anna, "done 4"),
            new("2027-03-04 21:20", Cast.Anna, "handover @ben"),
            new("2027-03-04 21:24", Cast.Ben, "[I command]"),
            new("2027-03-04 21:25", Cast.Ben, "next"),
            new("2027-03-04 22:05", Cast.Ben, "fixed"),
            new("2027-03-04 22:20", Cast.Ben, "done 6"),
            new("2027-03-04 22:21", Cast.Ben, "resolve"),
            new("2027-03-05 11:00", Cast.Ben, "done 7"),
            new("2027-03-05 11:01", Cast.Ben, "close"),
        ]);

    private static Story P3OverAWeekend() => new(
        "p3-over-a-weekend",
        "A P3 over a weekend",
        "Friday, 16:30: an export shows old data. The clocks stand still at night and over the weekend, and while it waits for a deployment.",
        "2027-03-11 12:00",
        [
            new("2027-03-05 16:30", Cast.Members[0], "p3 invoice export shows old data", Place.Announcements),
            new("2027-03-08 09:20", Cast.Emil, "ack INC-1", Place.Announcements),
            new("2027-03-08 09:25", Cast.Emil, "done 2"),
            new("2027-03-08 09:40", Cast.Emil, "done 3"),
            new("2027-03-08 09:41", Cast.Emil, "next"),
            new("2027-03-08 09:45", Cast.Emil, "handover @ben"),
            new("2027-03-08 10:02", Cast.Ben, "lead"),
            new("2027-03-08 10:03", Cast.Ben, "done 4"),
            new("2027-03-08 10:03", Cast.Ben, "next"),
            new("2027-03-08 11:30", Cast.Ben, "note the nightly job reads yesterday's partition"),
            new("2027-03-08 11:31", Cast.Ben, "done 5"),
            new("2027-03-08 11:40", Cast.Ben, "pause deployment window Wednesday 09:00"),
            new("2027-03-10 09:00", Cast.Ben, "resume"),
            new("2027-03-10 09:30", Cast.Ben, "fixed"),
            new("2027-03-10 10:15", Cast.Members[0], "note the export of this morning is right"),
            new("2027-03-10 10:16", Cast.Ben, "done 7"),
            new("2027-03-10 10:17", Cast.Ben, "resolve"),
            new("2027-03-10 10:20", Cast.Ben, "done 8"),
            new("2027-03-10 10:20", Cast.Ben, "close"),
        ]);
}
