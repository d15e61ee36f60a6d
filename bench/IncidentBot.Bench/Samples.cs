namespace IncidentBot.Bench;

/// <summary>Latencies of one run.</summary>
internal sealed class Samples
{
    private readonly List<double> _milliseconds = [];

    public int Count => _milliseconds.Count;

    public void Add(TimeSpan took) => _milliseconds.Add(took.TotalMilliseconds);

    public void Add(Samples others) => _milliseconds.AddRange(others._milliseconds);

    /// <param name="share">0.5 for the median.</param>
    public TimeSpan At(double share)
    {
        _milliseconds.Sort();
        return TimeSpan.FromMilliseconds(_milliseconds[(int)((_milliseconds.Count - 1) * share)]);
    }
}
