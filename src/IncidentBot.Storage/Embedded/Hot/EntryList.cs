using System.Collections;
using IncidentBot.Core.Store;

namespace IncidentBot.Storage.Embedded.Hot;

/// <summary>
/// A stream's newest entries as an immutable slice. Newer slices share the array of older ones: only the writer appends, and it writes
/// only places behind every published slice, so a reader never sees one change.
/// </summary>
internal sealed class EntryList : IReadOnlyList<Recorded>
{
    public static readonly EntryList Empty = new([], 0, 0);

    private readonly Recorded[] _array;
    private readonly int _start;

    private EntryList(Recorded[] array, int start, int count)
    {
        _array = array;
        _start = start;
        Count = count;
    }

    public int Count { get; }

    public Recorded this[int index] => (uint)index < (uint)Count ? _array[_start + index] : throw new ArgumentOutOfRangeException(nameof(index));

    public static EntryList Of(Recorded[] entries) => entries.Length == 0 ? Empty : new EntryList(entries, 0, entries.Length);

    /// <summary>The newest <paramref name="keep"/> of these and the ones added.</summary>
    public EntryList Add(Recorded[] added, int keep)
    {
        var all = Count + added.Length;
        var drop = Math.Max(0, all - keep);
        var kept = Math.Max(0, Count - drop);
        var fresh = all - drop - kept;
        var array = _array;
        var start = _start + Count - kept;
        if (start + kept + fresh > array.Length)
        {
            array = new Recorded[Math.Max(4, (kept + fresh) * 2)];
            Array.Copy(_array, start, array, 0, kept);
            start = 0;
        }

        Array.Copy(added, added.Length - fresh, array, start + kept, fresh);
        return new EntryList(array, start, kept + fresh);
    }

    public IEnumerator<Recorded> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return _array[_start + i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
