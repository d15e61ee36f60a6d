using System.Globalization;
using System.Text;
using System.Text.Json;
using IncidentBot.Core.Settings;
using IncidentBot.Slack.Inbound;
using IncidentBot.Slack.Tests.Inbound.Support;
using Microsoft.Extensions.Primitives;

namespace IncidentBot.Slack.Tests.Inbound;

public sealed class SigningTests
{
    private static readonly DateTimeOffset Now = SlackDriver.Now;

    public static TheoryData<string, string, string, byte[]> Vectors
    {
        get
        {
            var data = new TheoryData<string, string, string, byte[]>();
            using var json = JsonDocument.Parse(Payloads.Bytes("signing-vectors.json"));
            foreach (var vector in json.RootElement.GetProperty("vectors").EnumerateArray())
            {
                var body = vector.TryGetProperty("body_file", out var file) ? Payloads.Bytes(file.GetString()!) : Encoding.UTF8.GetBytes(vector.GetProperty("body_utf8").GetString()!);
                data.Add(vector.GetProperty("name").GetString()!, vector.GetProperty("timestamp").GetString()!, vector.GetProperty("signature").GetString()!, body);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void What_Slack_signed_is_good_and_with_one_byte_changed_it_is_not(string name, string timestamp, string signature, byte[] body)
    {
        Assert.NotEmpty(name);
        Assert.True(IsGood(timestamp, signature, body));
        Assert.False(IsGood(timestamp, signature, [.. body, (byte)' ']));
        Assert.False(IsGood("1790000001", signature, body));
        Assert.False(IsGood(timestamp, signature, body, "another-secret-that-is-long"));
    }

    [Fact]
    public void A_signature_over_the_same_words_written_in_another_way_is_not_good()
    {
        var body = "text=a%20b"u8.ToArray();
        var signature = SlackDriver.Sign(SlackDriver.Secret, "1790000000", body);

        Assert.True(IsGood("1790000000", signature, body));
        Assert.False(IsGood("1790000000", signature, "text=a+b"u8.ToArray()));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(300, true)]
    [InlineData(-300, true)]
    [InlineData(301, false)]
    [InlineData(-301, false)]
    [InlineData(86400, false)]
    public void The_clock_may_differ_by_five_minutes_either_way(int seconds, bool good)
    {
        var timestamp = Now.AddSeconds(-seconds).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

        Assert.Equal(good, IsGood(timestamp, SlackDriver.Sign(SlackDriver.Secret, timestamp, []), []));
    }

    public static TheoryData<string, StringValues, StringValues> Malformed { get; } = Cases();

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Headers_that_are_not_as_Slack_writes_them_are_not_looked_at_further(string why, StringValues timestamps, StringValues signatures)
    {
        Assert.NotEmpty(why);

        // Hex in upper case has the right shape, and is then not the same text.
        Assert.True(Signing.Read(timestamps, signatures, Now) is not { } claim || !new Signing([new Secret(SlackDriver.Secret)]).IsGood(claim, []));
    }

    [Fact]
    public void During_a_change_both_secrets_count_and_afterwards_only_the_new_one()
    {
        const string Old = "fedcba9876543210fedcba9876543210";
        var signature = SlackDriver.Sign(Old, "1790000000", []);

        Assert.True(new Signing([new Secret(SlackDriver.Secret), new Secret(Old)]).IsGood(Signing.Read("1790000000", signature, Now)!, []));
        Assert.False(new Signing([new Secret(SlackDriver.Secret)]).IsGood(Signing.Read("1790000000", signature, Now)!, []));
    }

    [Fact]
    public void With_no_secret_nothing_is_good() =>
        Assert.False(new Signing([]).IsGood(Signing.Read("1790000000", SlackDriver.Sign("", "1790000000", []), Now)!, []));

    private static bool IsGood(string timestamp, string signature, byte[] body, string secret = SlackDriver.Secret) =>
        Signing.Read(timestamp, signature, Now) is { } claim && new Signing([new Secret(secret)]).IsGood(claim, body);

    private static TheoryData<string, StringValues, StringValues> Cases()
    {
        const string Moment = "1790000000";
        var good = SlackDriver.Sign(SlackDriver.Secret, Moment, []);
        return new()
        {
            { "no moment", default, good },
            { "no signature", Moment, default },
            { "neither", default, default },
            { "two moments", new StringValues([Moment, Moment]), good },
            { "two signatures", Moment, new StringValues([good, good]) },
            { "empty moment", "", good },
            { "a moment with a sign", "+1790000000", good },
            { "a moment with blanks", " 1790000000", good },
            { "a moment with a fraction", "1790000000.0", good },
            { "a moment in hex", "0x6AB13A80", good },
            { "a moment far too long", new string('9', 400), good },
            { "another version", Moment, $"v1={good[3..]}" },
            { "no version", Moment, good[3..] },
            { "upper case", Moment, $"v0={good[3..].ToUpperInvariant()}" },
            { "cut", Moment, good[..^1] },
            { "longer", Moment, $"{good}0" },
            { "not ASCII", Moment, $"v0={new string('é', 64)}" },
        };
    }
}
