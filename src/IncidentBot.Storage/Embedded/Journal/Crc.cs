using System.Buffers.Binary;
using System.Numerics;

namespace IncidentBot.Storage.Embedded.Journal;

/// <summary>CRC-32C with the usual inverted start and end; the processor's own instruction computes it.</summary>
internal static class Crc
{
    public const uint Start = uint.MaxValue;

    public static uint Of(ReadOnlySpan<byte> bytes) => End(Add(Start, bytes));

    /// <summary>Continues a running value; <see cref="End"/> turns it into the checksum.</summary>
    public static uint Add(uint running, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            running = BitOperations.Crc32C(running, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var one in bytes)
        {
            running = BitOperations.Crc32C(running, one);
        }

        return running;
    }

    public static uint End(uint running) => ~running;
}
