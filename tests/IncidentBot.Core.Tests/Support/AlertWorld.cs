using System.Collections.Immutable;
using IncidentBot.Core.Alerts;
using IncidentBot.Core.Desk;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Procedures;
using IncidentBot.Core.Roster;
using IncidentBot.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentBot.Core.Tests.Support;

/// <summary>The world with a door for alerts.</summary>
internal sealed class AlertWorld
{
    public AlertWorld(PeopleRoster? roster = null, ProcedureBook? book = null)
    {
        World = new World(roster, book);
        Desk = new AlertDesk(World.Store, World.Writer, new DeskSettings(roster ?? Some.Roster, book ?? ProcedureBook.Default(), ["slack"]), AlertSettings.Default, World.Time, NullLogger<AlertDesk>.Instance);
    }

    public World World { get; }

    public AlertDesk Desk { get; }

    /// <summary>Messages of every change so far, oldest first.</summary>
    public IEnumerable<OutboxRow> Rows => World.Store.Saved.SelectMany(change => change.Outbox);

    /// <summary>One-off messages in rooms, as their summaries.</summary>
    public IEnumerable<string> Notices => Rows.Select(row => row.Operation).OfType<Operation.Post>().Select(post => post.Body).OfType<Body.Fixed>().Select(body => body.Card.Summary);

    public static Alert Red(string id = "AuthDown", string? service = "auth") => Of(id, "critical", service);

    public static Alert Outage(string id = "AuthDown", string? service = "auth") =>
        Of(id, "critical", service) with { Labels = ImmutableSortedDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase).Add(AlertSeverity.Outage, "true") };

    public static Alert Orange(string id = "Errors", string? service = "auth") => Of(id, "error", service);

    public static Alert Yellow(string id = "DiskFilling", string? service = "disk") => Of(id, "warning", service);

    public static Alert Of(string id, string? severity, string? service) => new("prometheus", id, true, $"{id} fires") { Severity = severity, Service = service };

    public Incident Incident(int number) => World.Store.Incident(number);

    public async Task<AlertAnswer> SendAsync(params Alert[] alerts) => await Desk.HandleAsync(new AlertCall("prometheus", alerts), CancellationToken.None);

    public Task<AlertAnswer> ClearAsync(Alert alert) => SendAsync(alert with { Firing = false });

    public async Task<Incident> SayAsync(string line, Actor? who = null, int number = 1)
    {
        var answer = await World.SayAsync(line, who);
        Xunit.Assert.True(answer.Kind == AnswerKind.Done, answer.Text);
        return Incident(number);
    }

    /// <summary>The clock goes on, and every timer that is due then fires.</summary>
    public async Task PassAsync(double minutes)
    {
        World.Time.Advance(TimeSpan.FromMinutes(minutes));
        await FireAsync();
    }

    public async Task FireAsync()
    {
        while ((await World.Store.DueAsync(World.Time.GetUtcNow(), 100, CancellationToken.None)) is [var timer, ..])
        {
            await World.Timers.FireAsync(timer, CancellationToken.None);
        }
    }
}
