using System.Globalization;

namespace IncidentBot.Core.Incidents;

/// <summary>The number people call an incident by: <c>INC-7</c>. Gaps are allowed, reuse is not.</summary>
public readonly record struct IncidentId(int Number) : IComparable<IncidentId>
{
    private const string Prefix = "INC-";

    public static bool TryParse(string? text, out IncidentId id)
    {
        id = default;
        if (text is null || !text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        if (!int.TryParse(text.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
        {
            return false;
        }

        id = new IncidentId(number);
        return true;
    }

    public int CompareTo(IncidentId other) => Number.CompareTo(other.Number);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Number}");

    public static bool operator <(IncidentId left, IncidentId right) => left.Number < right.Number;

    public static bool operator >(IncidentId left, IncidentId right) => left.Number > right.Number;

    public static bool operator <=(IncidentId left, IncidentId right) => left.Number <= right.Number;

    public static bool operator >=(IncidentId left, IncidentId right) => left.Number >= right.Number;
}
