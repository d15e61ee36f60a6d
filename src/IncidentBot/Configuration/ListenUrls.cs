namespace IncidentBot.Configuration;

/// <summary>The addresses to listen on. Plain HTTP: encryption belongs to the proxy in front, which also has the certificate.</summary>
internal static class ListenUrls
{
    public static IReadOnlyList<string> Read(string text, List<SettingsProblem> problems)
    {
        var urls = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (urls.Length == 0 || !urls.All(IsPlainHttp))
        {
            problems.Add(new SettingsProblem(
                SettingsSection.Urls,
                "is no address to listen on",
                "http://localhost:5080 or http://0.0.0.0:8080, several separated by semicolons; for https put a proxy in front"));
        }

        return urls;
    }

    private static bool IsPlainHttp(string url) =>
        Uri.TryCreate(url.Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://+", "://localhost", StringComparison.Ordinal), UriKind.Absolute, out var address)
        && string.Equals(address.Scheme, Uri.UriSchemeHttp, StringComparison.Ordinal)
        && address.AbsolutePath is "/";
}
