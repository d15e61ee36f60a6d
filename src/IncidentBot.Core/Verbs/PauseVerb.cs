using IncidentBot.Core.Desk;
using IncidentBot.Core.Forms;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Sla;

namespace IncidentBot.Core.Verbs;

/// <summary>Stops the resolution clock, with a reason and for a while (product page, "Clocks").</summary>
public sealed class PauseVerb : IncidentVerb
{
    /// <summary>A pause that begins so waits for a named deployment window and does not lapse.</summary>
    private const string Window = "deployment window";

    public override string Name => "pause";

    public override string Usage => "pause [INC-7] <reason> | until <deployment window>";

    public override string Help => "stop the resolution clock for a while; `pause until <deployment window>` until it opens (P3)";

    public override FormKind? Asks(Incident incident, VerbCall call) =>
        call.Text.Length == 0 && incident.ResolutionClock is { Runs: true } && incident is { IsOpen: true, MitigatedAt: null } ? new WordsForm("pause", "Why does the clock stand still?", "Pause") : null;

    public override Decision Decide(Incident incident, VerbCall call)
    {
        if (incident.ResolutionClock is not { } clock || !incident.IsOpen || incident.MitigatedAt is not null)
        {
            return Decision.Refuse($"{incident.Id} has no running resolution clock.", $"`status {incident.Id}` shows its clocks.");
        }

        if (call.Text.Length == 0)
        {
            return Decision.Refuse("Please say why.", $"`pause {incident.Id} <reason>`");
        }

        if (call.Now >= clock.Due && incident.Pause is null)
        {
            return Decision.Refuse($"The resolution target of {incident.Id} has passed; there is nothing left to stop.", $"`update {incident.Id} <text>` tells people where it stands.");
        }

        if (WindowNamed(incident, call) is { } named)
        {
            return named.Found is { } window ? Until(incident, call, window) : Decision.Refuse($"There is no deployment window '{Words.Cut(named.Name, 40)}'.", $"`pause {incident.Id} until <window>`: {string.Join(", ", call.Procedures.Windows.Select(one => one.Name))}.");
        }

        var waits = incident.Severity == Severity.P3 && call.Text.StartsWith(Window, StringComparison.OrdinalIgnoreCase) && call.Text.Length > Window.Length;
        DateTimeOffset? until = waits ? null : incident.Procedure.PauseLapses is { } lapses ? call.Now + lapses : incident.Procedure.Hours?.NextDay(call.Now) ?? call.Now + TimeSpan.FromHours(24);
        var again = incident.Pause is null ? "stands still" : "goes on standing still";
        return Decision.Accept(
            $"The resolution clock of {incident.Id} {again}{(until is { } end ? $" until {Spoken.At(end, incident.Office.DayAndClock(end))}" : " until the deployment window; `resume` lets it go on")}.",
            new ClockPaused(call.Text, until));
    }

    /// <summary>Only a P3 waits for a window, and only "until" or "deployment window" asks for one; null = the words are a reason like any other.</summary>
    private static (string Name, DeploymentWindow? Found)? WindowNamed(Incident incident, VerbCall call)
    {
        if (incident.Severity != Severity.P3 || call.Procedures.Windows.Count == 0)
        {
            return null;
        }

        var opening = new[] { "until ", $"{Window} " }.FirstOrDefault(words => call.Text.StartsWith(words, StringComparison.OrdinalIgnoreCase));
        var name = opening is null ? "" : call.Text[opening.Length..].Trim();
        return name.Length == 0 ? null : (name, call.Procedures.Windows.FirstOrDefault(window => string.Equals(window.Name, name, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>The clock goes on by itself when the window opens.</summary>
    private static Decision Until(Incident incident, VerbCall call, DeploymentWindow window)
    {
        var (begin, end) = window.OpenOrNext(call.Now);
        return begin <= call.Now
            ? Decision.Refuse($"The deployment window {window.Name} is open until {Spoken.At(end, incident.Office.DayAndClock(end))}; there is nothing to wait for.", $"`fixed {incident.Id}` when the fix is in.")
            : Decision.Accept($"The resolution clock of {incident.Id} stands still until the deployment window {window.Name} opens, {Spoken.At(begin, incident.Office.DayAndClock(begin))}.", new ClockPaused($"waits for the deployment window {window.Name}", begin));
    }
}
