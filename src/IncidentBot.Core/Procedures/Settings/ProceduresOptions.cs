using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Procedures.Settings;

/// <summary>
/// Section <c>Procedures</c>: what a team does otherwise than the guide. What is not set stays as it is shipped; incidents that run keep the
/// procedure they were declared with.
/// </summary>
public sealed class ProceduresOptions
{
    public const string Section = "Procedures";

    public CalledProcedureOptions P1 { get; init; } = new();

    public CalledProcedureOptions P2 { get; init; } = new();

    /// <summary>Nobody is called for a P3, so it has neither ladder nor reminders for updates.</summary>
    public QuietProcedureOptions P3 { get; init; } = new();

    /// <summary>Every problem at once; empty when all is well.</summary>
    public IReadOnlyList<ProcedureProblem> Problems()
    {
        List<ProcedureProblem> problems = [];
        foreach (var shipped in GuideProcedures.All)
        {
            Apply(shipped, problems);
        }

        return problems;
    }

    /// <summary>The shipped procedure with what the team changed; what is wrong about that goes to <paramref name="problems"/>.</summary>
    internal Procedure Apply(Procedure shipped, List<ProcedureProblem> problems)
    {
        var path = $"{Section}:{shipped.Severity}";
        return shipped.Severity switch
        {
            Severity.P1 => CallPlan.Apply(StepPlan.Apply(shipped, P1, path, problems), P1, path, problems),
            Severity.P2 => CallPlan.Apply(StepPlan.Apply(shipped, P2, path, problems), P2, path, problems),
            Severity.P3 => StepPlan.Apply(shipped, P3, path, problems),
            _ => shipped,
        };
    }
}

/// <summary>One procedure's changes.</summary>
public abstract class ProcedureOptions
{
    /// <summary>By name as shipped: what is different about a step. Any other name is a step of the team's own.</summary>
    public IDictionary<string, StepOptions> Steps { get; init; } = new Dictionary<string, StepOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>A pause of the resolution clock ends by itself after this. Default: P1 30 min, P2 4 h, P3 with the next working day.</summary>
    public TimeSpan? PauseLapses { get; set; }
}

/// <summary>The changes of a procedure that calls nobody.</summary>
public sealed class QuietProcedureOptions : ProcedureOptions;

/// <summary>The changes of a procedure that calls people.</summary>
public sealed class CalledProcedureOptions : ProcedureOptions
{
    /// <summary>Who is called while nobody acknowledges, in place of the shipped ladder; the first rung is called with the declaration.</summary>
    public IReadOnlyList<RungOptions>? Ladder { get; init; }

    /// <summary>After the last rung it is called again this often; 00:00:00 = not again.</summary>
    public TimeSpan? LadderRepeats { get; set; }

    /// <summary>How often people are asked for an update.</summary>
    public CadenceOptions Updates { get; init; } = new();
}

/// <summary>One rung of a ladder.</summary>
public sealed class RungOptions
{
    /// <summary>Since the declaration, or the raise.</summary>
    public TimeSpan After { get; set; }

    public Called Call { get; set; }

    /// <summary>False: told in the chat only, nobody is woken.</summary>
    public bool Pages { get; set; } = true;
}

/// <summary>How often people are asked for an update.</summary>
public sealed class CadenceOptions
{
    /// <summary>At first.</summary>
    public TimeSpan? Every { get; set; }

    /// <summary>Later.</summary>
    public TimeSpan? LaterEvery { get; set; }

    /// <summary>When "later" begins, since the declaration.</summary>
    public TimeSpan? LaterAfter { get; set; }
}

/// <summary>One thing wrong with the section. Names the place, what is wrong as the rest of a sentence, and what is allowed.</summary>
public sealed record ProcedureProblem(string Path, string Wrong, string? Allowed = null);
