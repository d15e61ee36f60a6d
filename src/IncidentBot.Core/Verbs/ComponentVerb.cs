using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Verbs;

/// <summary>How a part of the product is, for the status page and the availability figures.</summary>
public sealed class ComponentVerb : IncidentVerb
{
    private const int NameLength = 60;

    public override string Name => "component";

    public override string Usage => "component [INC-7] <name> <status>";

    public override string Help => "say how a part of the product is: operational, degraded, partial, major";

    public override bool IsFreeText => true;

    public override Decision Decide(Incident incident, VerbCall call)
    {
        var words = call.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length < 2 || ComponentWords.Read(words[^1]) is not { } status
            ? Decision.Refuse(words.Length == 0 ? "Which component, and how is it?" : "How is it?", $"`component {incident.Id} <name> <status>`; the status is one of {ComponentWords.Choices}.")
            : Decision.Accept($"{Named(words)} is recorded as {ComponentWords.Of(status)}.", new ComponentRated(Named(words), status));
    }

    private static string Named(string[] words) => Words.Cut(string.Join(' ', words[..^1]), NameLength);
}
