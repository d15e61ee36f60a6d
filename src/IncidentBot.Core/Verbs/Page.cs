using System.Globalization;
using IncidentBot.Core.Messages;

namespace IncidentBot.Core.Verbs;

/// <summary>One page of a long list: <c>list 2</c>, <c>timeline INC-7 2</c>. Beyond the last one the last is shown.</summary>
/// <param name="Number">From 1.</param>
internal sealed record Page<T>(IReadOnlyList<T> All, int Number, int Size)
{
    /// <param name="text">What was typed; its last word may be the page's number.</param>
    public static Page<T> Of(IReadOnlyList<T> all, string text, int size) =>
        new(all, Math.Clamp(int.TryParse(text.Split(' ')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1, 1, Math.Max(1, (all.Count + size - 1) / size)), size);

    public IEnumerable<T> Items => All.Skip(Before).Take(Size);

    /// <summary>How many stand on the pages before.</summary>
    public int Before => (Number - 1) * Size;

    /// <summary>How many stand on the pages after.</summary>
    public int After => Math.Max(0, All.Count - Before - Size);

    /// <summary>"21 to 36".</summary>
    public string Range => string.Create(CultureInfo.InvariantCulture, $"{Before + 1} to {All.Count - After}");

    /// <summary>The way on; nothing on the last page.</summary>
    /// <param name="line">Shows the first page.</param>
    public IReadOnlyList<Button> Next(string label, string line) => After == 0 ? [] : [new Button(label, string.Create(CultureInfo.InvariantCulture, $"{line} {Number + 1}"))];
}
