using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using IncidentBot.Core.Store;

namespace IncidentBot.Storage.Embedded.Writing;

/// <summary>Hints for live pages. A reader that is slow misses some; the writer never waits for one.</summary>
internal sealed class ChangeFeed
{
    private const int Held = 256;

    private ImmutableArray<Channel<StreamId>> _readers = [];

    public void Tell(IReadOnlyList<string> changed)
    {
        foreach (var reader in _readers)
        {
            foreach (var stream in changed)
            {
                reader.Writer.TryWrite(new StreamId(stream));
            }
        }
    }

    public void Complete()
    {
        foreach (var reader in _readers)
        {
            reader.Writer.TryComplete();
        }
    }

    public async IAsyncEnumerable<StreamId> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var mine = Channel.CreateBounded<StreamId>(new BoundedChannelOptions(Held) { FullMode = BoundedChannelFullMode.DropOldest });
        ImmutableInterlocked.Update(ref _readers, static (readers, one) => readers.Add(one), mine);
        try
        {
            await foreach (var stream in mine.Reader.ReadAllAsync(cancellationToken))
            {
                yield return stream;
            }
        }
        finally
        {
            ImmutableInterlocked.Update(ref _readers, static (readers, one) => readers.Remove(one), mine);
        }
    }
}
