using IncidentBot.Core.Incidents;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Messages;

/// <summary>One-off messages in an incident's room: what happened, and what is next.</summary>
public static class NoticeCards
{
    /// <summary>Calls the people who have to answer. Without a pager nobody is phoned, and the card says so with the number to call.</summary>
    public static Card Page(Incident incident, IReadOnlyList<Person> who, string? hotline) => new($"Page: {incident.Severity} {incident.Title}", $"{incident.Id} needs an acknowledgement")
    {
        Tone = Tone.Alarm,
        Blocks = [new Block.Text([.. Calling(who, hotline)])],
        Buttons = IncidentButtons.Of(incident),
    };

    /// <summary>Asks whoever is on call in the chat; nobody is woken yet (product page, "Ladder": a P2's primary is told at declaration).</summary>
    public static Card Asked(Incident incident, IReadOnlyList<Person> who)
    {
        List<Block> blocks = [new Block.Text([.. who.Count == 0 ? [new Span.Words("Nobody is on call.")] : who.SelectMany(person => new Span[] { new Span.Mention(person.Id, person.Name), new Span.Words(" ") }), new Span.Words("Who takes it?")])];
        if (incident.NextCall is { } next)
        {
            blocks.Add(Block.Text.Of(new Span.Words("If nobody does, a call goes out "), new Span.Moment(next), new Span.Words(".")));
        }

        return new Card($"{incident.Severity} {incident.Title}", $"{incident.Id} needs an acknowledgement") { Tone = Tone.Attention, Blocks = blocks, Buttons = IncidentButtons.Of(incident) };
    }

    /// <summary>The Lead hears that people work on a P1; a message, not a page.</summary>
    public static Card LeadInformed(Incident incident, Person lead) => new($"{incident.Id}: {incident.CommanderName} is on it", $"{incident.Id}: {incident.CommanderName} is on it")
    {
        Blocks = [Informing(lead)],
    };

    private static Block.Text Informing(Person lead) => Block.Text.Of(new Span.Mention(lead.Id, lead.Name), new Span.Words(" for your information."));

    public static Card ResponseAtRisk(Incident incident, IReadOnlyList<Person> who, string? hotline) =>
        new($"{incident.Id}: nobody has acknowledged yet", $"{incident.Id}: response at risk")
        {
            Tone = Tone.Attention,
            Blocks =
            [
                Block.Text.Of(new Span.Words("80 % of the response target is used. It passes at "), new Span.Moment(incident.ResponseDue!.Value), new Span.Words(".")),
                new Block.Text([.. Calling(who, hotline)]),
            ],
            Buttons = IncidentButtons.Of(incident),
        };

    /// <param name="onCall">Named with their numbers where nobody is called with it: the ladder has called them.</param>
    public static Card ResponseBreached(Incident incident, IReadOnlyList<Person> who, IReadOnlyList<Person> onCall, string? hotline) => new($"{incident.Id}: response target missed", $"{incident.Id}: response target missed")
    {
        Tone = Tone.Alarm,
        Blocks =
        [
            Block.Text.Of(new Span.Words("Nobody acknowledged by "), new Span.Moment(incident.ResponseDue!.Value), new Span.Words(".")),
            new Block.Text([.. who.Count == 0 && onCall.Count > 0 ? OnCall(onCall, hotline) : Calling(who, hotline)]),
        ],
        Buttons = IncidentButtons.Of(incident),
    };

    /// <param name="breached">The response target passed with this rung.</param>
    public static Card Escalation(Incident incident, Escalated escalated, IReadOnlyList<Person> who, bool breached, string? hotline)
    {
        var title = breached ? $"{incident.Id}: response target missed"
            : incident.AwaitsAcknowledgement ? $"{incident.Id}: still nobody has acknowledged"
            : escalated.Silence is not null ? $"{incident.Id}: nobody answers in the room"
            : $"{incident.Id}: help is needed";
        List<Block> blocks = [];
        if (breached && incident.ResponseDue is { } due)
        {
            blocks.Add(Block.Text.Of(new Span.Words("Nobody acknowledged by "), new Span.Moment(due), new Span.Words(".")));
        }

        if (escalated.Silence is not null)
        {
            blocks.Add(Block.Text.Of(new Span.Words("Nobody has done anything here since "), new Span.Moment(incident.LastSign), new Span.Words(". A word in the room stops the calls.")));
        }
        else if (escalated.Why is { } why)
        {
            blocks.Add(Block.Text.Of($"Because {why}."));
        }

        if (who.Count > 0 || escalated.Spared is not { Count: > 0 })
        {
            blocks.Add(new Block.Text([.. Calling(who, hotline)]));
        }

        blocks.AddRange((escalated.Spared ?? []).Select(one => Block.Text.Of(new Span.Words($"{one.Name} was called "), new Span.Moment(one.At), new Span.Words(" already."))));
        if ((escalated.Silence is not null ? incident.NextSilenceCall : incident.AwaitsAcknowledgement ? incident.NextCall : null) is { } next)
        {
            blocks.Add(Block.Text.Of(new Span.Words("Next call "), new Span.Moment(next), new Span.Words(".")));
        }

        return new Card(title, title) { Tone = Tone.Alarm, Blocks = blocks, Buttons = IncidentButtons.Of(incident) };
    }

