using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;
using Xunit;

namespace IncidentBot.Core.Tests.Desk;

public sealed class CommandLineTests
{
    private static readonly IncidentId Seven = new(7);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\t\r\n")]
    [InlineData("\u200b\u202e")]
    public void No_word_opens_the_menu(string line) => Assert.IsType<Reading.Menu>(CommandLine.Read(line));

    [Theory]
    [InlineData("p1 checkout is down", Severity.P1, "checkout is down")]
    [InlineData("P2 slow", Severity.P2, "slow")]
    [InlineData("p3", Severity.P3, "")]
    [InlineData("sev1 down", Severity.P1, "down")]
    [InlineData("SEV4 typo", Severity.P4, "typo")]
    [InlineData("new p1 down", Severity.P1, "down")]
    [InlineData("declare sev2 slow", Severity.P2, "slow")]
    [InlineData("  p1   checkout \n is\tdown  ", Severity.P1, "checkout is down")]
    [InlineData("p1 p2 is what I meant", Severity.P1, "p2 is what I meant")]
    [InlineData("p1 ack INC-7", Severity.P1, "ack INC-7")]
    public void A_severity_declares_at_once_and_the_rest_is_the_title(string line, Severity severity, string title) =>
        Assert.Equal(new Reading.Declare(severity, title, Drill: false, Private: false), CommandLine.Read(line));

    [Theory]
    [InlineData("test p1 game day", Severity.P1, true, false, "game day")]
    [InlineData("TEST P2", Severity.P2, true, false, "")]
    [InlineData("drill p1 game day", Severity.P1, true, false, "game day")]
    [InlineData("private p1 somebody read the mail", Severity.P1, false, true, "somebody read the mail")]
    public void A_drill_or_a_private_incident_says_so_first(string line, Severity severity, bool drill, bool hidden, string title) =>
        Assert.Equal(new Reading.Declare(severity, title, drill, hidden), CommandLine.Read(line));

    [Theory]
    [InlineData("test game day", "game day", true, false)]
    [InlineData("private matter", "matter", false, true)]
    [InlineData("new checkout is down", "checkout is down", false, false)]
    [InlineData("declare", "", false, false)]
    public void Without_a_severity_it_is_asked_for(string line, string title, bool drill, bool hidden) =>
        Assert.Equal(new Reading.Declare(null, title, drill, hidden), CommandLine.Read(line));

    [Theory]
    [InlineData("ack", "ack")]
    [InlineData("ACK", "ack")]
    [InlineData("Acknowledge", "ack")]
    [InlineData("mitigated", "fixed")]
    [InlineData("resolved", "resolve")]
    [InlineData("comment", "note")]
    [InlineData("open", "list")]
    [InlineData("?", "help")]
    public void Verbs_have_synonyms_and_no_case(string line, string verb) =>
        Assert.Equal(verb, Assert.IsType<Reading.Call>(CommandLine.Read(line)).Verb.Name);

    [Theory]
    [InlineData("note INC-7 cache is full", "cache is full")]
    [InlineData("INC-7 note cache is full", "cache is full")]
    [InlineData("inc-7 NOTE cache is full", "cache is full")]
    [InlineData("note INC-7", "")]
    [InlineData("note INC-7 see INC-8", "see INC-8")]
    [InlineData("INC-7 note INC-8 is the same", "INC-8 is the same")]
    public void An_id_counts_as_first_word_or_right_after_the_verb(string line, string text) =>
        Assert.Equal(new Reading.Call(VerbTable.Find("note")!, Seven, text), CommandLine.Read(line));

    [Theory]
    [InlineData("note same as INC-7")]
    [InlineData("note see INC-7 please")]
    public void A_later_id_is_text(string line) => Assert.Null(Assert.IsType<Reading.Call>(CommandLine.Read(line)).Incident);

    [Theory]
    [InlineData("INC-0")]
    [InlineData("INC--1")]
    [InlineData("INC-")]
    [InlineData("INC-99999999999")]
    [InlineData("INC-7x")]
    public void What_only_looks_like_an_id_is_none(string word) =>
        Assert.Null(Assert.IsType<Reading.Call>(CommandLine.Read($"note {word} x")).Incident);

    [Fact]
    public void An_id_alone_asks_where_it_stands() =>
        Assert.Equal(new Reading.Call(VerbTable.Find("status")!, Seven, ""), CommandLine.Read("inc-7"));

    [Fact]
    public void An_id_with_a_word_that_means_nothing_declares_nothing() =>
        Assert.Equal(new Reading.Unknown("explodes"), CommandLine.Read("INC-7 explodes again"));

    [Theory]
    [InlineData("checkout is down", "checkout is down")]
    [InlineData("payments ack nothing", "payments ack nothing")]
    public void An_unknown_first_word_with_more_words_is_a_title_that_lacks_a_severity(string line, string title) =>
        Assert.Equal(new Reading.Declare(null, title, Drill: false, Private: false), CommandLine.Read(line));

    [Fact]
    public void An_unknown_word_alone_is_unknown() => Assert.Equal(new Reading.Unknown("kubernetes"), CommandLine.Read("kubernetes"));

    [Theory]
    [InlineData("resovle INC-7 fine now", "resolve INC-7 fine now")]
    [InlineData("cancle", "cancel")]
    [InlineData("staus INC-7", "status INC-7")]
    [InlineData("INC-7 reslove done", "INC-7 resolve done")]
    [InlineData("tset p1 game day", "test p1 game day")]
    [InlineData("pirvate p1 x", "private p1 x")]
    [InlineData("hlep", "help")]
    public void A_near_miss_is_asked_back_with_the_whole_line(string line, string meant) =>
        Assert.Equal(meant, Assert.IsType<Reading.DidYouMean>(CommandLine.Read(line)).Line);

