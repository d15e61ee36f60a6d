using System.Collections.Frozen;

namespace IncidentBot.Core.Verbs;

/// <summary>Who handles this word? Every verb, in the order of the help. Declaring stands apart: its words are read by the command line.</summary>
public static class VerbTable
{
    public static IReadOnlyList<Verb> All { get; } =
    [
        new AcknowledgeVerb(),
        new DeclineVerb(),
        new JoinVerb(),
        new NextVerb(),
        new DoneVerb(),
        new UndoVerb(),
        new SkipVerb(),
        new LeadVerb(),
        new HandoverVerb(),
        new RoleVerb(),
        new UpdateVerb(),
        new PublishVerb(),
        new CauseVerb(),
        new ImpactVerb(),
        new ComponentVerb(),
        new TicketVerb(),
        new PlaybookVerb(),
        new NoteVerb(),
        new LogVerb(),
        new TitleVerb(),
        new SeverityVerb(),
        new RoomVerb(),
        new PauseVerb(),
        new ResumeVerb(),
        new SnoozeVerb(),
        new PageVerb(),
        new EscalateVerb(),
        new FixedVerb(),
        new ResolveVerb(),
        new UnrelatedVerb(),
        new ReopenVerb(),
        new CancelVerb(),
        new MergeVerb(),
        new CloseVerb(),
        new MoreVerb(),
        new StatusVerb(),
        new WhoVerb(),
        new SummaryVerb(),
        new PostmortemVerb(),
        new ActionVerb(),
        new LinksVerb(),
        new ContactsVerb(),
        new ListVerb(),
        new TimelineVerb(),
        new DoctorVerb(),
        new HelpVerb(),
    ];

    private static readonly FrozenDictionary<string, Verb> ByWord =
        All.SelectMany(verb => verb.Synonyms.Append(verb.Name).Select(word => (word, verb))).ToFrozenDictionary(entry => entry.word, entry => entry.verb, StringComparer.OrdinalIgnoreCase);

    /// <summary>Every word that a verb answers to.</summary>
    public static IEnumerable<string> Words => ByWord.Keys.Order(StringComparer.Ordinal);

    public static Verb? Find(string word) => ByWord.GetValueOrDefault(word);
}
