using System.Text.Json.Nodes;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Store;
using IncidentBot.Slack.Outbound;
using InboundRequest = IncidentBot.Core.Desk.Inbound;

namespace IncidentBot.Slack.Inbound;

/// <summary>Forms: opened while Slack still lets them be, and what is typed into them is kept, or shown to be copied.</summary>
internal sealed partial class SlackIntake
{
    private async Task<Ack> SubmitAsync(Interaction.Submission submission, string unique)
    {
        if (submission.CallbackId is not ViewRenderer.FormId || ViewRenderer.Memory.Read(submission.Memory) is not { } memory)
        {
            return Ack.Empty;
        }

        var since = time.GetTimestamp();
        var inbound = Request(SlackIds.Trigger(submission.Id is { Length: > 2 } id ? id : unique, "submit"), submission.By, Place(memory.Channel, null, submission.By), new Input.Submit(memory.Key, submission.Fields.ToDictionary(field => field.Key, field => SlackText.ReadMentions(field.Value, roster), StringComparer.Ordinal)));
        var to = new Telling.To(submission.By, memory.Channel, null, null);
        return await AnswerAsync(
            inbound,
            submission.By,
            since,
            answer => Submitted(answer, submission, to),
            Instead(views.Told("Working on it", "This takes longer than usual; you will be told here how it went.", null)),
            (answer, stop) => SubmittedLateAsync(answer, submission, to, stop));
    }

    /// <summary>In the window that says that it takes long; where somebody has closed it, as any other answer.</summary>
    private async Task SubmittedLateAsync(Answer answer, Interaction.Submission submission, Telling.To to, CancellationToken cancellationToken)
    {
        var told = WithWords(answer, submission);
        if (submission.View is not { } window || !await telling.ReplaceAsync(window, answer.Form is { } next ? views.Form(next, to.Channel) : Told(told), cancellationToken))
        {
            await telling.TellAsync(to, told, cancellationToken);
        }
    }

    /// <summary>The form is gone by now: what was typed into it and not kept is shown, to be copied.</summary>
    private static Answer WithWords(Answer answer, Interaction.Submission submission)
    {
        if (answer.Kind is not (AnswerKind.NotSaved or AnswerKind.Refused) && answer.FieldErrors is not { Count: > 0 })
        {
            return answer;
        }

        var wrong = answer.FieldErrors is { Count: > 0 } errors ? string.Join(" ", errors.Values.Distinct(StringComparer.Ordinal)) : answer.Hint;
        return answer with
        {
            Hint = wrong,
            Card = new Card("What you wrote", "What you wrote") { Blocks = [Block.Text.Of("What you wrote:"), .. submission.Fields.Values.Where(value => value.Length > 0).Select(value => Block.Text.Of(value))] },
        };
    }

    private Ack Submitted(Answer answer, Interaction.Submission submission, Telling.To to)
    {
        if (answer.FieldErrors is { Count: > 0 } errors)
        {
            return Errors(errors);
        }

        if (answer.Kind == AnswerKind.NotSaved && submission.Fields.Keys.FirstOrDefault() is { } field)
        {
            // What was typed stays in the window, to be sent again.
            return Errors(new Dictionary<string, string>(StringComparer.Ordinal) { [field] = $"{answer.Text} {answer.Hint}" });
        }

        if (answer.Form is { } next)
        {
            return Instead(views.Form(next, to.Channel));
        }

        if (to.Channel is null || answer.Kind is AnswerKind.Refused or AnswerKind.NotSaved)
        {
            return Instead(Told(answer));
        }

        afterwards.Do(stop => telling.TellAsync(to, answer, stop));
        return Ack.Empty;
    }

