namespace IncidentBot.Storage.Embedded;

/// <summary>How far a long piece of work has come.</summary>
/// <param name="What">What is being done, for people: <c>reading segment 3</c>.</param>
/// <param name="Done">In the unit of <paramref name="Total"/>.</param>
/// <param name="Total">0 when it is not known.</param>
public readonly record struct StoreProgress(string What, long Done, long Total)
{
    public int Percent => Total <= 0 ? 100 : (int)(Math.Min(Done, Total) * 100 / Total);
}
