namespace IncidentBot.Core.Verbs;

/// <summary>
/// Words of the chat vocabulary (product page) that this version does not understand yet. They are known all the same, so that nobody
/// declares an incident called "hypercare status"; a word leaves this list when its verb enters <see cref="VerbTable"/>.
/// </summary>
public static class NotYetWords
{
    private const string Rota = "`contacts` shows who is primary, secondary and Lead; who that is stands in the settings (People).";
    private const string Figures = "The figures of the incidents are not shown in a chat yet; whoever runs the bot gets them from its API (docs/api.md).";

    public static IReadOnlyList<NotYetWord> All { get; } =
    [
        new("oncall", Rota),
        new("shift", Rota),
        new("standup", "`list` shows what is open, `summary INC-7` tells one incident."),
        new("brief", "`list` shows what is open, `summary INC-7` tells one incident."),
        new("report", $"`list` shows what is open. {Figures}"),
        new("hypercare", $"Incidents work without it: `list` shows what is open. {Figures}"),
        new("metric", Figures),
        new("metrics", Figures),
    ];

    public static NotYetWord? Find(string word) => All.FirstOrDefault(known => string.Equals(known.Word, word, StringComparison.OrdinalIgnoreCase));
}

/// <param name="Instead">What helps today.</param>
public sealed record NotYetWord(string Word, string Instead);
