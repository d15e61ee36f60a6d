namespace IncidentBot.TestKit;

/// <summary>Where sentences about incidents begin: <c>An.Incident().P1().AcknowledgedBy(Some.Anna)</c>.</summary>
public static class An
{
    public static IncidentBuilder Incident() => new();
}
