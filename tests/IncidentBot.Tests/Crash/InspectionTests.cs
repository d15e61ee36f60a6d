using Xunit.Sdk;

namespace IncidentBot.Tests.Crash;

/// <summary>A harness that cannot find anything finds nothing: each broken promise is shown to it once.</summary>
public sealed class InspectionTests : IAsyncLifetime
{
    private static readonly TimeSpan AtOnce = TimeSpan.Zero;

    private readonly TempFolder _folder = new();
    private readonly Ledger _ledger = new();
    private HostProcess _host = null!;
    private HttpClient _http = null!;
    private BotClient _client = null!;

    public async Task InitializeAsync()
    {
        _host = HostProcess.Start(_folder.Path, "Development", "serve", "--set", "Urls=http://127.0.0.1:0");
        _http = new HttpClient { BaseAddress = await _host.ReadyAsync() };
        _client = new BotClient(_http, _ledger);
        await _client.SendAsync(_ledger.Add(new Sent("k-1", CommandKind.Declare, "tok-1-end", "p1 down tok-1-end")), CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_is_there_once_is_fine()
    {
        await new Inspection(_client, AtOnce).CommandsAsync(_ledger.All);
    }

    [Fact]
    public async Task An_acknowledged_command_that_is_gone_is_noticed()
    {
        _ledger.Answer(_ledger.Add(new Sent("k-2", CommandKind.Note, "tok-2-end", "note INC-1 tok-2-end")), "Noted.", "INC-1");

        await Assert.ThrowsAnyAsync<XunitException>(() => new Inspection(_client, AtOnce).CommandsAsync(_ledger.All));
    }

    [Fact]
    public async Task A_command_that_was_done_twice_is_noticed()
    {
        foreach (var key in new[] { "k-2", "k-3" })
        {
            await _client.SendAsync(_ledger.Add(new Sent(key, CommandKind.Note, "tok-2-end", "note INC-1 tok-2-end") { Incident = "INC-1" }), CancellationToken.None);
        }

        await Assert.ThrowsAnyAsync<XunitException>(() => new Inspection(_client, AtOnce).CommandsAsync(_ledger.All));
    }

    [Fact]
    public async Task A_repeated_key_that_is_answered_in_other_words_is_noticed()
    {
        var sent = _ledger.All[0];
        sent.Answer = "Something else.";

        await Assert.ThrowsAnyAsync<XunitException>(() => _client.SendAsync(sent, CancellationToken.None));
    }

    [Fact]
    public async Task A_timer_that_did_not_fire_is_noticed()
    {
        var longAgo = TimeProvider.System.GetUtcNow().AddHours(-1);

        await Assert.ThrowsAnyAsync<XunitException>(() => new Inspection(_client, AtOnce).TimersAsync(["INC-1"], longAgo, TimeSpan.Zero));
    }
}
