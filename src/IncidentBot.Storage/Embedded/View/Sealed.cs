using System.Text;
using IncidentBot.Storage.Embedded.Journal;
using LiteDB;

namespace IncidentBot.Storage.Embedded.View;

/// <summary>How everything lies in the view: search fields, the value itself in one binary field, and a checksum of id and value.</summary>
internal static class Sealed
{
    public const string Value = "b";

    private const string Checksum = "c";

    public static BsonDocument Of(BsonValue id, byte[] value) => new()
    {
        ["_id"] = id,
        [Value] = value,
        [Checksum] = (long)ChecksumOf(id, value),
    };

    /// <exception cref="ViewDamagedException">The value is not what was put there.</exception>
    public static byte[] Open(BsonDocument document)
    {
        var id = document["_id"];
        if (document[Value] is { IsBinary: true } value && document[Checksum] is { IsInt64: true } checksum && checksum.AsInt64 == ChecksumOf(id, value.AsBinary))
        {
            return value.AsBinary;
        }

        throw new ViewDamagedException($"the checksum of {id} is wrong");
    }

    private static uint ChecksumOf(BsonValue id, byte[] value)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        var name = id.IsString ? Encoding.UTF8.GetBytes(id.AsString) : number;
        if (!id.IsString)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(number, id.AsInt64);
        }

        return Crc.End(Crc.Add(Crc.Add(Crc.Start, name), value));
    }
}
