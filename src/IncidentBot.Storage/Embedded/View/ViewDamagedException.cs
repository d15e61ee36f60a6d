namespace IncidentBot.Storage.Embedded.View;

/// <summary>The view says something the journal does not. It is thrown away and built again; nobody is shown what it said.</summary>
internal sealed class ViewDamagedException(string what)
    : Exception($"The archive is damaged: {what}.");