    private async Task<Ack> ShortcutAsync(Interaction.Shortcut shortcut, string unique, CancellationToken cancellationToken)
    {
        if (!shortcut.CallbackId.StartsWith(Interaction.Declare, StringComparison.Ordinal))
        {
            return Ack.Empty;
        }

        var since = time.GetTimestamp();
        var to = new Telling.To(shortcut.By, shortcut.Channel, null, shortcut.ResponseUrl);
        var inbound = Request(SlackIds.Trigger(shortcut.TriggerId ?? unique, "shortcut"), shortcut.By, Place(shortcut.Channel, null, shortcut.By), new Input.Line(Interaction.Declare));
        if (await FormAsync(inbound, cancellationToken) is not { } form)
        {
            return await AnswerAsync(inbound, shortcut.By, since, answer => Later(to, answer), Ack.Empty, (answer, stop) => telling.TellAsync(to, answer, stop));
        }

        form = shortcut.Words is { Length: > 0 } words ? FromMessage(form, SlackText.WithNames(SlackText.Read(words, roster), 0, people.NameOf, shared.NameOf), shortcut) : form;
        return await OpenAsync(shortcut.TriggerId, views.Form(form, shortcut.Channel), onTop: false, since) is var opening and not Opening.Opened ? Later(to, NotOpen(opening, form)) : Ack.Empty;
    }

    /// <summary>Its beginning is the title; the whole, and where it was said, is the first note.</summary>
    private Form FromMessage(Form form, string words, Interaction.Shortcut shortcut)
    {
        var link = workspace.Address is { } home && shortcut is { Channel: { } channel, Ts: { } ts } ? Permalinks.Of(home, channel, ts) : null;
        var said = words.Length > Words.TitleLength ? Words.Cut(words, Form.TextLength - (link?.Length ?? 0) - 1) : "";
        var details = link is null ? said : $"{said} {link}".TrimStart();
        var titled = form.Prefilled("title", words);
        return details.Length == 0 ? titled : titled.Prefilled("details", details);
    }

    /// <summary>Half of what a window has: it still has to be opened then.</summary>
    private static readonly TimeSpan PreparedWithin = TimeSpan.FromSeconds(1.2);

    /// <summary>Waits for the window no longer than Slack waits for us; one that takes longer may open still.</summary>
    /// <param name="since">When the request came.</param>
    private async Task<Opening> OpenAsync(string? trigger, JsonObject window, bool onTop, long since)
    {
        var opening = telling.OpenAsync(trigger, window, onTop, CancellationToken.None);
        try
        {
            return await opening.WaitAsync(LeftOf(AnsweredWithin, since), time);
        }
        catch (TimeoutException)
        {
            afterwards.Do(stop => opening.WaitAsync(stop));
            return Opening.Unknown;
        }
    }

    /// <summary>
    /// A form to open, told by the store alone; the person's facts are those at hand. Null also where the store takes so long that no window
    /// would open any more: then the line is answered as where there are no forms, and says which words are missing.
    /// </summary>
    private async Task<Form?> FormAsync(InboundRequest inbound, CancellationToken cancellationToken)
    {
        try
        {
            var asked = desk.PrepareAsync(inbound, cancellationToken);
            return (asked.IsCompleted ? await asked : await asked.AsTask().WaitAsync(PreparedWithin, time, cancellationToken))?.Form;
        }
        catch (TimeoutException)
        {
            return null;
        }
        catch (ArchiveRebuildingException)
        {
            return null;
        }
    }

    private Answer NotOpen(Opening opening, Form form) => ForSlack(
        workspace.Trouble is { } trouble ? new(AnswerKind.NotSaved, Visibility.OnlyYou, $"{trouble}, so no form can be opened; nothing was done.", Hint: $"Please type it: `{Typed(form)}`. That works.")
        : opening == Opening.Unknown ? new(AnswerKind.NotSaved, Visibility.OnlyYou, "Slack did not open the form in time; nothing was done.", Hint: $"If it does not open, type it: `{Typed(form)}`.")
        : new(AnswerKind.NotSaved, Visibility.OnlyYou, "The form could not be opened in time; nothing was done.", Hint: $"Please try again, or type it: `{Typed(form)}`."));

    /// <summary>The line that does without the form what it is for.</summary>
    private static string Typed(Form form) => CommandLine.Read(form.Key) is Reading.Call ? $"{form.Key} …"
        : form.Key is Interaction.Declare ? "p1 <what is wrong>"
        : $"{form.Key} p1 <what is wrong>";

    private static Ack Instead(JsonObject view) => Ack.Of(new JsonObject { ["response_action"] = "update", ["view"] = view });

    private static Ack Errors(IReadOnlyDictionary<string, string> errors) =>
        Ack.Of(new JsonObject { ["response_action"] = "errors", ["errors"] = new JsonObject(errors.Select(error => KeyValuePair.Create(error.Key, (JsonNode?)Words.Cut(error.Value, 2000)))) });
}
