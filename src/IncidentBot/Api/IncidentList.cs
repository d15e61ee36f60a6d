using IncidentBot.Core.Store;

namespace IncidentBot.Api;

/// <summary>Incidents, newest first.</summary>
/// <param name="Next">The <c>before</c> of the next page; absent at the end.</param>
/// <param name="Behind">How many changes the list may lack just now; zero when it is up to date.</param>
internal sealed record IncidentList(IReadOnlyList<IncidentSummary> Incidents, long? Next, long Behind);

/// <summary>One incident: its summary, what people see of it, what it waits for, and the head of its timeline.</summary>
internal sealed record IncidentDetail(IncidentSummary Incident, long Entries, string Chain, IReadOnlyList<PlannedTimer> Timers, IncidentState State);

/// <summary>Entries of a timeline, oldest first.</summary>
/// <param name="Next">The <c>after</c> of the next page; absent at the end.</param>
internal sealed record TimelinePage(string Incident, IReadOnlyList<TimelineEntry> Entries, long? Next, long Behind);

/// <summary>One entry, numbered from 1.</summary>
/// <param name="Type">The kind of event, a fixed word.</param>
/// <param name="What">What happened, in words.</param>
/// <param name="Chain">SHA-256 over the entry and everything before it.</param>
internal sealed record TimelineEntry(long Number, DateTimeOffset At, string By, string ByName, string Type, string What, string Chain);
