namespace IncidentBot.Storage.Embedded;

/// <summary>The store cannot be opened, read or copied. Says what is wrong and what a person can do about it.</summary>
public sealed class StoreException(string sentence, string mend, Exception? inner = null)
    : Exception($"{sentence} {mend}", inner)
{
    /// <summary>What is wrong.</summary>
    public string Sentence { get; } = sentence;

    /// <summary>What to do about it.</summary>
    public string Mend { get; } = mend;
}
