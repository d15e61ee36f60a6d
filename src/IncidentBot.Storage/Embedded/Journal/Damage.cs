using System.Globalization;

namespace IncidentBot.Storage.Embedded.Journal;

/// <summary>The sentences for a journal that is not whole. History is never guessed and never cut.</summary>
internal static class Damage
{
    public const string Mend = "Nothing was changed. Copy the folder away and restore a backup into an empty one (incidentbot restore).";

    public static StoreException Is(string sentence) => new(sentence, Mend);

    public static StoreException At(int segment, long offset, string what) =>
        Is(string.Create(CultureInfo.InvariantCulture, $"The journal is damaged: segment {segment}, byte {offset}: {what}."));

    public static StoreException Newer(int segment, long offset, Exception why) => new(
        string.Create(CultureInfo.InvariantCulture, $"Segment {segment}, byte {offset} holds something this version does not know."),
        "It was written by a newer version of IncidentBot: start that one, or restore a backup made before the upgrade (incidentbot restore).",
        why);
}
