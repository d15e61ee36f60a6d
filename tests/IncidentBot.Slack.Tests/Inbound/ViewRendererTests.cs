using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Messages;
using IncidentBot.Slack.Inbound;
using IncidentBot.Slack.Outbound;
using IncidentBot.Slack.Tests.Outbound;
using IncidentBot.TestKit;

namespace IncidentBot.Slack.Tests.Inbound;

/// <summary>Every form, answer and page fits Slack, whatever people and alerts wrote into it.</summary>
public sealed class ViewRendererTests
{
    private const string Channel = "C0INCIDENTS";

    private static readonly ViewRenderer Views = new(CardRenderer.For(Some.Roster, "/incident"));

    [Property(MaxTest = 300)]
    public FsCheck.Property Whatever_is_in_a_form_it_fits_slack() => Prop.ForAll(Forms().ToArbitrary(), form => Fits(Views.Form(form, Channel)));

    [Property(MaxTest = 200)]
    public FsCheck.Property Whatever_is_in_an_answer_it_fits_slack() => Prop.ForAll(
        CardRendererTests.Texts().Zip(CardRendererTests.Anything()).ToArbitrary(),
        one => Fits(Views.Told(one.Item1, one.Item1, one.Item2)).And(Fits(Views.Told(one.Item1, one.Item1, null))));

    [Property(MaxTest = 200)]
    public FsCheck.Property Whatever_is_in_a_page_it_fits_slack() => Prop.ForAll(CardRendererTests.Anything().ToArbitrary(), card => Fits(Views.Home(card)));

    /// <summary>Every verb that asks for something, of an incident whose every text is as long and as hostile as it may be.</summary>
    [Theory]
    [InlineData("update INC-7")]
    [InlineData("severity INC-7")]
    [InlineData("handover INC-7")]
    [InlineData("note INC-7")]
    [InlineData("done INC-7")]
    [InlineData("skip INC-7")]
    [InlineData("role INC-7")]
    [InlineData("page INC-7 somebody")]
    [InlineData("merge INC-7")]
    [InlineData("component INC-7")]
    [InlineData("cause INC-7")]
    [InlineData("impact INC-7")]
    [InlineData("title INC-7")]
    [InlineData("pause INC-7")]
    [InlineData("cancel INC-7")]
    [InlineData("action INC-7 add")]
    [InlineData("log INC-7 lesson")]
    [InlineData("declare")]
    public async Task Every_form_of_the_product_fits_slack(string line)
    {
        await using var slack = new Support.SlackDriver();
        var hostile = string.Concat(Enumerable.Repeat("<!channel> & ", 40));
        slack.Store.Add(An.Incident().Numbered(7).P1().Titled(hostile[..190]).AcknowledgedBy(Some.Anna).Says($"cause {hostile}", Some.Anna).Says($"impact {hostile}", Some.Anna).History());

        var asked = await slack.Desk.PrepareAsync(new Core.Desk.Inbound(Some.Delivery(), new Core.Incidents.Actor("mo", "Mo Okafor"), new PlaceRef("slack", Channel), new Input.Press(line)), CancellationToken.None);

        Assert.Equal([], BlockKitLimits.BrokenView(Views.Form(asked!.Form!, Channel)));
    }

    [Fact]
    public void The_checker_notices_what_slack_refuses_of_a_view()
    {
        var view = Views.Form(new Form("k", "title", "Send") { Fields = [new Field.Text("a", "A", 3000), new Field.Choice("b", "B", [])] }, Channel);
        view["title"]!["text"] = new string('x', 25);
        view["blocks"]![0]!["element"]!["max_length"] = 3001;

        Assert.Equal(3, BlockKitLimits.BrokenView(view).Count);
    }

    private static FsCheck.Property Fits(System.Text.Json.Nodes.JsonObject view)
    {
        var broken = BlockKitLimits.BrokenView(view);
        return (broken.Count == 0).Label(string.Join("; ", broken.Take(3)));
    }

    /// <summary>Ids, keys and the values of options are ours and short; everything else may be anything.</summary>
    private static Gen<Form> Forms() =>
        from title in CardRendererTests.Texts()
        from submit in CardRendererTests.Texts()
        from intro in CardRendererTests.Blocks().ListOf()
        from fields in Fields().ListOf()
        select new Form("update INC-7", title, submit) { Intro = [.. intro], Fields = [new Field.Text("first", "First", 100), .. fields.Take(10).Index().Select(field => field.Item with { Id = $"f{field.Index}" })] };

    private static Gen<Field> Fields() =>
        from label in CardRendererTests.Texts()
        from hint in Gen.OneOf(Gen.Constant<string?>(null), CardRendererTests.Texts().Select(text => (string?)text))
        from most in Gen.Choose(1, Form.TextLength)
        from initial in CardRendererTests.Texts()
        from field in Gen.Elements<Field>(
            new Field.Text("x", label, most) { Initial = Core.Incidents.Words.Cut(initial, most), Hint = hint },
            new Field.Choice("x", label, [new Option("one", label), new Option("two", "Two")]) { Initial = "one", Hint = hint },
            new Field.Person("x", label) { Hint = hint },
            new Field.Date("x", label) { Initial = new DateOnly(2026, 12, 1) },
            new Field.Time("x", label) { Initial = new TimeOnly(2, 40) })
        select field;
}
