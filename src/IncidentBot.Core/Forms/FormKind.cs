using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Roster;

namespace IncidentBot.Core.Forms;

/// <summary>
/// What a verb asks for when its words are missing. A filled form becomes the lines that somebody would have typed, and those take the road of
/// every other line: a form can do nothing that a verb cannot.
/// </summary>
public abstract class FormKind
{
    public abstract Form Draw(FormCall call);

    /// <summary>The lines that the answers stand for, in order. The answers are known to fit the fields of <see cref="Draw"/>; what was left empty is not among them.</summary>
    public abstract IReadOnlyList<FormLine> Lines(FormCall call, IReadOnlyDictionary<string, string> filled);

    /// <summary>What is shown next, made of the answer to the last line; null = the form closes.</summary>
    public virtual Form? Then(FormCall call, Answer answer) => null;

    /// <summary>"INC-7: update", in the few characters that the title of a form has.</summary>
    internal static string TitleOf(FormCall call, string what) => call.Incident is { } incident ? $"{incident.Id}: {what}" : what;
}

/// <summary>What a form is about.</summary>
/// <param name="Key">The line that asked for it, complete with the incident's id.</param>
/// <param name="Incident">Null for a declaration.</param>
public sealed record FormCall(string Key, Incident? Incident, DateTimeOffset Now, PeopleRoster Roster);

/// <summary>A typed line, and the field that is marked when it is refused.</summary>
public sealed record FormLine(string Line, string Field)
{
    /// <summary>Stands where the id of the incident belongs that the line before declared.</summary>
    public const string Declared = "\u0001";

    /// <param name="incident">That the line before was about.</param>
    public string About(IncidentId? incident) => incident is { } id && Line.IndexOf(Declared, StringComparison.Ordinal) is >= 0 and var at ? $"{Line[..at]}{id}{Line[(at + Declared.Length)..]}" : Line;
}
