namespace IncidentBot.Core.Store;

/// <summary>A fact, in the past tense. Actor and time stand in the entry that records it (<see cref="Recorded"/>).</summary>
public interface IEvent;
