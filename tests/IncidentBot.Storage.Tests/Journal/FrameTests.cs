using System.Text;
using IncidentBot.Storage.Embedded.Journal;
using Xunit;

namespace IncidentBot.Storage.Tests.Journal;

/// <summary>The journal's smallest piece.</summary>
public sealed class FrameTests
{
    [Fact]
    public void The_checksum_is_the_standard_one() => Assert.Equal(0xE3069283u, Crc.Of("123456789"u8));

    [Fact]
    public void A_checksum_in_pieces_is_the_checksum_of_the_whole()
    {
        var bytes = Encoding.UTF8.GetBytes(new string('x', 1001));
        for (var cut = 0; cut < 20; cut++)
        {
            Assert.Equal(Crc.Of(bytes), Crc.End(Crc.Add(Crc.Add(Crc.Start, bytes.AsSpan(0, cut)), bytes.AsSpan(cut))));
        }
    }

    [Fact]
    public void Every_flipped_bit_is_noticed()
    {
        var writer = new FrameWriter();
        writer.Begin();
        writer.Add("""{"some":"record"}"""u8);
        var frame = writer.End(FrameKind.Group, 7).ToArray();
        Assert.True(Frame.TryRead(frame, out var read));
        Assert.Equal((FrameKind.Group, 7L, 1), (read.Kind, read.FirstSequence, read.Count));

        for (var bit = 0; bit < frame.Length * 8; bit++)
        {
            frame[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Frame.PayloadLength(frame) == frame.Length - Frame.HeaderBytes && Frame.TryRead(frame, out _), $"bit {bit}");
            frame[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void A_payload_never_looks_like_a_frame() => Assert.Contains((byte)0, Frame.Magic.ToArray());
}
