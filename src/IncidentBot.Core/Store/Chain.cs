using System.Buffers.Binary;
using System.Security.Cryptography;

namespace IncidentBot.Core.Store;

/// <summary>
/// The hash that ties a timeline entry to everything before it: SHA-256 of the previous hash and the entry's bytes. Whoever changes,
/// drops or swaps an entry changes every hash after it.
/// </summary>
public readonly record struct Chain(ulong A, ulong B, ulong C, ulong D)
{
    public const int Size = 32;

    /// <summary>What the first entry of a stream is chained to.</summary>
    public static Chain Start => default;

    public Chain Next(ReadOnlySpan<byte> entry)
    {
        Span<byte> hash = stackalloc byte[Size];
        Span<byte> previous = stackalloc byte[Size];
        WriteTo(previous);
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(previous);
        sha.AppendData(entry);
        sha.GetHashAndReset(hash);
        return Read(hash);
    }

    public static Chain Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64BigEndian(bytes),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]));

    public void WriteTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, A);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], B);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], C);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[24..], D);
    }

    /// <exception cref="FormatException">The text is not 64 hexadecimal digits.</exception>
    public static Chain Parse(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        return bytes.Length == Size ? Read(bytes) : throw new FormatException("A chain hash has 64 hexadecimal digits.");
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        WriteTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
