using IncidentBot.Cli;
using IncidentBot.Storage.Embedded;

namespace IncidentBot.Tests.Architecture.Wrong;

/// <summary>Does everything the rules forbid, so that each rule can be seen to go red.</summary>
internal sealed class Wrong
{
    private const string Where = "x";

    public static object Workflow() => new Stateless.StateMachine<int, int>(0);

    public static object Database() => new LiteDB.BsonDocument();

    public static object Logger() => new Serilog.LoggerConfiguration();

    public static bool Disk() => File.Exists(Where);

    public static object Wire() => new HttpClient();

    public static object Clock() => TimeProvider.System.GetUtcNow();

    public static object Upwards() => new EmbeddedStoreOptions();

    public static int Host() => Guard.RunAsync(new Running.Surroundings(), () => Task.FromResult(0)).Id;

    public static void Optional(CancellationToken cancellationToken = default) => cancellationToken.ThrowIfCancellationRequested();

    public static void First(CancellationToken cancellationToken, int number) => Optional(number > 0 ? cancellationToken : default);
}

#pragma warning disable MA0053 // left open on purpose: the rule about open classes has to find it
internal class Open;
#pragma warning restore MA0053
