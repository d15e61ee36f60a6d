using IncidentBot.Core.Doctor;

namespace IncidentBot.Doctor;

/// <summary>Everything the doctor looked at, in order.</summary>
internal sealed record Report(IReadOnlyList<Finding> Findings)
{
    public bool HasProblem => Findings.Any(finding => finding.Level == Level.Problem);
}
