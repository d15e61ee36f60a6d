using System.Globalization;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;

namespace IncidentBot.Core.Forms;

/// <summary>Do the answers fit the questions? What a chat checked already is checked again: whoever sends a form can send anything.</summary>
internal static class FieldCheck
{
    /// <summary>The answers without what is empty or was never asked, and a sentence for each field that does not fit.</summary>
    public static (IReadOnlyDictionary<string, string> Filled, IReadOnlyDictionary<string, string> Mistakes) Of(Form form, IReadOnlyDictionary<string, string> answers)
    {
        var filled = new Dictionary<string, string>(StringComparer.Ordinal);
        var mistakes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in form.Fields)
        {
            var answer = answers.TryGetValue(field.Id, out var given) ? Words.Clean(given) : "";
            if (answer.Length == 0)
            {
                if (!field.Optional)
                {
                    mistakes.Add(field.Id, "Please fill this in.");
                }
            }
            else if (Mistake(field, answer) is { } mistake)
            {
                mistakes.Add(field.Id, mistake);
            }
            else
            {
                filled.Add(field.Id, answer);
            }
        }

        return (filled, mistakes);
    }

    private static string? Mistake(Field field, string answer) => field switch
    {
        Field.Text text when answer.Length > text.MaxLength => $"That is {answer.Length} characters; {text.MaxLength} fit.",
        Field.Choice choice when !choice.Options.Any(option => string.Equals(option.Value, answer, StringComparison.Ordinal)) => "Please choose one of these.",
        Field.Person when answer.Contains(' ', StringComparison.Ordinal) => "Please choose one person.",
        Field.Date when !DateOnly.TryParseExact(answer, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => "Please choose a day.",
        Field.Time when !TimeOnly.TryParseExact(answer, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => "Please choose a time, such as 02:40.",
        _ => null,
    };
}
