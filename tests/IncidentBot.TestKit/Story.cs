using System.Text;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Core.Verbs;
using Xunit;

namespace IncidentBot.TestKit;

/// <summary>
/// Given a past, when somebody says a line, then these facts, or this refusal. Verbs are pure, so there is neither store nor clock;
/// who may say it is the permission table's business, not the verb's.
/// </summary>
public sealed class Story
{
    private readonly IncidentBuilder _past;

    private Story(IncidentBuilder past) => _past = past;

    public static Story Given(IncidentBuilder past) => new(past);

    /// <summary>One minute after the past's last moment, unless <paramref name="after"/> says how long after the declaration.</summary>
    public Told When(string line, Actor who, TimeSpan? after = null)
    {
        var incident = _past.Build();
        var call = Assert.IsType<Reading.Call>(CommandLine.Read(line));
        var now = after is { } late ? Some.Noon + late : _past.Now + TimeSpan.FromMinutes(1);
        var decision = Assert.IsAssignableFrom<IncidentVerb>(call.Verb).Decide(incident, new VerbCall(who, call.Text, now, _past.Roster, _past.Book) { Handbook = _past.Handbook, Word = call.Word });
        return new Told(decision, incident, who, now);
    }

    /// <summary>What the verb decided.</summary>
    public sealed class Told(Decision decision, Incident before, Actor who, DateTimeOffset now)
    {
        public string Reply => decision.Reply;

        public Refusal? Refusal => decision.Refusal;

        /// <summary>For facts that hold lists, which are compared by what is in them and not as records.</summary>
        public IReadOnlyList<IEvent> Facts => decision.Events;

        public Card? Card => decision.Card;

        public Incident After => decision.Events.Aggregate(before, (incident, happened) => incident.Evolve(happened, who, now));

        /// <summary>Exactly these facts, in this order, and a sentence for the person.</summary>
        public Told Then(params IEvent[] facts)
        {
            Assert.Null(decision.Refusal);
            Assert.Equal(facts, decision.Events);
            Assert.NotEmpty(decision.Reply);
            return this;
        }

        public Told Saying(params string[] parts)
        {
            Assert.All(parts, part => Assert.Contains(part, decision.Reply, StringComparison.Ordinal));
            Assert.True(Encoding.UTF8.GetByteCount(decision.Reply) <= Core.Store.Reply.MaxBytes);
            return this;
        }

        /// <summary>Refused with a sentence that holds this, a hint that holds that, and no fact at all.</summary>
        public Told ThenRefused(string sentence, string hint)
        {
            Assert.Empty(decision.Events);
            Assert.NotNull(decision.Refusal);
            Assert.Contains(sentence, decision.Refusal.Sentence, StringComparison.Ordinal);
            Assert.Contains(hint, decision.Refusal.Hint, StringComparison.Ordinal);
            return this;
        }
    }
}