    public static Card Paged(Incident incident, Actor by, IReadOnlyList<Person> who, string? hotline) =>
        new($"Page: {incident.Severity} {incident.Title}", $"{by.Name} calls for help with {incident.Id}")
        {
            Tone = Tone.Alarm,
            Blocks = [new Block.Text([.. Calling(who, hotline)])],
            Buttons = [new Button("I take part", $"join {incident.Id}", Primary: true), .. IncidentButtons.Of(incident)],
        };

    public static Card CommandClaimed(Incident incident, Actor by, CommandClaimed claim) =>
        new($"{incident.Id}: {by.Name} wants to take the command", $"{by.Name} wants to take the command of {incident.Id}")
        {
            Tone = Tone.Attention,
            Blocks = [Block.Text.Of(new Span.Mention(incident.Commander!, incident.CommanderName!), new Span.Words(" It passes at "), new Span.Moment(claim.Until), new Span.Words(" unless you keep it."))],
            Buttons = [new Button("I keep it", $"lead {incident.Id}")],
        };

    public static Card CommandOffered(Incident incident, Actor by, CommandOffered offered) =>
        new($"{incident.Id}: hand-over of the command", $"{by.Name} offers the command of {incident.Id} to {offered.Name}")
        {
            Tone = Tone.Attention,
            Blocks = [Block.Text.Of(new Span.Mention(offered.Person, offered.Name), new Span.Words(incident.CommanderName is { } holder ? $" {holder} commands until you take it." : " Nobody commands just now."))],
            Buttons = [new Button("I command", $"lead {incident.Id}", Primary: true)],
        };

    public static Card NoCommander(Incident incident, IReadOnlyList<Person> who, string? hotline) => new($"{incident.Id}: NO COMMANDER", $"{incident.Id} has no commander")
    {
        Tone = Tone.Attention,
        Blocks = [Block.Text.Of("Who takes the command?"), .. who.Count == 0 ? [] : new Block[] { new Block.Text([.. Calling(who, hotline)]) }],
        Buttons = [new Button("Take command", LeadVerb.LineWhileFree(incident), Primary: true)],
    };

    /// <summary>One reminder for all that is due; only its owner is called.</summary>
    public static Card Nag(Incident incident, Nagged nagged)
    {
        List<Block> blocks = [];
        if (nagged.Of.Contains(NagKind.Update))
        {
            blocks.Add(incident.UpdatesOwner is { } owner
                ? Block.Text.Of(new Span.Mention(owner.Id, owner.Name), new Span.Words(" The next update is due. \"No news\" is one too."))
                : Block.Text.Of("The next update is due. \"No news\" is one too."));
        }

        if (nagged.Of.Contains(NagKind.Silence))
        {
            var alone = blocks.Count == 0 ? incident.SilenceOwner : null;
            blocks.Add(Block.Text.Of([.. alone is { } asked ? new Span[] { new Span.Mention(asked.Id, asked.Name), new Span.Words(" ") } : [], new Span.Words("Nobody has done anything here since "), new Span.Moment(incident.LastSign), new Span.Words(". Is somebody on it?")]));
        }

        return new Card($"{incident.Id}: where does it stand?", $"{incident.Id}: an update is due")
        {
            Tone = Tone.Attention,
            Blocks = [.. blocks, .. ByHandCards.Reminding(incident)],
            Buttons = [new Button("Send update", $"update {incident.Id}", Primary: true), .. ByHandCards.Buttons(incident), new Button("Snooze", $"snooze {incident.Id} 15"), new Button("Stop", $"snooze {incident.Id} stop")],
        };
    }

