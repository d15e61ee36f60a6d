using System.Text.Json;
using IncidentBot.Hooks;

namespace IncidentBot.Tests.Hooks;

public sealed class FieldPathTests
{
    private static readonly JsonElement Body = JsonDocument.Parse("""{ "a": { "b-c": [ 1, { "@d": "x" } ] }, "n": null }""").RootElement;

    [Theory]
    [InlineData("$.a.b-c[0]", "1")]
    [InlineData("a.b-c[1].@d", "x")]
    [InlineData("a.b-c[2]", null)]
    [InlineData("a.nothing.more", null)]
    [InlineData("a[0]", null)]
    [InlineData("n", null)]
    public void A_path_leads_to_what_stands_there(string path, string? found) => Assert.Equal(found, FieldPath.TryParse(path)!.In(Body)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("$")]
    [InlineData("a..b")]
    [InlineData("a[*]")]
    [InlineData("a[-1]")]
    [InlineData("$..a")]
    [InlineData("a[?(@.b)]")]
    [InlineData("a b")]
    [InlineData("a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q")]
    public void What_searches_or_is_no_path_is_refused(string path) => Assert.Null(FieldPath.TryParse(path));
}
