using IncidentBot.Core.Desk;
using IncidentBot.Core.Forms;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;

namespace IncidentBot.Core.Verbs;

/// <summary>How a part of the product is, for the status page and the availability figures.</summary>
public sealed class ComponentVerb : IncidentVerb
{
    private const int NameLength = 60;

    public override string Name => "component";

    public override string Usage => "component [INC-7] <name> <status>";

    public override string Help => "say how a part of the product is: operational, degraded, partial, major";

    public override bool IsFreeText => true;

    public override FormKind? Asks(Incident incident, VerbCall call) => call.Text.Length == 0
        ? new LineForm("component", "Save", new Field.Text("name", "Which component?", NameLength), new Field.Choice("status", "How is it?", [.. Enum.GetValues<ComponentStatus>().Select(ComponentWords.Of).Select(status => new Option(status, status))]))
        : null;

    public override Decision Decide(Incident incident, VerbCall call)
    {
        var words = call.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (name, status) = Read(words, 2) is { Status: not null } two ? two : Read(words, 1);
        return status is { } rated
            ? Decision.Accept($"{name} is recorded as {ComponentWords.Of(rated)}.", new ComponentRated(name, rated))
            : Decision.Refuse(words.Length == 0 ? "Which component, and how is it?" : "How is it?", $"`component {incident.Id} <name> <status>`; the status is one of {ComponentWords.Choices}.");
    }

    /// <summary>The last <paramref name="count"/> words as a status ("partial outage"), what stands before them as the name.</summary>
    private static (string Name, ComponentStatus? Status) Read(string[] words, int count) => words.Length > count
        ? (Words.Cut(string.Join(' ', words[..^count]), NameLength), ComponentWords.Read(string.Join(' ', words[^count..])))
        : ("", null);
}
