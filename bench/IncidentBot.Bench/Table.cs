using System.Globalization;

namespace IncidentBot.Bench;

/// <summary>Prints a Markdown table, so that a run can be pasted into docs/performance.md as it is.</summary>
internal sealed class Table(string title, params string[] columns)
{
    private bool _begun;

    public void Row(params object[] cells)
    {
        if (!_begun)
        {
            _begun = true;
            Console.WriteLine();
            Console.WriteLine($"### {title}");
            Console.WriteLine();
            Console.WriteLine($"| {string.Join(" | ", columns)} |");
            Console.WriteLine($"| {string.Join(" | ", columns.Select(_ => "---"))} |");
        }

        Console.WriteLine($"| {string.Join(" | ", cells.Select(Words))} |");
    }

    private static string Words(object cell) => cell switch
    {
        double number => number.ToString(number >= 100 ? "#,0" : "0.0##", CultureInfo.InvariantCulture),
        int or long => string.Create(CultureInfo.InvariantCulture, $"{cell:#,0}"),
        TimeSpan span => span.TotalMilliseconds.ToString(span.TotalMilliseconds >= 100 ? "#,0" : "0.00", CultureInfo.InvariantCulture) + " ms",
        _ => cell.ToString() ?? "",
    };
}
