using System.Reflection;
using System.Runtime.CompilerServices;

namespace IncidentBot.Tests.Architecture;

/// <summary>Habits of the house that a compiler does not know.</summary>
public sealed class HabitTests
{
    [Fact]
    public void Every_class_is_sealed_or_abstract() => Assert.Empty(House.Product.SelectMany(OpenClasses));

    [Fact]
    public void An_open_class_is_noticed() => Assert.Contains("IncidentBot.Tests.Architecture.Wrong.Open", OpenClasses(typeof(HabitTests).Assembly));

    [Fact]
    public void A_cancellation_token_is_last_and_required() => Assert.Empty(House.Product.SelectMany(Types).SelectMany(CarelessTokens));

    [Fact]
    public void A_careless_cancellation_token_is_noticed() => Assert.Equal(["Wrong.First", "Wrong.Optional"], CarelessTokens(typeof(Wrong.Wrong)).Order(StringComparer.Ordinal));

    private static IEnumerable<string> OpenClasses(Assembly assembly) => Types(assembly)
        .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false })
        .Select(type => type.FullName!);

    private static IEnumerable<string> CarelessTokens(Type type) => type
        .GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(method => !method.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && !method.Name.Contains('<', StringComparison.Ordinal))
        .Where(method => method.GetParameters() is { } parameters && parameters.Any(IsToken) && (!IsToken(parameters[^1]) || parameters.Any(token => IsToken(token) && token.IsOptional)))
        .Select(method => $"{type.Name}.{method.Name}");

    private static bool IsToken(ParameterInfo parameter) => parameter.ParameterType == typeof(CancellationToken);

    /// <summary>What somebody wrote: closures, generated code and the entry point's class are the compiler's.</summary>
    private static IEnumerable<Type> Types(Assembly assembly) => assembly.GetTypes()
        .Where(type => !type.FullName!.Contains('<', StringComparison.Ordinal) && !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && type.Name is not "Program")
        .Where(type => type.Namespace?.StartsWith("IncidentBot", StringComparison.Ordinal) == true)
        .OrderBy(type => type.FullName, StringComparer.Ordinal);
}
