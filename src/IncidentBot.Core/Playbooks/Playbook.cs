namespace IncidentBot.Core.Playbooks;

/// <summary>What a team knows about a kind of trouble, as a checklist: read from a Markdown file, every text of it plain.</summary>
/// <param name="Name">What people type: small letters, digits and dashes.</param>
/// <param name="Symptoms">Words and phrases that, in a title, make it worth suggesting.</param>
/// <param name="Alerts">Names of alert rules that do.</param>
public sealed record Playbook(string Name, string Title, IReadOnlyList<string> Symptoms, IReadOnlyList<string> Alerts, IReadOnlyList<PlaybookStep> Steps);

/// <summary>One line to tick off, with what helps to do it: commands, queries.</summary>
public sealed record PlaybookStep(string Words, string? Details);

/// <summary>A step as a task of an incident.</summary>
/// <param name="Number">Unique in the incident, never renumbered.</param>
public sealed record PlaybookTask(int Number, string Words, string? Details);

/// <summary>A playbook that runs in an incident, as it read when it was begun: editing the file changes no running incident.</summary>
public sealed record RunningPlaybook(string Name, string Title, IReadOnlyList<PlaybookTask> Tasks);
