using System.Globalization;
using System.Text.Json;

namespace IncidentBot.Hooks;

/// <summary>A way through a JSON body: names and places in lists, <c>$.rule.name</c>, <c>checks[0].id</c>. No search and no filter, so it takes no time to speak of.</summary>
internal sealed class FieldPath
{
    private const int MostSteps = 16;
    private const int LongestName = 100;

    private readonly IReadOnlyList<(string? Name, int Place)> _steps;

    private FieldPath(IReadOnlyList<(string? Name, int Place)> steps) => _steps = steps;

    public static FieldPath Of(string name) => new([(name, 0)]);

    /// <summary>Null when the text is no path.</summary>
    public static FieldPath? TryParse(string text)
    {
        var left = text == "$" || text.StartsWith("$.", StringComparison.Ordinal) || text.StartsWith("$[", StringComparison.Ordinal) ? text[1..] : $".{text}";
        List<(string? Name, int Place)> steps = [];
        while (left.Length > 0)
        {
            if (Step(left) is not { } step || steps.Count == MostSteps)
            {
                return null;
            }

            steps.Add((step.Name, step.Place));
            left = left[step.Length..];
        }

        return steps.Count == 0 ? null : new FieldPath(steps);
    }

    /// <summary>What stands there; null where nothing does, or JSON's null.</summary>
    public JsonElement? In(JsonElement body)
    {
        foreach (var (name, place) in _steps)
        {
            if (name is not null)
            {
                if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty(name, out body))
                {
                    return null;
                }
            }
            else if (body.ValueKind != JsonValueKind.Array || place >= body.GetArrayLength())
            {
                return null;
            }
            else
            {
                body = body[place];
            }
        }

        return body.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : body;
    }

    public override string ToString() => string.Concat(_steps.Select(step => step.Name is { } name ? $".{name}" : string.Create(CultureInfo.InvariantCulture, $"[{step.Place}]")));

    private static (string? Name, int Place, int Length)? Step(string left)
    {
        if (left[0] == '.')
        {
            var end = left.AsSpan(1).IndexOfAny('.', '[') is >= 0 and var at ? at + 1 : left.Length;
            var name = left[1..end];
            return name.Length is > 0 and <= LongestName && name.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '-' or '@' or '/') ? (name, 0, end) : null;
        }

        var close = left.IndexOf(']', StringComparison.Ordinal);
        return left[0] == '[' && close > 1 && int.TryParse(left.AsSpan(1, close - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? (null, place, close + 1) : null;
    }
}
