using IncidentBot.Simulation.Record;

namespace IncidentBot.Simulation.Promises;

/// <summary>One thing the product promises, whatever happens around it, and how a record is searched for the contrary.</summary>
/// <param name="Number">As in the documentation of the simulation.</param>
/// <param name="Broken">A sentence for every time the record shows the promise broken.</param>
public sealed record Promise(int Number, string Name, string Sentence, Func<RunRecord, IEnumerable<string>> Broken);

/// <summary>A promise that was not kept.</summary>
public sealed record BrokenPromise(int Number, string Name, string What)
{
    public override string ToString() => $"{Number} {Name}: {What}";
}
