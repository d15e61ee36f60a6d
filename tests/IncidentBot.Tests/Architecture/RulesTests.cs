using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace IncidentBot.Tests.Architecture;

/// <summary>
/// <c>docs/rules.md</c> keeps its promise: the rules are those of the specification, word for word and in its order; every test that is said
/// to prove one exists and runs; no rule stands without a test or without a line that says what it waits for.
/// </summary>
public sealed partial class RulesTests
{
    /// <summary>Of the rules' words, in order. It changes when the specification does, and for nothing else.</summary>
    private const string Fingerprint = "3f791e7a578eb875";

    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "rules.md"));

    [Fact]
    public void Every_rule_has_a_test_that_exists_or_says_what_it_waits_for() => Assert.Empty(Problems(Rules(Page), Tests()));

    [Fact]
    public void The_words_of_the_rules_are_those_of_the_specification() => Assert.Equal(Fingerprint, Of(Rules(Page)));

    [Fact]
    public void How_many_rules_are_proven_is_said_on_the_page()
    {
        var rules = Rules(Page);
        var waiting = rules.Count(rule => rule.Later.Count > 0);
        var proofs = rules.SelectMany(rule => rule.Tests).Distinct(StringComparer.Ordinal).Count();

        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"**{rules.Count} rules, {proofs} tests; {waiting} rules wait for something, in whole or in part**"), Page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_is_changed_dropped_or_moved_is_noticed()
    {
        var rules = Rules("> One.\n\n- A.B\n\n> Two.\n\n- A.B\n");

        Assert.NotEqual(Of(rules), Of(Rules("> One!\n\n- A.B\n\n> Two.\n\n- A.B\n")));
        Assert.NotEqual(Of(rules), Of(Rules("> One.\n\n- A.B\n")));
        Assert.NotEqual(Of(rules), Of(Rules("> Two.\n\n- A.B\n\n> One.\n\n- A.B\n")));
        Assert.Equal(Of(rules), Of(Rules("> One.\n\n- later: x\n\nText.\n\n> Two.\n")));
    }

    [Theory]
    [InlineData("> A rule.\n", "A rule.: no test")]
    [InlineData("> A rule.\n\n- later:\n", "A rule.: what does it wait for?")]
    [InlineData("> A rule.\n\n- RulesTests.Nobody_wrote_this\n", "A rule.: there is no test RulesTests.Nobody_wrote_this")]
    [InlineData("> A rule.\n\n- see above\n", "A rule.: 'see above' names no test")]
    [InlineData("> A rule.\n\n- RulesTests.Every_rule_has_a_test_that_exists_or_says_what_it_waits_for\n- later: the rest\n", null)]
    public void What_is_wrong_with_a_rule_is_named(string page, string? problem) => Assert.Equal(problem, Problems(Rules(page), Tests()).SingleOrDefault());

    [Fact]
    public void A_test_that_is_skipped_or_no_test_at_all_proves_nothing()
    {
        var found = TestsIn("""
            public sealed class SomeTests
            {
                [Fact]
                public void It_runs() => Assert.True(true);

                [Theory]
                [InlineData("[Fact]")]
                public async Task It_runs_too(string x)

                [Property]
                public Task It_holds(byte x)

                [Fact(Skip = "slow")]
                public void It_is_skipped() => Assert.True(true);

                public void It_is_no_test() => Assert.True(true);
            }
            """);

        Assert.Equal(["SomeTests.It_holds", "SomeTests.It_runs", "SomeTests.It_runs_too"], found.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Problems(IEnumerable<Rule> rules, HashSet<string> tests)
    {
        foreach (var rule in rules)
        {
            if (rule.Tests.Count == 0 && rule.Later.Count == 0)
            {
                yield return $"{rule.Words}: no test";
            }

            foreach (var _ in rule.Later.Where(string.IsNullOrWhiteSpace))
            {
                yield return $"{rule.Words}: what does it wait for?";
            }

            foreach (var name in rule.Tests.Where(name => !tests.Contains(name)))
            {
                yield return ClassAndTest().IsMatch(name) ? $"{rule.Words}: there is no test {name}" : $"{rule.Words}: '{name}' names no test";
            }
        }
    }

    private static List<Rule> Rules(string page)
    {
        List<Rule> rules = [];
        foreach (var line in page.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.StartsWith("> ", StringComparison.Ordinal))
            {
                rules.Add(new Rule(line[2..].Trim(), [], []));
            }
            else if (line.StartsWith("- ", StringComparison.Ordinal) && rules.Count > 0)
            {
                var said = line[2..].Trim();
                (said.StartsWith("later:", StringComparison.Ordinal) ? rules[^1].Later : rules[^1].Tests).Add(said.StartsWith("later:", StringComparison.Ordinal) ? said[6..].Trim() : said);
            }
        }

        return rules;
    }

    private static string Of(IEnumerable<Rule> rules) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rules.Select(rule => rule.Words)))))[..16];

    /// <summary>From the sources, so that no project has to know all the others.</summary>
    private static HashSet<string> Tests() => Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .SelectMany(file => TestsIn(File.ReadAllText(file)))
        .ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> TestsIn(string source)
    {
        var (type, isTest) = ("", false);
        foreach (var line in source.Split('\n').Select(line => line.Trim()))
        {
            if (Type().Match(line) is { Success: true } named)
            {
                type = named.Groups["name"].Value;
            }
            else if (line.StartsWith('['))
            {
                isTest = (isTest || TestAttribute().IsMatch(line)) && !line.Contains("Skip", StringComparison.Ordinal);
            }
            else if (line.Length > 0)
            {
                if (isTest && Method().Match(line) is { Success: true } method)
                {
                    yield return $"{type}.{method.Groups["name"].Value}";
                }

                isTest = false;
            }
        }
    }

    [GeneratedRegex(@"^[A-Za-z]+\.[A-Za-z0-9_]+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ClassAndTest();

    [GeneratedRegex(@"^public (sealed |abstract |static |partial )*class (?<name>\w+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Type();

    [GeneratedRegex(@"^\[(Fact|Theory|Property)\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TestAttribute();

    [GeneratedRegex(@"^public (async )?[\w<>]+ (?<name>\w+)\(", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Method();

    private sealed record Rule(string Words, List<string> Tests, List<string> Later);
}
