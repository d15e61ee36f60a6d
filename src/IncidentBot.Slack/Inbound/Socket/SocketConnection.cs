using System.Buffers;
using System.Net.WebSockets;
using System.Threading.Channels;

namespace IncidentBot.Slack.Inbound.Socket;

/// <summary>
/// One web socket: reads whole frames, hands each envelope on, answers it when it is saved, through one writer. It counts only after Slack's
/// hello.
/// </summary>
internal sealed class SocketConnection : IAsyncDisposable
{
    /// <summary>Slack's views end at 250 kB; what is larger is not Slack's.</summary>
    public const int LargestFrame = 2 * 1024 * 1024;

    /// <summary>Envelopes in work at once; then no more are read until one is done.</summary>
    private const int MostAtOnce = 128;

    private static readonly TimeSpan DrainedWithin = TimeSpan.FromSeconds(5);

    private readonly WebSocket _socket;
    private readonly SocketEnvelopes _envelopes;
    private readonly TimeProvider _time;
    private readonly TimeSpan _silence;
    private readonly CancellationTokenSource _closed = new();
    private readonly TaskCompletionSource<string?> _hello = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<SocketEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<byte[]> _acks = Channel.CreateBounded<byte[]>(MostAtOnce * 2);
    private readonly SemaphoreSlim _free = new(MostAtOnce);
    private readonly Task _reading;
    private readonly Task _writing;
    private readonly Task _watching;
    private long _lastFrame;

    /// <param name="silence">Without a frame of any kind for this long, the socket asks to be replaced.</param>
    public SocketConnection(WebSocket socket, SocketEnvelopes envelopes, TimeProvider time, TimeSpan silence)
    {
        _socket = socket;
        _envelopes = envelopes;
        _time = time;
        _silence = silence;
        _lastFrame = time.GetTimestamp();
        _reading = ReadAsync();
        _writing = WriteAsync();
        _watching = WatchAsync();
    }

    /// <summary>The app's id, when Slack has said hello.</summary>
    public Task<string?> Hello => _hello.Task;

    /// <summary>Completes when another socket should take over.</summary>
    public Task<SocketEnd> Ended => _end.Task;

    /// <summary>Closed or broken: nothing comes on it any more. One that is to be replaced may still work.</summary>
    public bool IsOver => _reading.IsCompleted;

    /// <summary>Envelopes in work are finished and answered here, for a moment; then it is closed.</summary>
    public async Task DrainAsync()
    {
        try
        {
            using var patience = new CancellationTokenSource(DrainedWithin, _time);
            for (var i = 0; i < MostAtOnce; i++)
            {
                await _free.WaitAsync(patience.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // what is not answered comes again on the other socket, and is known then
        }

        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _end.TrySetResult(SocketEnd.Dropped);
        _acks.Writer.TryComplete();
        await Task.WhenAny(_writing, Task.Delay(TimeSpan.FromSeconds(1), _time, CancellationToken.None));
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1), _time);
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // it was closed from the other side
        }

        if (!_closed.IsCancellationRequested)
        {
            await _closed.CancelAsync();
        }

        await Task.WhenAll(_reading, _writing, _watching);
        _socket.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        var end = SocketEnd.Dropped;
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveAsync(buffer.GetMemory(8 * 1024), _closed.Token);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }

                buffer.Advance(received.Count);
                Volatile.Write(ref _lastFrame, _time.GetTimestamp());
                if (buffer.WrittenCount > LargestFrame)
                {
                    break;
                }

                if (received.EndOfMessage)
                {
                    await TakeAsync(buffer.WrittenMemory.ToArray());
                    buffer.ResetWrittenCount();
                }
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // the line broke, or we closed it
        }
        finally
        {
            _hello.TrySetException(new WebSocketException(WebSocketError.ConnectionClosedPrematurely));
            _ = _hello.Task.Exception;
            _end.TrySetResult(end);
        }
    }

    private async Task TakeAsync(byte[] frame)
    {
        using var json = Json.Read(frame);
        if (json is null)
        {
            return;
        }

        switch (json.RootElement.Text("type"))
        {
            case "hello":
                _hello.TrySetResult(json.RootElement.Text("connection_info", "app_id"));
                break;

            case "disconnect":
                _end.TrySetResult(SocketEnds.Of(json.RootElement.Text("reason")));
                break;

            default:
                if (json.RootElement.Text("envelope_id") is { } id)
                {
                    await _free.WaitAsync(_closed.Token);
                    _ = AnswerAsync(id, frame);
                }

                break;
        }
    }

    /// <summary>Runs beside the reading; it never throws.</summary>
    private async Task AnswerAsync(string id, byte[] frame)
    {
        try
        {
            if (await _envelopes.HandleAsync(id, frame) is { } ack)
            {
                await _acks.Writer.WriteAsync(ack, _closed.Token);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ChannelClosedException)
        {
            // closed meanwhile; Slack sends it again
        }
        finally
        {
            _free.Release();
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            await foreach (var ack in _acks.Reader.ReadAllAsync(_closed.Token))
            {
                await _socket.SendAsync(ack, WebSocketMessageType.Text, endOfMessage: true, _closed.Token);
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            _end.TrySetResult(SocketEnd.Dropped);
        }
    }

    private async Task WatchAsync()
    {
        try
        {
            while (!_end.Task.IsCompleted)
            {
                var quiet = _time.GetElapsedTime(Volatile.Read(ref _lastFrame));
                if (quiet >= _silence)
                {
                    _end.TrySetResult(SocketEnd.Silence);
                    return;
                }

                await Task.Delay(_silence - quiet, _time, _closed.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // closed
        }
    }
}
