using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace IncidentBot.Tests.Architecture;

/// <summary>The product as the architecture rules see it, and the one shape all rules have.</summary>
internal static class House
{
    public static Assembly Core { get; } = typeof(Core.Store.IStore).Assembly;

    public static Assembly Storage { get; } = typeof(Storage.Embedded.EmbeddedStoreOptions).Assembly;

    public static Assembly Simulation { get; } = Assembly.Load("IncidentBot.Simulation");

    public static Assembly Slack { get; } = typeof(Slack.SlackModule).Assembly;

    public static Assembly Host { get; } = typeof(global::IncidentBot.Cli.ExitCode).Assembly;

    public static IReadOnlyList<Assembly> Product { get; } = [Core, Storage, Simulation, Slack, Host];

    private static readonly ArchUnitNET.Domain.Architecture Whole = new ArchLoader().LoadAssemblies([.. Product, typeof(House).Assembly]).Build();

    /// <summary>What in the namespaces matching <paramref name="who"/> uses a type whose full name matches <paramref name="what"/>.</summary>
    /// <remarks>Types(true): without it, types of frameworks are not looked at and every such rule is green.</remarks>
    public static IReadOnlyList<string> Uses(string who, string what)
    {
        IArchRule rule = Types().That().ResideInNamespaceMatching(who).Should().NotDependOnAny(Types(true).That().HaveFullNameMatching(what)).WithoutRequiringPositiveResults();
        return [.. rule.Evaluate(Whole).Where(result => !result.Passed).Select(result => result.Description).Order(StringComparer.Ordinal)];
    }

    /// <summary>How many types the rule looks at: a rule about nobody is always green.</summary>
    public static int Count(string who) => Types().That().ResideInNamespaceMatching(who).GetObjects(Whole).Count();
}
