namespace IncidentBot.Tests;

/// <summary>A folder of this test alone, gone afterwards.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("incidentbot-host-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
