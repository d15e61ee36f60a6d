using IncidentBot.Core.Desk;
using IncidentBot.Core.Messages;

namespace IncidentBot.Core.Verbs;

/// <summary>What can be typed; made from the table, so it cannot lie.</summary>
public sealed class HelpVerb : LookVerb
{
    public const string DeclareUsage = "p1|p2|p3|p4 [title]";

    public override string Name => "help";

    public override IReadOnlyList<string> Synonyms => ["?"];

    public override string Usage => "help [verb]";

    public override string Help => "this list";

    public override ValueTask<Answer> LookAsync(LookCall call, CancellationToken cancellationToken) => ValueTask.FromResult(
        VerbTable.Find(call.Text.Split(' ')[0]) is { } verb ? Shown.Card(One(verb))
            : NotYetWords.Find(call.Text.Split(' ')[0]) is { } known ? Answers.NotYet(new Reading.NotYet(known.Word, null))
            : Declaring.FirstOrDefault(fact => fact.Name.Split(' ', '|').Contains(call.Text.Split(' ')[0], StringComparer.OrdinalIgnoreCase)) is { } way ? Shown.Card(new Card($"`{way.Name}`", "How to declare") { Blocks = [new Block.Facts([way])] })
            : Shown.Card(Everything()));

    private static IReadOnlyList<Fact> Declaring { get; } =
    [
        new Fact(DeclareUsage, "declare an incident at once (sev1…, new, declare)"),
        new Fact("test p1 <title>", "a drill: everything for real in the room, nobody is paged"),
        new Fact("private p1 <title>", "a private incident; not in a public channel"),
    ];

    private static Card One(Verb verb) => new($"`{verb.Usage}`", verb.Help)
    {
        Blocks = verb.Synonyms.Count == 0 ? [Block.Text.Of(verb.Help)] : [Block.Text.Of(verb.Help), Block.Text.Of($"Also: {string.Join(", ", verb.Synonyms)}")],
    };

    private static Card Everything() => new("What you can type", "What you can type")
    {
        Blocks =
        [
            new Block.Facts(
            [
                .. Declaring,
                .. VerbTable.All.Select(verb => new Fact(verb.Usage, verb.Help)),
            ]),
            Block.Text.Of("In an incident's room the id can be left out."),
        ],
    };
}