    /// <summary>80 % goes to the commander only (product page, "Noise rule").</summary>
    public static Card ResolutionAtRisk(Incident incident) => new($"{incident.Id}: resolution at risk", $"{incident.Id}: 80 % of the time to resolve is used")
    {
        Tone = Tone.Attention,
        Blocks = [Block.Text.Of([.. CommanderCalled(incident), new Span.Words("The resolution target passes at "), new Span.Moment(incident.ResolutionClock!.Due), new Span.Words(".")])],
    };

    /// <param name="lead">Called beside the room; null in a drill, and at night of a P2.</param>
    public static Card ResolutionBreached(Incident incident, Person? lead) => new($"{incident.Id}: resolution target missed", $"{incident.Id}: resolution target missed")
    {
        Tone = Tone.Alarm,
        Blocks = [Block.Text.Of([.. lead is not null ? new Span[] { new Span.Mention(lead.Id, lead.Name), new Span.Words(" ") } : [], new Span.Words("It was to be resolved by "), new Span.Moment(incident.ResolutionClock!.Due), new Span.Words(".")])],
    };

    public static Card Paused(Incident incident, Person lead) => new($"{incident.Id}: the resolution clock is paused", $"{incident.Id}: the resolution clock is paused")
    {
        Tone = Tone.Attention,
        Blocks = [Block.Text.Of([new Span.Mention(lead.Id, lead.Name), new Span.Words($" {incident.Pause?.Reason}"), .. incident.Pause?.Until is { } until ? new Span[] { new Span.Words(". It goes on at "), new Span.Moment(until) } : []])],
    };

    /// <summary>No channel could be made, so people are where they do not expect to be: that is said at once, with what would mend it.</summary>
    public static Card RoomIsThread(Incident incident, string why) => new($"{incident.Id}: this thread is the room", $"{incident.Id} has no channel of its own; this thread is its room")
    {
        Tone = Tone.Attention,
        Blocks = [Block.Text.Of(why)],
    };

    /// <summary>A private incident that can be talked about nowhere: each of its people is told so, with what would mend it.</summary>
    public static Card NoRoom(Incident incident, Outcome.Dead why) => new($"{IncidentCards.Heading(incident)}: it has no room", $"{incident.Id} is private and has no room")
    {
        Tone = Tone.Attention,
        Blocks =
        [
            Block.Text.Of($"{why.Why} {why.Mend}"),
            Block.Text.Of("It is private, so it is talked about nowhere else. What the bot has to say comes to you here, and to each of its people in the same way."),
        ],
        Buttons = [new Button("Show it", $"status {incident.Id}", Primary: true)],
    };

    /// <summary>Said in the thread where it began, and from then on shown there in place of its card: who reads on there misses what happens.</summary>
    public static Card GoesOn(Incident incident, string room) => new($"{incident.Id} is a {incident.Severity} now and goes on in #{room}", $"{incident.Id} goes on in #{room}")
    {
        Tone = Tone.Attention,
        Blocks = [Block.Text.Of("Everything from here on stands there. Commands typed in this thread still reach it.")],
    };

    public static Card WatchEnded(Incident incident) => new($"{incident.Id}: the watch ended quietly", $"{incident.Id} can be resolved")
    {
        Tone = Tone.Good,
        Blocks = [Block.Text.Of(incident.TasksOwed.Any() ? "Tick what is still open, then resolve." : incident.Provisional ? "Nobody has said yet what it was: say so, then resolve." : "Nothing is left to check. Resolve it now?"), .. Open(incident)],
        Buttons = [.. AlertCards.Confirming(incident), .. incident.Provisional ? Array.Empty<Button>() : [IncidentButtons.Resolve(incident)], new Button("Back to fixing", $"reopen {incident.Id} not fixed yet")],
    };

    /// <summary>The timeline's own words for what just happened, with the tasks of the step it leads to.</summary>
    /// <param name="unsaid">What has no message of its own.</param>
    /// <param name="lead">Informed with it; null = not.</param>
    public static Card Told(Incident incident, IReadOnlyList<Recorded> entries, IReadOnlyList<Recorded> unsaid, Person? lead = null)
    {
        var words = string.Join(" · ", Sentences(unsaid.Where(entry => TimelineWords.Tells(entry) && entry.Event is not (TaskTicked or ClockAtRisk or UpdateWritten { Audience: not Audience.Internal }))));
        var tone = incident.ResolvedAt is not null || incident.HasEnded ? Tone.Good : entries.Any(entry => entry.Event is DeliveryFailed) ? Tone.Attention : Tone.Neutral;
        return new Card($"{incident.Id}: {words}", $"{incident.Id}: {words}")
        {
            Tone = tone,
            Blocks =
            [
                .. lead is null ? [] : new[] { Informing(lead) },
                .. NextUpdate(incident, unsaid),
                .. entries.Any(entry => entry.Event is StepEntered) ? Open(incident) : [],
            ],
        };
    }

