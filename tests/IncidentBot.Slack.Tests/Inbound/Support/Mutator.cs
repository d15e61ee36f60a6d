using System.Text;

namespace IncidentBot.Slack.Tests.Inbound.Support;

/// <summary>Spoils bytes in the ways that programs and people do: seeded, so that what it found can be found again.</summary>
internal sealed class Mutator(int seed)
{
    private static readonly byte[][] Odd =
    [
        .. new[]
        {
            "\"", "{", "}", "[", "]", ":", ",", "\\", "\\u0000", "\\ud800", "\\udc00\\ud800", "null", "true", "-1", "1e999", "99999999999999999999", "\"\"", "{}", "[]", "[[[[[[[[", "{\"a\":",
            "&", "=", "%", "%00", "%zz", "%ff%fe", "+", "&payload=", "&user_id=U1", "&ssl_check=1", "<@U1>", "<!channel>", "<", ">", "|", "\r\n", "\0", "p1", "break-glass ", "INC-99999999999", "private ", "update INC-1 public: ",
            new string('x', 300), new string('9', 400),
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF, 0xFE], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x94],
    ];

    private readonly Random _chance = new(seed);

    public int Next(int below) => _chance.Next(below);

    public byte[] Spoil(byte[] body, byte[] other)
    {
        var bytes = new List<byte>(body);
        for (var changes = 1 + _chance.Next(4); changes > 0; changes--)
        {
            var at = _chance.Next(bytes.Count + 1);
            var length = Math.Min(_chance.Next(1, 40), bytes.Count - at);
            switch (_chance.Next(8))
            {
                case 0 when bytes.Count > 0:
                    bytes[_chance.Next(bytes.Count)] ^= (byte)(1 << _chance.Next(8));
                    break;

                case 1:
                    bytes.RemoveRange(at, length);
                    break;

                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;

                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;

                case 4:
                    bytes.InsertRange(at, other.AsSpan(_chance.Next(other.Length)).ToArray().Take(200));
                    break;

                case 5:
                    bytes.RemoveRange(at, length);
                    bytes.InsertRange(at, Odd[_chance.Next(Odd.Length)]);
                    break;

                default:
                    bytes.InsertRange(at, Odd[_chance.Next(Odd.Length)]);
                    break;
            }
        }

        return [.. bytes];
    }
}
