using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Desk;

/// <summary>Several incidents named where one is meant: "ack INC-3 INC-4", "merge INC-3 INC-4 INC-5".</summary>
internal static class NamedIds
{
    /// <summary>Words between ids that say nothing themselves.</summary>
    private static readonly string[] Glue = ["and", "&", "+", "too", "also", "please", "into"];

    /// <summary>All ids of a text that holds nothing else; empty where it has other words, for then an id in it is part of what somebody says.</summary>
    public static IReadOnlyList<IncidentId> Of(string text)
    {
        List<IncidentId> ids = [];
        foreach (var word in text.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (IncidentId.TryParse(word.TrimEnd('.', '!'), out var id))
            {
                ids.Add(id);
            }
            else if (!Glue.Contains(word, StringComparer.OrdinalIgnoreCase))
            {
                return [];
            }
        }

        return [.. ids.Distinct()];
    }

    /// <summary>"INC-3, INC-4 and INC-5".</summary>
    public static string Words(IReadOnlyList<IncidentId> ids) => ids.Count < 2 ? string.Concat(ids) : $"{string.Join(", ", ids.SkipLast(1))} and {ids[^1]}";
}
