using System.Collections.Frozen;
using System.ComponentModel.DataAnnotations;
using IncidentBot.Core.Alerts;

namespace IncidentBot.Configuration;

/// <summary>Who may send alerts, and what is made of them. Section <c>Alerts</c>.</summary>
internal sealed class AlertsOptions : IValidatableObject
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>The programs that send alerts, each with a key of its own. Without any the hooks answer 401 to everybody.</summary>
    public IReadOnlyList<AlertSourceOptions> Sources { get; init; } = [];

    /// <summary>What severity words mean, before the table of docs/alerts.md is asked: word → Red, Orange, Yellow or Note.</summary>
    public IReadOnlyDictionary<string, AlertClass> Severities { get; init; } = new Dictionary<string, AlertClass>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Alerts of one service join its open incident for this long after the newest of them.</summary>
    /// <value>30 minutes.</value>
    public TimeSpan JoinsFor { get; init; } = AlertSettings.Default.JoinsFor;

    /// <summary>An investigation task is due this long after its alert; then the Lead is told.</summary>
    /// <value>30 minutes.</value>
    public TimeSpan TaskDue { get; init; } = AlertSettings.Default.TaskDue;

    /// <summary>Whoever is on shift is reminded of an unclaimed task after this.</summary>
    /// <value>20 minutes.</value>
    public TimeSpan TaskReminder { get; init; } = AlertSettings.Default.TaskReminder;

    /// <summary>Repeats join a task that was closed as accepted or known for this long.</summary>
    /// <value>24 hours.</value>
    public TimeSpan TaskRepeats { get; init; } = AlertSettings.Default.TaskRepeats;

    public AlertSettings ToSettings() => new()
    {
        JoinsFor = JoinsFor,
        TaskDue = TaskDue,
        TaskReminder = TaskReminder,
        TaskRepeats = TaskRepeats,
        Words = Severities.ToFrozenDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase),
    };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, length) in new[] { (nameof(JoinsFor), JoinsFor), (nameof(TaskDue), TaskDue), (nameof(TaskReminder), TaskReminder), (nameof(TaskRepeats), TaskRepeats) })
        {
            if (length <= TimeSpan.Zero || length > Longest)
            {
                yield return new ValidationResult("is out of range. Allowed: more than nothing, at most seven days", [name]);
            }
        }

        if (TaskReminder >= TaskDue)
        {
            yield return new ValidationResult($"is not before {nameof(TaskDue)}", [nameof(TaskReminder)]);
        }

        foreach (var group in Sources.GroupBy(source => source.Name, StringComparer.Ordinal).Where(group => group.Count() > 1 && group.Key.Length > 0))
        {
            yield return new ValidationResult("has the same Name twice", [nameof(Sources)]);
        }

        foreach (var group in Sources.Where(source => !source.Key.IsEmpty).GroupBy(source => source.Key.Reveal(), StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return new ValidationResult($"gives the same Key to {string.Join(" and ", group.Select(source => source.Name))}; a PagerDuty event is told by its key alone", [nameof(Sources)]);
        }
    }
}
