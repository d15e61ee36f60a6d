using System.Text.Json.Serialization;

namespace IncidentBot.Core.Messages;

/// <summary>
/// A message as data, the same for every chat. Every text in it is plain: renderers escape it, so nothing a person or an alert wrote can
/// become markup or mention anybody. A mention is a <see cref="Span.Mention"/> and nothing else.
/// </summary>
/// <param name="Summary">One line that stands for the whole card in notifications and plain-text places.</param>
public sealed record Card(string Title, string Summary)
{
    public Tone Tone { get; init; } = Tone.Neutral;

    public IReadOnlyList<Block> Blocks { get; init; } = [];

    public IReadOnlyList<Button> Buttons { get; init; } = [];

    /// <summary>The people it calls, as often as it does.</summary>
    [JsonIgnore]
    public IEnumerable<Span.Mention> Mentions =>
        Blocks.SelectMany(block => block is Block.Text text ? text.Spans : block is Block.Facts facts ? facts.Items.SelectMany(fact => fact.Value) : []).OfType<Span.Mention>();

    /// <summary>The same words, calling nobody.</summary>
    public Card WithoutCalls() => this with { Blocks = [.. Blocks.Select(block => block is Block.Text text ? text with { Spans = [.. text.Spans.Select((span, i) => Named(span, text.Spans.ElementAtOrDefault(i + 1)))] } : block)] };

    /// <summary>A name before a sentence of its own addresses somebody: without the call it needs a colon to read well.</summary>
    private static Span Named(Span span, Span? next) =>
        span is not Span.Mention mention ? span : new Span.Words(next is Span.Words { Value: [' '] or [' ', >= 'A' and <= 'Z', ..] } ? $"{mention.Name}:" : mention.Name);
}

/// <summary>How the card wants to be read; a chat may show it as a colour and always shows the words too.</summary>
public enum Tone
{
    Neutral,
    Good,
    Attention,
    Alarm,
}

/// <summary>A part of a card.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Text), "text")]
[JsonDerivedType(typeof(Facts), "facts")]
[JsonDerivedType(typeof(Checklist), "list")]
[JsonDerivedType(typeof(Progress), "progress")]
public abstract record Block
{
    private Block()
    {
    }

    public sealed record Text(IReadOnlyList<Span> Spans) : Block
    {
        /// <summary>It is the text of this update, for somebody to send by hand: drawn anew when the message leaves, because it may name a time.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public int? OfUpdate { get; init; }

        public static Text Of(params Span[] spans) => new(spans);

        public static Text Of(string words) => new([new Span.Words(words)]);
    }

    public sealed record Facts(IReadOnlyList<Fact> Items) : Block;

    public sealed record Checklist(IReadOnlyList<ListItem> Items) : Block;

    /// <summary>A bar of <paramref name="Percent"/> 0–100 with its label.</summary>
    public sealed record Progress(string Label, int Percent) : Block;
}

/// <summary>A named value.</summary>
[method: JsonConstructor]
public sealed record Fact(string Name, IReadOnlyList<Span> Value)
{
    public Fact(string name, string value)
        : this(name, [new Span.Words(value)])
    {
    }
}

/// <summary>A numbered line with a tick.</summary>
public sealed record ListItem(int Number, string Words, bool Done);

/// <summary>A run of text.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Words), "words")]
[JsonDerivedType(typeof(Strong), "strong")]
[JsonDerivedType(typeof(Mention), "mention")]
[JsonDerivedType(typeof(Moment), "moment")]
[JsonDerivedType(typeof(Phone), "phone")]
[JsonDerivedType(typeof(Link), "link")]
[JsonDerivedType(typeof(Elsewhere), "elsewhere")]
public abstract record Span
{
    private Span()
    {
    }

    public sealed record Words(string Value) : Span;

    public sealed record Strong(string Value) : Span;

    /// <summary>Calls a person of the roster by name; the only thing that can notify anybody.</summary>
    public sealed record Mention(string Person, string Name) : Span;

    /// <summary>A point in time, shown in each reader's own zone where the chat can do that.</summary>
    public sealed record Moment(DateTimeOffset At) : Span;

    /// <summary>A number to call, as a tel: link where the chat has links.</summary>
    public sealed record Phone(string Number) : Span;

    /// <summary>
    /// A page to open. <paramref name="Url"/> comes from the settings; where an alert names it, <paramref name="Label"/> is the host it leads
    /// to and nothing that the alert wrote (<see cref="AlertCards.Link"/>). What people write never becomes one.
    /// </summary>
    public sealed record Link(string Label, string Url) : Span;

    /// <summary>A room, or another incident with the place where it is talked about; a link in the chat where it is, if that has links.</summary>
    /// <param name="Message">The message there; null = the conversation as a whole.</param>
    public sealed record Elsewhere(string Label, PlaceRef Place, string? Message = null) : Span;
}

/// <summary>A button is a typed line in one press: everything a button does has a verb.</summary>
/// <param name="Line">The command it stands for, as typed: <c>ack INC-7</c>.</param>
/// <param name="Confirm">The question to ask first, for what ends something.</param>
public sealed record Button(string Label, string Line, string? Confirm = null, bool Primary = false);