    [Fact]
    public void What_is_asked_back_can_be_said_and_is_understood() =>
        Assert.IsType<Reading.Call>(CommandLine.Read(Assert.IsType<Reading.DidYouMean>(CommandLine.Read("resovle INC-7 x")).Line));

    [Theory]
    [InlineData("note a\u0000b\u001b[31mc", "a b [31mc")]
    [InlineData("note \u202egnp.exe\u202c", "gnp.exe")]
    [InlineData("note pay\u200bpal\ufeff", "paypal")]
    [InlineData("no\u200dte x", "x")]
    [InlineData("note one\r\ntwo\u2028three", "one two three")]
    public void Characters_that_fool_a_reader_are_gone(string line, string text) =>
        Assert.Equal(text, Assert.IsType<Reading.Call>(CommandLine.Read(line)).Text);

    [Theory]
    [InlineData("note <!channel> <@U1> @here")]
    [InlineData("note `rm -rf` **bold** <script>alert(1)</script>")]
    [InlineData("note {\"a\":\"b\\\"}")]
    public void Markup_is_kept_as_the_plain_text_it_is(string line) =>
        Assert.Equal(line["note ".Length..], Assert.IsType<Reading.Call>(CommandLine.Read(line)).Text);

    [Fact]
    public void Half_a_character_becomes_a_visible_mark_and_a_whole_one_stays()
    {
        Assert.Equal("\ufffd broken", Assert.IsType<Reading.Call>(CommandLine.Read("note \ud83d broken")).Text);
        Assert.Equal("\ufffd\ufffd", Assert.IsType<Reading.Call>(CommandLine.Read("note \udd25\ud83d")).Text);
        Assert.Equal("\ud83d\udd25 fire", Assert.IsType<Reading.Call>(CommandLine.Read("note \ud83d\udd25 fire")).Text);
    }

    [Theory]
    [InlineData('a')]
    [InlineData('x')]
    public void A_line_of_100_kB_is_refused_whole(char filler) =>
        Assert.Equal(new Reading.TooLong(100_004), CommandLine.Read("p1 x" + new string(filler, 100_000)));

    [Theory]
    [InlineData(' ')]
    [InlineData('\u200b')]
    public void A_hundred_thousand_invisible_characters_are_none(char filler) =>
        Assert.Equal("x", Assert.IsType<Reading.Declare>(CommandLine.Read("p1 x" + new string(filler, 100_000))).Title);

    [Fact]
    public void Half_a_character_100_000_times_is_refused_whole() =>
        Assert.IsType<Reading.TooLong>(CommandLine.Read("p1 x" + new string('\ud83d', 100_000)));

    [Fact]
    public void A_long_word_is_nobodys_verb() =>
        Assert.IsType<Reading.Unknown>(CommandLine.Read(new string('a', 4000)));

    [Theory]
    [InlineData("akc INC-7", "ack INC-7", null)]
    [InlineData("akc", "ack", null)]
    [InlineData("node down in eu", "note down in eu", "node down in eu")]
    [InlineData("tests fail in prod", "test fail in prod", "tests fail in prod")]
    public void A_near_miss_may_still_be_a_title(string line, string meant, string? title)
    {
        var miss = Assert.IsType<Reading.DidYouMean>(CommandLine.Read(line));

        Assert.Equal((meant, title), (miss.Line, miss.Title));
    }

    [Theory]
    [InlineData("p1: db is down", Severity.P1, "db is down", false, false)]
    [InlineData("test private p1 foo", Severity.P1, "foo", true, true)]
    [InlineData("private drill p2 foo", Severity.P2, "foo", true, true)]
    public void People_punctuate_and_combine(string line, Severity severity, string title, bool drill, bool hidden) =>
        Assert.Equal(new Reading.Declare(severity, title, drill, hidden), CommandLine.Read(line));

    [Theory]
    [InlineData("break-glass resolve INC-7 no commander", "resolve", true)]
    [InlineData("resolve INC-7 break-glass", "resolve", false)]
    public void Breaking_the_glass_is_said_first(string line, string verb, bool broken)
    {
        var call = Assert.IsType<Reading.Call>(CommandLine.Read(line));

        Assert.Equal((verb, broken), (call.Verb.Name, call.BreakGlass));
    }

    [Theory]
    [InlineData("hypercare status", "hypercare")]
    [InlineData("Hypercare start 2026-03-02", "hypercare")]
    [InlineData("oncall", "oncall")]
    [InlineData("oncall swap @ben today friday", "oncall")]
    [InlineData("shift handover", "shift")]
    [InlineData("standup", "standup")]
    [InlineData("brief", "brief")]
    [InlineData("report weekly", "report")]
    [InlineData("metric users 12", "metric")]
    [InlineData("metrics", "metrics")]
    [InlineData("INC-7 report weekly", "report")]
    public void What_another_version_will_understand_is_nobodys_title(string line, string word) =>
        Assert.Equal(word, Assert.IsType<Reading.NotYet>(CommandLine.Read(line)).Word);

    [Theory]
    [InlineData("logs are full", "logs are full")]
    [InlineData("reports are empty", "reports are empty")]
    public void What_only_begins_like_it_is_a_title(string line, string title) =>
        Assert.Equal(title, CommandLine.Read(line) is Reading.Declare declare ? declare.Title : Assert.IsType<Reading.DidYouMean>(CommandLine.Read(line)).Title);
}