    /// <summary>Each update names the time of the next (product page, "Noise rule").</summary>
    private static IEnumerable<Block> NextUpdate(Incident incident, IReadOnlyList<Recorded> unsaid)
    {
        if (unsaid.LastOrDefault(entry => entry.Event is UpdateWritten { Audience: Audience.Internal } or UpdatePublished) is { } update
            && incident.IsOpen && update.At + incident.UpdatesEvery(update.At) is { } usual)
        {
            yield return Block.Text.Of(new Span.Words("Next update "), new Span.Moment(incident.SnoozedUntil is { } putOff && putOff > usual ? putOff : usual), new Span.Words("."));
        }
    }

    /// <summary>What one person did is one sentence: "Anna acknowledged and is commander".</summary>
    private static List<string> Sentences(IEnumerable<Recorded> told)
    {
        List<string> sentences = [];
        foreach (var words in told.OrderBy(entry => entry.Event is StepEntered).Select(entry => entry.Event is StepEntered step ? $"now in {step.Step}" : TimelineWords.Of(entry)))
        {
            var subject = told.First().By.Name + " ";
            if (sentences.Count > 0 && sentences[^1].StartsWith(subject, StringComparison.Ordinal) && words.StartsWith(subject, StringComparison.Ordinal) && !sentences[^1].Contains(": ", StringComparison.Ordinal))
            {
                sentences[^1] += $" and {words[subject.Length..]}";
            }
            else
            {
                sentences.Add(words);
            }
        }

        return sentences;
    }

    private static IEnumerable<Block> Open(Incident incident)
    {
        var tasks = incident.Step?.Tasks ?? [];
        if (tasks.Any(task => !incident.Done.Contains(task.Number)))
        {
            yield return new Block.Checklist([.. tasks.Select(task => new ListItem(task.Number, task.Words, incident.Done.Contains(task.Number)))]);
        }
    }

    /// <summary>Several notices of one moment as one message.</summary>
    public static Card Together(Incident incident, IReadOnlyList<Card> cards) => new(cards[0].Title, string.Join(" · ", cards.Select(card => card.Summary)))
    {
        Tone = cards.Max(card => card.Tone),
        Blocks = [.. cards[0].Blocks, .. cards.Skip(1).SelectMany(card => card.Blocks.Prepend(Block.Text.Of(new Span.Strong(card.Title))))],
        Buttons = [.. cards.SelectMany(card => card.Buttons).DistinctBy(button => button.Line)],
    };

    private static IEnumerable<Span> CommanderCalled(Incident incident) =>
        incident.Commander is { } id ? [new Span.Mention(id, incident.CommanderName!), new Span.Words(" ")] : [];

    private static IEnumerable<Span> Calling(IReadOnlyList<Person> who, string? hotline)
    {
        if (who.Count == 0)
        {
            yield return new Span.Words("Nobody is on call. Whoever reads this can acknowledge.");
            if (hotline is not null)
            {
                yield return new Span.Words(" Hotline ");
                yield return new Span.Phone(hotline);
            }

            yield break;
        }

        foreach (var person in who)
        {
            yield return new Span.Mention(person.Id, person.Name);
            yield return new Span.Words(" ");
        }

        yield return new Span.Words("Chat only: nobody was phoned.");
        foreach (var span in Numbers(who, hotline))
        {
            yield return span;
        }
    }

    /// <summary>Names and numbers for whoever reads it, mentioning nobody.</summary>
    private static IEnumerable<Span> OnCall(IReadOnlyList<Person> who, string? hotline) =>
        [new Span.Words($"On call: {string.Join(", ", who.Select(person => person.Name))}. Whoever reads this can acknowledge."), .. Numbers(who, hotline)];

    private static IEnumerable<Span> Numbers(IReadOnlyList<Person> who, string? hotline)
    {
        var numbers = who.Where(person => person.Phone is not null).Select(person => ($"Call {person.Name}", person.Phone!)).Concat(hotline is null ? [] : [("Hotline", hotline)]);
        foreach (var (whom, number) in numbers)
        {
            yield return new Span.Words($" {whom} ");
            yield return new Span.Phone(number);
            yield return new Span.Words(".");
        }
    }
}
