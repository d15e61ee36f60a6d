using System.Text;
using IncidentBot.Core.Store;
using IncidentBot.TestKit;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Store;

public sealed class ChainTests
{
    private static readonly IReadOnlyList<Recorded> Entries = An.Incident().P1().Fixed().WatchOver().Closed().History().Events;

    [Fact]
    public void An_untouched_timeline_proves_itself() => Assert.True(Holds(Entries));

    [Fact]
    public void A_changed_entry_is_found()
    {
        for (var i = 0; i < Entries.Count; i++)
        {
            var bytes = Entries[i].Bytes.ToArray();
            bytes[bytes.Length / 2] ^= 1;

            Assert.False(Holds([.. Entries.Take(i), new Recorded(bytes, Entries[i].Chain), .. Entries.Skip(i + 1)]));
        }
    }

    [Fact]
    public void A_dropped_entry_is_found_unless_it_is_the_last()
    {
        for (var i = 0; i < Entries.Count - 1; i++)
        {
            Assert.False(Holds([.. Entries.Take(i), .. Entries.Skip(i + 1)]));
        }
    }

    [Fact]
    public void Two_swapped_entries_are_found()
    {
        for (var i = 0; i < Entries.Count - 1; i++)
        {
            Assert.False(Holds([.. Entries.Take(i), Entries[i + 1], Entries[i], .. Entries.Skip(i + 2)]));
        }
    }

    [Fact]
    public void An_entry_that_was_hashed_anew_changes_every_hash_after_it()
    {
        var forged = Recorded.Of(new Core.Incidents.Noted("nothing happened"), Anna, Noon, Entries[0].Chain);

        Assert.False(Holds([Entries[0], forged, .. Entries.Skip(2)]));
    }

    [Fact]
    public void A_hash_is_written_and_read_as_text_and_as_bytes()
    {
        var hash = Chain.Start.Next("entry"u8);
        Span<byte> bytes = stackalloc byte[Chain.Size];
        hash.WriteTo(bytes);

        Assert.Equal(hash, Chain.Read(bytes));
        Assert.Equal(hash, Chain.Parse(hash.ToString()));
        Assert.Throws<FormatException>(() => Chain.Parse("ab"));
        Assert.Throws<FormatException>(() => Chain.Parse("not hex"));
    }

    /// <summary>SHA-256 of 32 zero bytes and the entry, as any other program would count it.</summary>
    [Fact]
    public void The_hash_is_plain_SHA_256() =>
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([.. new byte[Chain.Size], .. Encoding.UTF8.GetBytes("entry")])),
            Chain.Start.Next("entry"u8).ToString());

    private static bool Holds(IReadOnlyList<Recorded> entries)
    {
        var head = Chain.Start;
        foreach (var entry in entries)
        {
            if (!entry.Follows(head))
            {
                return false;
            }

            head = entry.Chain;
        }

        return true;
    }
}
