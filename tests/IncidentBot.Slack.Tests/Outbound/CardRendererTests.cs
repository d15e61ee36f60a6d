using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Slack.Outbound;
using IncidentBot.TestKit;

namespace IncidentBot.Slack.Tests.Outbound;

/// <summary>Every card the product can draw, as Slack gets it.</summary>
public sealed class CardRendererTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string Tests = Path.Combine(Repository.Root, "tests");
    private static readonly string Own = Path.Combine(Tests, "IncidentBot.Slack.Tests", "Outbound", "Cards");
    private static readonly string Product = Path.Combine(Tests, "IncidentBot.Core.Tests", "Messages", "Snapshots");
    private static readonly CardRenderer Renderer = CardRenderer.For(Some.Roster, "/incident");

    /// <summary>One card of each kind, as the product drew it once.</summary>
    public static TheoryData<string> Kinds => Names(Own, ".json");

    /// <summary>Every card that is approved for the product now: a new one there is a new one here.</summary>
    public static TheoryData<string> Everything => Names(Product, ".approved.json");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_card_looks_as_it_was_approved(string name)
    {
        var drawn = Draw(Read(Path.Combine(Own, $"{name}.json")), "ib:INC-7/1/0");

        Approved.Matches(new JsonObject { ["text"] = drawn.Text, ["blocks"] = drawn.Blocks.DeepClone() }.ToJsonString(Readable), name, "json");
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Every_card_of_the_product_fits_slack(string name)
    {
        var drawn = Draw(Read(Path.Combine(Product, $"{name}.approved.json")), "ib:INC-7/1/0");

        Assert.Empty(BlockKitLimits.Broken(drawn.Text, drawn.Blocks));
    }

    [Fact]
    public void A_person_whom_slack_knows_is_called_and_nobody_else_is()
    {
        var card = new Card("x", "x") { Blocks = [Block.Text.Of(new Span.Mention("anna", "Anna"), new Span.Words(" <!channel> <@U2> @here &lt;!here&gt; "), new Span.Mention("lena", "Lena <@U2>"), new Span.Mention("slack/U77", "Sam"), new Span.Mention("slack/x><!here", "Eve"))] };

        Assert.Equal("<@U1> &lt;!channel&gt; &lt;@U2&gt; @here &amp;lt;!here&amp;gt; *Lena &lt;@U2&gt;*<@U77>*Eve*", Words(Draw(card, "m")));
    }

    [Fact]
    public void Times_are_each_readers_own_and_numbers_can_be_rung()
    {
        var card = new Card("x", "x") { Blocks = [Block.Text.Of(new Span.Moment(Some.Noon), new Span.Words(" "), new Span.Phone("+49 30 111"), new Span.Words(" "), new Span.Phone("ask <him>"))] };

        Assert.Equal("<!date^1772452800^{date_short_pretty} {time}|2026-03-02 12:00 UTC> <tel:+4930111|+49 30 111> ask &lt;him&gt;", Words(Draw(card, "m")));
    }

    [Fact]
    public void A_title_that_does_not_fit_the_header_stands_whole_below_it()
    {
        var title = $"INC-7 · P1 · {new string('t', 150)}";

        var drawn = Draw(new Card(title, title), "m");

        Assert.EndsWith("…", (string?)drawn.Blocks[0]!["text"]!["text"], StringComparison.Ordinal);
        Assert.Equal($"*{title}*", Words(drawn));
    }

    [Fact]
    public void A_long_text_goes_on_and_says_where_it_is_cut()
    {
        var drawn = Draw(new Card("x", "x") { Blocks = [Block.Text.Of(string.Join(' ', Enumerable.Range(1, 5000)))] }, "m");

        Assert.Empty(BlockKitLimits.Broken(drawn.Text, drawn.Blocks));
        Assert.Equal("… (too long for Slack: /incident status INC-7 shows all of it)", (string?)drawn.Blocks[^1]!["text"]!["text"]);
    }

    [Fact]
    public void What_no_line_shows_names_none()
    {
        var drawn = Renderer.Draw(new Card("x", "x") { Blocks = [Block.Text.Of(string.Join(' ', Enumerable.Range(1, 5000)))] }, "m", StreamId.Alerts);

        Assert.Equal("… (the rest is cut: too long for Slack)", (string?)drawn.Blocks[^1]!["text"]!["text"]);
    }

    [Theory]
    [InlineData('x')]
    [InlineData('&')]
    [InlineData('<')]
    [InlineData('ü')]
    public void A_text_of_20_000_characters_stands_in_Slack_as_a_whole(char of)
    {
        var text = string.Join(' ', Enumerable.Repeat(new string(of, 9), 2000)) + " ";
        var card = new Card("Update", "Update") { Blocks = [Block.Text.Of(text), new Block.Facts([new Fact("Impact", new string('y', 3500)), new Fact("Cause", "short")])], Buttons = [new Button("Go", "next INC-7")] };

        var messages = Renderer.DrawWhole(card, "ib:INC-7/1/0");

        Assert.All(messages, message => Assert.Empty(BlockKitLimits.Broken(message.Text, message.Blocks)));
        var shown = messages.SelectMany(message => message.Blocks.Select(block => (string?)block!["text"]?["text"])).Concat(messages.SelectMany(message => message.Blocks.SelectMany(block => block!["fields"]?.AsArray().Select(field => (string?)field!["text"]) ?? []))).OfType<string>();
        Assert.Equal(3_500, string.Concat(shown).Count(letter => letter == 'y'));
        Assert.Equal(18_000, System.Net.WebUtility.HtmlDecode(string.Concat(shown)).Count(letter => letter == of));
        Assert.DoesNotContain(shown, one => one.Contains("cut", StringComparison.Ordinal));
        Assert.Equal(messages.Count, messages.Select(message => (string?)message.Blocks[0]!["block_id"]).Distinct(StringComparer.Ordinal).Count());
        Assert.Single(messages, message => message.Blocks.Any(block => (string?)block!["type"] == "actions"));
    }

    [Fact]
    public void A_line_too_long_for_a_button_is_asked_for_again()
    {
        var drawn = Draw(new Card("x", "x") { Buttons = [new Button("Yes, do it", $"break-glass resolve INC-7 {new string('y', 2000)}"), new Button("INC-3", $"note INC-3 {new string('y', 2000)}"), new Button("Go", "next INC-7")] }, "m");

        Assert.Contains("begin with: break-glass resolve INC-7 … or note INC-3 …", drawn.Blocks[1]!["text"]!["text"]!.ToString(), StringComparison.Ordinal);
        Assert.Single(drawn.Blocks[^1]!["elements"]!.AsArray());
    }

    [Fact]
    public void What_fits_is_one_message() => Assert.Single(Renderer.DrawWhole(new Card("x", "x") { Blocks = [Block.Text.Of(string.Join(' ', Enumerable.Range(1, 2000)))] }, "m"));

    [Fact]
    public void What_would_take_more_than_ten_messages_says_that_it_is_cut()
    {
        var messages = Renderer.DrawWhole(new Card("x", "x") { Blocks = [.. Enumerable.Range(0, 400).Select(_ => Block.Text.Of(new string('x', 3000)))] }, "m");

        Assert.Equal(10, messages.Count);
        Assert.Equal("… (the rest is cut: too long for Slack)", (string?)messages[^1].Blocks[^1]!["text"]!["text"]);
        Assert.All(messages, message => Assert.Empty(BlockKitLimits.Broken(message.Text, message.Blocks)));
    }

    [Fact]
    public void A_long_word_is_cut_where_it_has_to_be_and_not_where_its_line_begins()
    {
        var summary = Draw(new Card("x", $"Update on INC-1: {new string('a', 3_995)}"), "m").Text;
        Assert.InRange(summary.Length, 2_900, 3_000);
    }

    [Fact]
    public void A_long_list_says_how_many_more_there_are()
    {
        var drawn = Draw(new Card("x", "x") { Blocks = [new Block.Checklist([.. Enumerable.Range(1, 60).Select(number => new ListItem(number, "look", number == 1))])] }, "m");

        Assert.StartsWith("☑ 1. look (done)\n☐ 2. look\n", Words(drawn), StringComparison.Ordinal);
        Assert.EndsWith("… and 35 more (/incident status INC-7 shows all of it)", Words(drawn), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_item_of_a_list_is_shortened_on_a_card_and_whole_where_all_is_shown()
    {
        var card = new Card("x", "x") { Blocks = [new Block.Checklist([new ListItem(1, new string('y', 1000), false), .. Enumerable.Range(2, 60).Select(number => new ListItem(number, "look", false))])] };
        var one = card with { Blocks = [new Block.Checklist([new ListItem(1, new string('y', 1000), false)])] };

        Assert.EndsWith("y…\n… (/incident status INC-7 shows all of it)", Words(Draw(one, "m")), StringComparison.Ordinal);
        Assert.All([Renderer.DrawWhole(card, "m")[0].Blocks, Renderer.DrawView(card, "m")], blocks =>
        {
            Assert.Equal(1000, ((string)blocks[1]!["text"]!["text"]!).Count(letter => letter == 'y'));
            Assert.Contains("61. look", (string?)blocks[1]!["text"]!["text"], StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_window_holds_what_several_messages_would()
    {
        var card = new Card("x", "x") { Blocks = [.. Enumerable.Range(0, 40).Select(_ => Block.Text.Of(new string('q', 1000)))] };

        Assert.Equal(40_000, Renderer.DrawView(card, "m").ToJsonString().Count(letter => letter == 'q'));
    }

    [Fact]
    public void What_ends_something_asks_first_and_only_one_button_stands_out()
    {
        var card = new Card("x", "x") { Buttons = [new Button("Go", "next INC-7", Primary: true), new Button("Resolve", "resolve INC-7", "Resolve INC-7?"), new Button("Also", "ack INC-7", Primary: true)] };

        var buttons = Draw(card, "m").Blocks[^1]!["elements"]!.AsArray();

        Assert.Equal(["primary", "danger", null], buttons.Select(button => (string?)button!["style"]));
        Assert.Equal("Resolve INC-7?", (string?)buttons[1]!["confirm"]!["text"]!["text"]);
        Assert.Equal(["press/0", "press/1", "press/2"], buttons.Select(button => (string?)button!["action_id"]));
        Assert.Equal("resolve INC-7", (string?)buttons[1]!["value"]);
    }

    [Fact]
    public void Each_version_has_block_ids_of_its_own_and_can_be_found_by_them()
    {
        var first = Draw(new Card("x", "x") { Blocks = [Block.Text.Of("y")] }, Marker.Of(new RowId("INC-7/1/0")));

        Assert.Equal(["ib:INC-7/1/0#0", "ib:INC-7/1/0#1"], first.Blocks.Select(block => (string?)block!["block_id"]));
        var message = JsonSerializer.SerializeToElement(new JsonObject { ["blocks"] = first.Blocks.DeepClone() });
        Assert.True(Marker.IsOn(message, "ib:INC-7/1/0"));
        Assert.False(Marker.IsOn(message, "ib:INC-7/1"));
    }

    [Property(MaxTest = 300)]
    public FsCheck.Property Whatever_is_in_a_card_it_fits_slack() => Prop.ForAll(Anything().ToArbitrary(), card =>
    {
        var drawn = Draw(card, "ib:INC-7/1/0");
        var broken = BlockKitLimits.Broken(drawn.Text, drawn.Blocks);
        return (broken.Count == 0).Label(string.Join("; ", broken.Take(3)));
    });

    [Property(MaxTest = 100)]
    public FsCheck.Property Whatever_goes_on_in_further_messages_fits_slack_too() => Prop.ForAll(Anything().ToArbitrary(), card =>
    {
        var broken = Renderer.DrawWhole(card, "ib:INC-7/1/0").SelectMany(drawn => BlockKitLimits.Broken(drawn.Text, drawn.Blocks)).ToList();
        return (broken.Count == 0).Label(string.Join("; ", broken.Take(3)));
    });

    [SkippableFact]
    public async Task By_the_emulators_rules_too_every_card_fits_slack()
    {
        var product = Directory.EnumerateFiles(Product, "*.approved.json").Select(file => Draw(Read(file), "ib:INC-7/1/0"));
        var hostile = Anything().Sample(50, 300).ToList().Select(card => Draw(card, "ib:INC-7/1/0"));

        // A label of a button over 30 characters may be shortened on a small screen, which refuses nothing.
        Assert.DoesNotContain(await SecondOpinion.AskAsync([.. product, .. hostile]), fault => !fault.Contains(" button-text ", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task The_emulators_rules_notice_what_slack_refuses()
    {
        var wrong = new SlackMessage("", [new JsonObject { ["type"] = "header", ["text"] = new JsonObject { ["type"] = "plain_text", ["text"] = new string('x', 151) } }]);

        Assert.Equal(2, (await SecondOpinion.AskAsync([wrong])).Count);
    }

    [Fact]
    public void The_checker_notices_what_slack_refuses()
    {
        JsonArray blocks = [new JsonObject { ["type"] = "section", ["block_id"] = "a", ["text"] = new JsonObject { ["type"] = "mrkdwn", ["text"] = new string('x', 3001) + "<!channel>" } }];

        Assert.Equal(2, BlockKitLimits.Broken("fine", blocks).Count);
        Assert.Single(BlockKitLimits.Broken("", [new JsonObject { ["type"] = "header", ["block_id"] = "a", ["text"] = new JsonObject { ["type"] = "plain_text", ["text"] = "x" } }]));
    }

    private static SlackMessage Draw(Card card, string marker) => Renderer.Draw(card, marker, ChatUnderTest.Stream);

    private static string Words(SlackMessage drawn) => (string)drawn.Blocks[1]!["text"]!["text"]!;

    private static Card Read(string file) => JsonSerializer.Deserialize(File.ReadAllText(file), StoreJson.Default.Card)!;

    private static TheoryData<string> Names(string folder, string ending) =>
        [.. Directory.EnumerateFiles(folder, $"*{ending}").Select(file => Path.GetFileName(file)[..^ending.Length]).Order(StringComparer.Ordinal)];

    internal static Gen<string> Texts() => Gen.OneOf(
        Gen.Elements("", " ", "\n", "<!channel>", "<@U0INCIDENT>", "</http://x|y>", "&amp;&lt;", "*_~`", "```", "\u202e\u0000\ud800", "😀", "@here", "<!date^1^{ago}|x>", "a|b>c"),
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""),
        Gen.Elements("<", "&", "😀", "word ", "\n", "*", "ä").SelectMany(piece => Gen.Choose(1, 5000).Select(times => string.Concat(Enumerable.Repeat(piece, times)))));

    private static Gen<Span> Spans() => Gen.OneOf(
        Texts().Select(text => (Span)new Span.Words(text)),
        Texts().Select(text => (Span)new Span.Strong(text)),
        Texts().Select(text => (Span)new Span.Phone(text)),
        Texts().SelectMany(name => Gen.Elements("anna", "lena", "slack/U9", "slack/<!x").Select(who => (Span)new Span.Mention(who, name))),
        Texts().SelectMany(label => Gen.Elements("https://status.example.com/", "http://127.0.0.1:5080/api/incidents/INC-7?a=1&b=<2>", "https://example.com/" + new string('x', 3000)).Select(url => (Span)new Span.Link(label, url))),
        Texts().SelectMany(label => Gen.Elements("C0ROOM00001", "D0DIRECT001", "no channel").SelectMany(place => Gen.Elements(null, "1790000120.000200", "no message").Select(message => (Span)new Span.Elsewhere(label, new PlaceRef("slack", place), message)))),
        Gen.Choose(0, 2_000_000_000).Select(seconds => (Span)new Span.Moment(DateTimeOffset.FromUnixTimeSeconds(seconds))));

    internal static Gen<Block> Blocks() => Gen.OneOf(
        Spans().ListOf().Select(spans => (Block)new Block.Text([.. spans.Take(20)])),
        Texts().SelectMany(name => Spans().ListOf().Select(spans => new Fact(name, [.. spans.Take(5)]))).ListOf().Select(facts => (Block)new Block.Facts([.. facts])),
        Texts().SelectMany(words => ArbMap.Default.GeneratorFor<bool>().Select(done => new ListItem(3, words, done))).ListOf().Select(items => (Block)new Block.Checklist([.. items])),
        Texts().SelectMany(label => Gen.Choose(-50, 200).Select(percent => (Block)new Block.Progress(label, percent))));

    internal static Gen<Card> Anything() =>
        from title in Texts()
        from summary in Texts()
        from tone in Gen.Elements(Tone.Neutral, Tone.Good, Tone.Attention, Tone.Alarm)
        from blocks in Blocks().ListOf()
        from buttons in (from label in Texts() from line in Texts() from ask in Texts() from primary in ArbMap.Default.GeneratorFor<bool>() select new Button(label, line, ask.Length == 0 ? null : ask, primary)).ListOf()
        select new Card(title, summary) { Tone = tone, Blocks = [.. blocks], Buttons = [.. buttons] };
}
