using IncidentBot.Core.Alerts.Thresholds;
using IncidentBot.Core.Playbooks;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Procedures.Settings;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Sla;
using IncidentBot.Storage.Embedded;

namespace IncidentBot.Configuration;

/// <summary>Rules of the options classes of other projects, which know nothing of how this one reports them.</summary>
internal static class OwnRules
{
    private const long LeastSegment = 4 * 1024;

    public static IEnumerable<SettingsProblem> Check(object options) => options switch
    {
        PeopleOptions people => people.Problems().Select(SettingsProblem.Sentence),
        SlaOptions sla => sla.Problems().Select(SettingsProblem.Sentence).Concat(Order(sla)),
        DeploymentWindowsOptions windows => windows.Problems().Select(SettingsProblem.Sentence),
        ThresholdsOptions thresholds => thresholds.Problems().Select(SettingsProblem.Sentence),
        LinksOptions links => links.Problems().Select(SettingsProblem.Sentence),
        ProceduresOptions procedures => procedures.Problems().Select(problem => new SettingsProblem(problem.Path, problem.Wrong, problem.Allowed)),
        WorkingHoursOptions hours => hours.Problems().Select(SettingsProblem.Sentence),
        EmbeddedStoreOptions storage => Storage(storage),
        _ => [],
    };

    /// <summary>One target set, the other left at its default: only together can they be judged.</summary>
    private static IEnumerable<SettingsProblem> Order(SlaOptions sla) => ProcedureBook.From(sla).Procedures
        .Where(procedure => procedure.Response > procedure.Resolution && !sla.Problems().Any())
        .Select(procedure => new SettingsProblem($"Sla:{procedure.Severity}:Response", "is longer than the target of the resolution", $"at most {procedure.Resolution}"));

    private static IEnumerable<SettingsProblem> Storage(EmbeddedStoreOptions storage)
    {
        if (string.IsNullOrWhiteSpace(storage.Path))
        {
            yield return new SettingsProblem("Storage:Path", "is empty", "a folder");
        }

        if (storage.SegmentBytes < LeastSegment)
        {
            yield return new SettingsProblem("Storage:SegmentBytes", "is too small", $"at least {LeastSegment} bytes");
        }

        if (storage.QueueLength is < 1 or > 1_000_000)
        {
            yield return new SettingsProblem("Storage:QueueLength", "is out of range", "1 to 1000000");
        }

        foreach (var (name, wait) in new[] { ("QueueWait", storage.QueueWait), ("ViewWait", storage.ViewWait) })
        {
            if (wait < TimeSpan.Zero || wait > TimeSpan.FromMinutes(1))
            {
                yield return new SettingsProblem($"Storage:{name}", "is out of range", "00:00:00 to 00:01:00");
            }
        }

        if (storage.ScanEvery < TimeSpan.FromMinutes(1) || storage.ScanEvery > TimeSpan.FromDays(31))
        {
            yield return new SettingsProblem("Storage:ScanEvery", "is out of range", "00:01:00 to 31.00:00:00");
        }

        if (storage.RefuseFreeBytes < 0 || storage.WarnFreeBytes < storage.RefuseFreeBytes)
        {
            yield return new SettingsProblem("Storage:WarnFreeBytes", "is below Storage:RefuseFreeBytes, or that one below zero", "0 <= RefuseFreeBytes <= WarnFreeBytes");
        }
    }
}
