using System.Text;

namespace IncidentBot.Core.PostMortems;

/// <summary>Text from people inside Markdown: shown as it was typed, and never markup, a link, HTML or a mention.</summary>
public static class Markdown
{
    private const string Special = "\\`*_{}[]()<>#+-!|~@&:";

    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            // A number with a dot at the beginning would be a list.
            var special = Special.Contains(text[i], StringComparison.Ordinal) || (text[i] == '.' && i > 0 && char.IsAsciiDigit(text[i - 1]));
            escaped.Append(special ? "\\" : "").Append(text[i]);
        }

        return escaped.ToString();
    }
}
