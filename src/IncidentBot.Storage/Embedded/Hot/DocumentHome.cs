namespace IncidentBot.Storage.Embedded.Hot;

/// <summary>
/// Which stream a document goes with: the second part of its key, when that is the name of a stream
/// (<c>message/INC-7/card@slack</c>). It leaves memory and comes back together with it.
/// </summary>
internal static class DocumentHome
{
    public static string? Of(string key)
    {
        var start = key.IndexOf('/', StringComparison.Ordinal) + 1;
        if (start == 0)
        {
            return null;
        }

        var end = key.IndexOf('/', start);
        return end < 0 ? null : key[start..end];
    }

    /// <summary>A loose one comes first: it was written while its stream was away, and is newer than what came back with the stream.</summary>
    public static byte[]? Find(string key, Func<string, LiveStream?> live, Func<string, byte[]?> loose) =>
        loose(key) ?? (Of(key) is { } home ? live(home)?.Documents.GetValueOrDefault(key) : null);
}
