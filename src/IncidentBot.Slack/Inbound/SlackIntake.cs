using System.Text.Json.Nodes;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;
using IncidentBot.Core.Verbs;
using IncidentBot.Slack.Outbound;
using Microsoft.Extensions.Logging;
using InboundRequest = IncidentBot.Core.Desk.Inbound;

namespace IncidentBot.Slack.Inbound;

/// <summary>
/// Behind both roads: what Slack brings becomes a request to the desk, and the desk's answer becomes what Slack shows. Saved first, then
/// answered; a window is opened before anything else is done, because Slack lets it be opened for three seconds only.
/// </summary>
internal sealed partial class SlackIntake(
    ICommandDesk desk,
    IStore store,
    IncidentWriter writer,
    PeopleRoster roster,
    Workspace workspace,
    SharedChannels shared,
    SlackPeople people,
    Telling telling,
    HomePages homes,
    MessageTexts texts,
    AnswerRenderer answers,
    ViewRenderer views,
    TypedLines lines,
    Afterwards afterwards,
    TimeProvider time,
    ILogger<SlackIntake> log)
{
    /// <summary>Slack shows an error after 3 s; what takes longer is said to be under way, and told when it is done.</summary>
    private static readonly TimeSpan AnsweredWithin = TimeSpan.FromSeconds(2.2);

    /// <param name="unique">Names this request where it has no trigger.</param>
    public async Task<Ack> CommandAsync(SlashCommand command, string unique, CancellationToken cancellationToken)
    {
        if (workspace.IsOther(command.AppId))
        {
            return Ack.Stranger;
        }

        if (!string.Equals(command.Name, lines.Command, StringComparison.OrdinalIgnoreCase))
        {
            return Ack.Of(answers.Reply(new Answer(AnswerKind.Refused, Visibility.OnlyYou, $"I answer to `{lines.Command}`, and this was `{Words.Cut(Words.Clean(command.Name), 40)}`; nothing was done.", Hint: "If the app has another command now, an administrator sets Slack:Command to it.")));
        }

        var since = time.GetTimestamp();
        var inbound = Request(SlackIds.Trigger(command.TriggerId ?? unique, "command"), command.By, Place(command.Channel, null, command.By), new Input.Line(SlackText.Read(command.Text, roster)));
        if (await FormAsync(inbound, cancellationToken) is { } form)
        {
            return await OpenAsync(command.TriggerId, views.Form(form, command.Channel), onTop: false, since) is var opening and not Opening.Opened ? Ack.Of(answers.Reply(NotOpen(opening, form))) : Ack.Empty;
        }

        var to = new Telling.To(command.By, command.Channel, null, command.ResponseUrl);
        return await AnswerAsync(inbound, command.By, since, answer => Replied(to, answer), UnderWay, (answer, stop) => telling.TellAsync(to, answer, stop));
    }

    private Ack Replied(Telling.To to, Answer answer)
    {
        var messages = answers.Draw(answer);
        if (messages.Count > 1)
        {
            afterwards.Do(stop => telling.GoOnAsync(to, answer.To, messages.Skip(1), stop));
        }

        return Ack.Of(AnswerRenderer.Reply(answer.To, messages[0]));
    }

    public async Task<Ack> InteractAsync(Interaction interaction, string unique, CancellationToken cancellationToken) => interaction switch
    {
        Interaction.Press press when !workspace.IsOther(press.AppId) => await PressAsync(press, unique, cancellationToken),
        Interaction.Submission submission when !workspace.IsOther(submission.AppId) => await SubmitAsync(submission, unique),
        Interaction.Shortcut shortcut when !workspace.IsOther(shortcut.AppId) => await ShortcutAsync(shortcut, unique, cancellationToken),
        Interaction.Suggestion suggestion when !workspace.IsOther(suggestion.AppId) => Ack.Of(new JsonObject { ["options"] = new JsonArray() }),
        Interaction.Other other when !workspace.IsOther(other.AppId) => Ack.Empty,
        _ => Ack.Stranger,
    };

    private async Task<Ack> PressAsync(Interaction.Press press, string unique, CancellationToken cancellationToken)
    {
        if (press.Line is not { } line)
        {
            return Ack.Empty;
        }

        var since = time.GetTimestamp();
        var inModal = press is { View: not null, IsHome: false };
        var inbound = Request(SlackIds.Trigger(press.TriggerId ?? unique, press.Id), press.By, Place(press.Channel, press.Thread, press.By), new Input.Press(line));
        var to = new Telling.To(press.By, press.Channel, press.Thread, press.ResponseUrl);
        if (await FormAsync(inbound, cancellationToken) is { } form)
        {
            var window = views.Form(form, press.Channel);
            if (await OpenAsync(press.TriggerId, window, inModal, since) is var opening and not Opening.Opened)
            {
                // Three windows lie on each other at most, and a trigger lives three seconds; the window that was pressed in can always be another.
                afterwards.Do(stop => inModal && opening == Opening.Refused && workspace.Trouble is null ? telling.ReplaceAsync(press.View!, window, stop) : telling.TellAsync(to, NotOpen(opening, form), stop));
            }

            return Ack.Empty;
        }

        Task TellAsync(Answer answer, CancellationToken stop) =>
            inModal ? telling.ReplaceAsync(press.View!, Told(answer), stop)
            : press.IsHome ? TellAtHomeAsync(press, to, answer, stop)
            : telling.TellAsync(to, answer, stop);

        return await AnswerAsync(
            inbound,
            press.By,
            since,
            answer =>
            {
                afterwards.Do(stop => TellAsync(answer, stop));
                return Ack.Empty;
            },
            Ack.Empty,
            TellAsync);
    }

    private async Task TellAtHomeAsync(Interaction.Press press, Telling.To to, Answer answer, CancellationToken cancellationToken)
    {
        if (await telling.OpenAsync(press.TriggerId, Told(answer), onTop: false, cancellationToken) is not Opening.Opened)
        {
            await telling.TellAsync(to, answer, cancellationToken);
        }

        await homes.OpenAsync(press.By, cancellationToken);
    }

    private Ack Later(Telling.To to, Answer answer)
    {
        afterwards.Do(stop => telling.TellAsync(to, answer, stop));
        return Ack.Empty;
    }

    /// <summary>Decides and saves, and answers in time either way. What has begun is finished, whether Slack still listens or not.</summary>
    /// <param name="since">When the request came.</param>
    private async Task<Ack> AnswerAsync(InboundRequest inbound, SlackUser by, long since, Func<Answer, Ack> now, Ack meanwhile, Func<Answer, CancellationToken, Task> later)
    {
        var work = HandleAsync(inbound, by);
        if (!work.IsCompleted)
        {
            try
            {
                await work.WaitAsync(LeftOf(AnsweredWithin, since), time);
            }
            catch (TimeoutException)
            {
                afterwards.Do(async stop => await later(await work, stop));
                return meanwhile;
            }
        }

        return now(await work);
    }

    private TimeSpan LeftOf(TimeSpan all, long since) => all - time.GetElapsedTime(since) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    private async Task<Answer> HandleAsync(InboundRequest inbound, SlackUser by)
    {
        try
        {
            if (inbound.Membership == Membership.NotVerified && !IsForAnybody(inbound.Input))
            {
                inbound = inbound with { Membership = await people.MembershipAsync(by, CancellationToken.None) };
                inbound = inbound with { By = people.ActorOf(by) };
            }

            await people.MeetAsync(Named(inbound.Input), CancellationToken.None);
            inbound = inbound with { Input = Readable(inbound.Input) };
            return ForSlack(Warned(await desk.HandleAsync(inbound, CancellationToken.None), inbound.Input), inbound.Input);
        }
        catch (ArchiveRebuildingException rebuilding)
        {
            return new Answer(AnswerKind.NotSaved, Visibility.OnlyYou, rebuilding.Message);
        }
        catch (Exception error)
        {
            // Told here and nowhere else: the person hears of it, and the log has the rest.
            Log.Failed(log, error, inbound.Id.Value);
            return ForSlack(new Answer(AnswerKind.NotSaved, Visibility.OnlyYou, "I failed at this; the log says why.", Hint: "Please look with `status` whether it was done before you try again."));
        }
    }

    /// <summary>What was done is done, and whoever did it hears that the others will not see it here for now.</summary>
    private Answer Warned(Answer answer, Input input)
    {
        var warning = workspace.Trouble is { } trouble ? $"{trouble}: cards and messages wait until an administrator has installed the app again."
            : shared.Trouble is { } read && CommandLine.Read(TextOf(input)) is Reading.Declare ? $"{read} until an administrator has named another channel (Slack:AnnouncementChannel) or ended the sharing."
            : null;
        return answer.Kind is AnswerKind.Done && answer.Text.Length > 0 && warning is not null
            ? answer with { Hint = $"{(answer.Hint is { } hint ? $"{hint} " : "")}{warning}" }
            : answer;
    }

    /// <summary>Slack's ids of the people that a line or a form names.</summary>
    private static IEnumerable<string> Named(Input input) => input switch
    {
        Input.Line line => SlackText.Named(line.Text),
        Input.Press press => SlackText.Named(press.Text),
        Input.Submit submit => submit.Fields.Values.SelectMany(value => SlackUser.IsId(value) ? [value] : SlackText.Named(value)),
        _ => [],
    };

    /// <summary>As people read it: an id says nobody who was meant. Whoever is not known yet keeps theirs.</summary>
    private Input Readable(Input input) => input switch
    {
        Input.Line line => new Input.Line(Readable(line.Text)),
        Input.Press press => new Input.Press(Readable(press.Text)),
        Input.Submit submit => submit with { Fields = submit.Fields.ToDictionary(field => field.Key, field => Readable(field.Value), StringComparer.Ordinal) },
        _ => input,
    };

    private string Readable(string text) => text.IndexOfAny(['@', '#']) < 0 ? text
        : SlackText.WithNames(text, CommandLine.Read(text) is Reading.Call { Verb: IncidentVerb { NamesPerson: true } } ? 1 : 0, people.NameOf, shared.NameOf);

    /// <summary>What guests may do as well, or what is no order at all, waits for nobody.</summary>
    private static bool IsForAnybody(Input input) => input is Input.Talk
        || CommandLine.Read(TextOf(input)) switch
        {
            Reading.Declare => false,
            Reading.Call call => call.Verb is NoteVerb,
            _ => true,
        };

    /// <summary>The line that it stands for.</summary>
    private static string TextOf(Input input) => input switch { Input.Line line => line.Text, Input.Press press => press.Text, Input.Submit submit => submit.Form, _ => "ack" };

    private InboundRequest Request(DeliveryId id, SlackUser by, PlaceRef place, Input input) => new(id, people.ActorOf(by), place, input) { Membership = people.MembershipOf(by), ReadOutside = IsReadOutside(SlackPlace.Of(place).Channel) };

    /// <summary>As far as it is known: nobody waits for Slack to say it, and the next one who types there finds it known.</summary>
    private bool IsReadOutside(string channel)
    {
        if (shared.ShouldLook(channel))
        {
            afterwards.Do(async stop => await shared.LookAsync(channel, stop));
        }

        return shared.IsShared(channel);
    }

    private static PlaceRef Place(string? channel, string? thread, SlackUser by) => new(SlackModule.Name, channel is null ? by.Id : thread is null ? channel : $"{channel}/{thread}");

    private JsonObject Told(Answer answer) => views.Told(answer.Incident?.ToString() ?? "IncidentBot", answer.Hint is { } hint ? $"{answer.Text}\n{hint}" : answer.Text, answer.Card, answer.Times);

    /// <summary>What is to be typed is named as it has to be typed here; the help says it of all of them.</summary>
    private Answer ForSlack(Answer answer, Input? asked = null) => answer with
    {
        Text = lines.In(answer.Text),
        Hint = answer.Hint is { } hint ? lines.In(hint) : null,
        Card = answer.Card is { } card && asked is Input.Line line && CommandLine.Read(line.Text) is Reading.Call { Verb: HelpVerb }
            ? card with { Title = lines.In(card.Title), Blocks = [Block.Text.Of($"Type it after {lines.Command}, which only you see: {lines.Command} p1 checkout is down. Or say it to @IncidentBot in a channel: @IncidentBot status."), .. card.Blocks] }
            : answer.Card,
    };

    private static Ack UnderWay { get; } = Ack.Of(new JsonObject { ["response_type"] = "ephemeral", ["text"] = "Working on it…" });

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A request from Slack could not be handled ({Delivery})")]
        public static partial void Failed(ILogger logger, Exception exception, string delivery);

        [LoggerMessage(2, LogLevel.Warning, "Slack did not give the message under a {Emoji}; the event is answered when it comes again")]
        public static partial void NoWords(ILogger logger, string emoji);

        [LoggerMessage(3, LogLevel.Warning, "Slack leaves out events because there are too many of them")]
        public static partial void Limited(ILogger logger);
    }
}
