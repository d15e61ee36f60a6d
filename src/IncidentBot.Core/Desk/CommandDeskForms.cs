using IncidentBot.Core.Forms;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Store;
using IncidentBot.Core.Timers;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Desk;

/// <summary>Forms: what asks for words first, and what becomes of them. A filled form is the lines that somebody would have typed.</summary>
public sealed partial class CommandDesk
{
    /// <inheritdoc/>
    public async ValueTask<Answer?> PrepareAsync(Inbound inbound, CancellationToken cancellationToken)
    {
        var line = inbound.Input switch
        {
            Input.Line typed => typed.Text,
            Input.Press pressed => pressed.Text,
            _ => null,
        };

        // What was answered already is not asked again.
        if (line is null || _recent.Find(inbound) is not null || await store.FindReplyAsync(inbound.Id, cancellationToken) is not null)
        {
            return null;
        }

        var room = inbound.Input is Input.Line ? await RoomOfAsync(inbound, cancellationToken) : null;
        return await AskedAsync(inbound, CommandLine.Read(line), room, cancellationToken) is { } asked
            ? new Answer(AnswerKind.Shown, Visibility.OnlyYou, asked.Kind.Draw(asked.Call).Title, Incident: asked.Call.Incident?.Id) { Form = asked.Kind.Draw(asked.Call) }
            : null;
    }

    /// <inheritdoc/>
    public async ValueTask<Card> ViewAsync(string view, Actor viewer, Membership membership, CancellationToken cancellationToken)
    {
        if (!string.Equals(view, Views.Home, StringComparison.Ordinal))
        {
            throw new ArgumentException($"No view of one's own is called '{view}'.", nameof(view));
        }

        var live = await store.LoadLiveAsync(cancellationToken);
        var seen = live.Where(history => history.Stream.IsIncident && history.Events.Count > 0).Select(writer.Fold).Where(incident => Permissions.MaySee(viewer, incident, settings.Roster)).ToList();
        var mayDeclare = membership is Membership.Member or Membership.NotVerified;
        return HomeCard.Draw(seen, viewer, mayDeclare);
    }

    /// <summary>The form that these words open; null where they need none, or would be refused whatever was filled in.</summary>
    private async ValueTask<Asked?> AskedAsync(Inbound inbound, Reading reading, IncidentId? room, CancellationToken cancellationToken)
    {
        switch (reading)
        {
            case Reading.Menu:
                return Declaring(inbound, "declare");

            case Reading.Declare { Severity: null, Title.Length: 0 } declare when !(declare.Private && inbound.SeenByOthers):
                return Declaring(inbound, (declare.Drill, declare.Private) switch { (true, true) => "test private", (true, false) => "test", (false, true) => "private", _ => "declare" });

            case Reading.Call { Verb: IncidentVerb verb } call when verb.Looks(call.Text) is null:
                return await AskedAsync(inbound, verb, call, room, cancellationToken);

            default:
                return null;
        }
    }

    private Asked? Declaring(Inbound inbound, string key) =>
        inbound.ReadOutside || Allowed("declare", inbound, null) == Permission.Refused ? null : new Asked(new DeclareForm(), new FormCall(key, null, time.GetUtcNow(), settings.Roster));

    private async ValueTask<Asked?> AskedAsync(Inbound inbound, IncidentVerb verb, Reading.Call call, IncidentId? room, CancellationToken cancellationToken)
    {
        var (subject, text) = SubjectOf(call, room);
        if (subject is not { } stream
            || await store.LoadAsync(stream, cancellationToken) is not { } history
            || writer.Fold(history) is not { } incident
            || !MaySee(inbound, incident, room))
        {
            return null;
        }

        var now = time.GetUtcNow();
        incident = TimerPlan.CatchUp(incident, now).Incident;
        return Allowed(verb.PermissionFor(incident, text), inbound, incident) != Permission.Refused
            && verb.Asks(incident, new VerbCall(inbound.By, text, now, settings.Roster, settings.Procedures) { Handbook = settings.Handbook }) is { } kind
            ? new Asked(kind, new FormCall($"{verb.Name} {incident.Id} {text}".TrimEnd(), incident, now, settings.Roster))
            : null;
    }

    /// <summary>
    /// The last line carries the delivery's own id, and those before it one made of it: so the submission counts as answered when all of it is
    /// saved, and what a repetition finds done is not done twice.
    /// </summary>
    private async ValueTask<Answer> SubmitAsync(Inbound inbound, Input.Submit submit, CancellationToken cancellationToken)
    {
        if (await AskedAsync(inbound, CommandLine.Read(submit.Form), null, cancellationToken) is not { } asked)
        {
            // A form without questions stands for its key: a preview that is sent. So does one that no longer has to be asked.
            return await HandleAsync(inbound with { Input = new Input.Press(submit.Form) }, cancellationToken);
        }

        var (filled, mistakes) = FieldCheck.Of(asked.Kind.Draw(asked.Call), submit.Fields);
        if (mistakes.Count > 0)
        {
            return Mistaken(asked, mistakes);
        }

        var lines = asked.Kind.Lines(asked.Call, filled);
        if (lines.Count == 0)
        {
            return new Answer(AnswerKind.Shown, Visibility.OnlyYou, "Nothing new was filled in.", Incident: asked.Call.Incident?.Id);
        }

        var told = new List<string>(lines.Count);
        List<TimeSaid> times = [];
        var answer = Answers.Busy;
        Card? card = null;
        for (var i = 0; i < lines.Count; i++)
        {
            var id = i == lines.Count - 1 ? inbound.Id : new DeliveryId($"{inbound.Id.Value}/{lines[i].Field}");
            answer = await HandleAsync(inbound with { Id = id, Input = new Input.Press(lines[i].About(answer.Incident)) }, cancellationToken);
            if (answer is { Kind: AnswerKind.Refused, Card: null })
            {
                return Mistaken(asked, new Dictionary<string, string>(StringComparer.Ordinal) { [lines[i].Field] = $"{answer.Text} {answer.Hint}".TrimEnd() });
            }

            if (answer.Kind is not (AnswerKind.Done or AnswerKind.Shown))
            {
                return answer;
            }

            told.Add(answer.Text);
            times.AddRange(answer.Times);
            card = answer.Card ?? card;
        }

        return answer with { Text = string.Join(' ', told), Times = times, Card = card, Form = asked.Kind.Then(asked.Call, answer) };
    }

    private static Answer Mistaken(Asked asked, IReadOnlyDictionary<string, string> mistakes) =>
        new(AnswerKind.Refused, Visibility.OnlyYou, string.Join(' ', mistakes.Values), Incident: asked.Call.Incident?.Id)
        {
            Form = asked.Kind.Draw(asked.Call),
            FieldErrors = mistakes,
        };

    private sealed record Asked(FormKind Kind, FormCall Call);
}
