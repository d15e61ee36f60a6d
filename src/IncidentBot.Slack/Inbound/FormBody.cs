using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace IncidentBot.Slack.Inbound;

/// <summary>A form body as Slack posts it: every name once. One that says the same twice is not Slack's, and is not guessed at.</summary>
internal static class FormBody
{
    private const int MostFields = 64;

    public static IReadOnlyDictionary<string, string>? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            using var reader = new FormReader(Encoding.UTF8.GetString(body)) { ValueCountLimit = MostFields, ValueLengthLimit = int.MaxValue };
            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (name, values) in reader.ReadForm())
            {
                if (values is not [{ } value])
                {
                    return null;
                }

                // FormReader does not tell upper case from lower; Slack does.
                fields[name] = value;
            }

            return fields;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
