using IncidentBot.Core.Desk;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Tests.Support;
using IncidentBot.Core.Verbs;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Forms;

/// <summary>Every form of every verb fits what the strictest chat can show.</summary>
public sealed class FormLimitsTests
{
    private static readonly string[] Words = ["", "p2", "add", "edit", "stop", "5", "6", "7", "8", "9", "10"];

    [Fact]
    public async Task Every_form_fits_whatever_the_incident_is_and_wherever_it_stands()
    {
        var seen = 0;
        foreach (var past in new[] { An.Incident(), An.Incident().AcknowledgedBy(Anna), An.Incident().AcknowledgedBy(Anna).Fixed(), An.Incident().AcknowledgedBy(Anna).Fixed().Says("resolve it holds", Anna) })
        {
            var world = new World().With(past.Numbered(123456).P1());
            foreach (var line in VerbTable.All.SelectMany(verb => Words.Select(word => $"{verb.Name} INC-123456 {word}")).Append(""))
            {
                if (await world.Desk.PrepareAsync(new Inbound(Delivery(), Lena, World.Personal, new Input.Press(line)), default) is { Form: { } form })
                {
                    seen++;
                    Fits(form);
                }
            }
        }

        Assert.True(seen > 40, $"only {seen} forms were opened");
    }

    private static void Fits(Form form)
    {
        Assert.InRange(form.Title.Length, 1, 24);
        Assert.InRange(form.Submit.Length, 1, 24);
        Assert.InRange(form.Key.Length, 1, 200);
        Assert.Equal(form.Fields.Count, form.Fields.Select(field => field.Id).Distinct(StringComparer.Ordinal).Count());
        foreach (var field in form.Fields)
        {
            Assert.InRange(field.Label.Length, 1, 100);
            Assert.InRange(field.Hint?.Length ?? 0, 0, 150);
            switch (field)
            {
                case Field.Text text:
                    Assert.InRange(text.MaxLength, 1, Form.TextLength);
                    Assert.InRange(text.Initial?.Length ?? 0, 0, text.MaxLength);
                    break;

                case Field.Choice choice:
                    Assert.InRange(choice.Options.Count, 1, 100);
                    Assert.All(choice.Options, option => Assert.True(option is { Value.Length: > 0 and <= 75, Label.Length: > 0 and <= 75 }));
                    Assert.True(choice.Initial is null || choice.Options.Any(option => option.Value.Equals(choice.Initial, StringComparison.Ordinal)));
                    break;
            }
        }
    }
}
