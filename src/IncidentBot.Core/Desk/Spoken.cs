using System.Globalization;
using System.Text;

namespace IncidentBot.Core.Desk;

/// <summary>A time that stands in an answer.</summary>
/// <param name="Words">As the text has it, in the team's zone: "03:02 Europe/Berlin". A chat that can show it by the reader's own clock puts that in its place.</param>
public sealed record TimeSaid(string Words, DateTimeOffset At);

/// <summary>
/// Answers are sentences put together from sentences. A time travels in them between signs that no text of people keeps
/// (<see cref="Incidents.Words.Clean"/>), and is taken out where the sentence becomes an answer: its words stay, and its moment goes beside it.
/// </summary>
internal static class Spoken
{
    private const char Begin = '\u0002';
    private const char Middle = '\u0003';
    private const char End = '\u0004';

    public static string At(DateTimeOffset at, string words) => $"{Begin}{at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}{Middle}{words}{End}";

    public static (string Text, IReadOnlyList<TimeSaid> Times) Of(string spoken)
    {
        if (!spoken.Contains(Begin, StringComparison.Ordinal))
        {
            return (spoken, []);
        }

        var text = new StringBuilder(spoken.Length);
        List<TimeSaid> times = [];
        var rest = spoken.AsSpan();
        while (rest.IndexOf(Begin) is >= 0 and var begin && rest[begin..].IndexOf(Middle) is > 0 and var middle && rest[begin..].IndexOf(End) is var end && end > middle)
        {
            var seconds = rest.Slice(begin + 1, middle - 1);
            var words = rest.Slice(begin + middle + 1, end - middle - 1);
            text.Append(rest[..begin]).Append(words);
            times.Add(new TimeSaid(words.ToString(), DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds, CultureInfo.InvariantCulture))));
            rest = rest[(begin + end + 1)..];
        }

        return (text.Append(rest).ToString(), [.. times.Distinct()]);
    }
}
