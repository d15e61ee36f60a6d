namespace IncidentBot.Core.Messages;

/// <summary>Questions as data, the same for every chat: a modal, a card with inputs, or a page. Every text in it is plain, as in a <see cref="Card"/>.</summary>
/// <param name="Key">
/// The line that asks for it; it comes back with the answers, so that a form needs no memory. The person who fills it in can see and change it:
/// it holds ids only, and everything is checked again on submission.
/// </param>
/// <param name="Title">At most 24 characters are shown everywhere.</param>
/// <param name="Submit">The word on the button that sends it, at most 24 characters.</param>
public sealed record Form(string Key, string Title, string Submit)
{
    /// <summary>The longest text one field takes; what every chat can hold.</summary>
    public const int TextLength = 3000;

    /// <summary>Shown above the questions: a preview, a hint.</summary>
    public IReadOnlyList<Block> Intro { get; init; } = [];

    public IReadOnlyList<Field> Fields { get; init; } = [];

    /// <summary>The same form with this text field filled in already, cut to what it takes.</summary>
    public Form Prefilled(string field, string words) => this with
    {
        Fields = [.. Fields.Select(one => one is Field.Text text && string.Equals(text.Id, field, StringComparison.Ordinal) ? text with { Initial = Incidents.Words.Cut(words, text.MaxLength) } : one)],
    };
}

/// <summary>One question.</summary>
/// <param name="Id">Under which its answer comes back.</param>
public abstract record Field(string Id, string Label)
{
    public bool Optional { get; init; }

    public string? Hint { get; init; }

    /// <summary>Words, at most <paramref name="MaxLength"/> characters.</summary>
    public sealed record Text(string Id, string Label, int MaxLength) : Field(Id, Label)
    {
        /// <summary>Several lines high.</summary>
        public bool Long { get; init; }

        public string? Initial { get; init; }
    }

    /// <summary>One of a few; the answer is the option's value.</summary>
    public sealed record Choice(string Id, string Label, IReadOnlyList<Option> Options) : Field(Id, Label)
    {
        /// <summary>What every chat can show.</summary>
        public const int Most = 100;

        /// <summary>Value of the option that is chosen already.</summary>
        public string? Initial { get; init; }
    }

    /// <summary>Somebody of the chat; the answer is what a command would name them by: a chat's id, or a name of the roster.</summary>
    public sealed record Person(string Id, string Label) : Field(Id, Label);

    /// <summary>A day; the answer is <c>2026-12-01</c>.</summary>
    public sealed record Date(string Id, string Label) : Field(Id, Label)
    {
        public DateOnly? Initial { get; init; }
    }

    /// <summary>A time of day in the zone that the label names; the answer is <c>02:40</c>.</summary>
    public sealed record Time(string Id, string Label) : Field(Id, Label)
    {
        public TimeOnly? Initial { get; init; }
    }
}

/// <summary>Something that can be chosen. Value and label have at most <see cref="MaxLength"/> characters.</summary>
public sealed record Option(string Value, string Label)
{
    public const int MaxLength = 75;
}
