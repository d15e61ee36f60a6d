using System.Text.Encodings.Web;
using System.Text.Json;
using IncidentBot.Core.Alerts;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Messages;
using IncidentBot.Core.Roster;
using IncidentBot.Core.Sla;
using IncidentBot.Core.Store;
using IncidentBot.Core.Timers;
using IncidentBot.TestKit;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static IncidentBot.TestKit.Some;

namespace IncidentBot.Core.Tests.Messages;

/// <summary>Each card in each state that people meet, as they will be drawn; a changed card is seen in review.</summary>
public sealed class CardSnapshotTests
{
    private static readonly JsonSerializerOptions Readable = new(StoreJson.Default.Options) { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Person Anna = Some.Roster.Primary!;

    public static TheoryData<string> Names => [.. Cards().Select(card => card.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_card_looks_as_it_was_approved(string name) =>
        Approved.Matches(JsonSerializer.Serialize(Cards().Single(card => card.Name == name).Card, Readable), name, "json");

    [Fact]
    public void The_same_state_draws_the_same_card() =>
        Assert.All(Cards().Zip(Cards()), pair => Assert.Equal(Json(pair.First.Card), Json(pair.Second.Card)));

    [Fact]
    public void Every_button_of_every_card_is_a_line_that_is_understood() =>
        Assert.All(Cards().SelectMany(card => card.Card.Buttons), button =>
        {
            var call = Assert.IsType<Core.Desk.Reading.Call>(Core.Desk.CommandLine.Read(button.Line));
            Assert.Equal(new IncidentId(7), call.Incident);
        });

    [Fact]
    public void A_card_without_a_commander_says_so_loudly() =>
        Assert.Contains("NO COMMANDER", Json(IncidentCards.Announcement(An.Incident().P1().AcknowledgedBy(Some.Anna).Says("lead pass", Some.Anna).Build())), StringComparison.Ordinal);

    [Fact]
    public void The_card_has_its_six_buttons_when_they_make_sense()
    {
        Assert.Equal(["Acknowledge", "Escalate"], Labels(An.Incident().P1()));
        Assert.Equal(["Take command", "Update", "Next step", "Fix is in", "Escalate"], Labels(An.Incident().P1().AcknowledgedBy(Some.Anna).Says("lead pass", Some.Anna)));
        Assert.Equal(["Update", "Resolve"], Labels(An.Incident().P1().Fixed()));
        Assert.NotNull(IncidentButtons.Of(An.Incident().P1().Fixed().Build()).Single(button => button.Label == "Resolve").Confirm);
    }

    [Fact]
    public void A_nag_offers_to_send_an_update_to_snooze_and_to_stop() =>
        Assert.Equal(["Send update", "Snooze", "Stop"], NoticeCards.Nag(An.Incident().P1().AcknowledgedBy(Some.Anna).Build(), new Nagged([NagKind.Update])).Buttons.Select(button => button.Label));

    private static IEnumerable<string> Labels(IncidentBuilder past) => IncidentButtons.Of(past.Build()).Select(button => button.Label);

    [Fact]
    public void Every_view_can_be_drawn_and_no_other()
    {
        var incident = An.Incident().P1().Build();

        Assert.Equal(Json(IncidentCards.Announcement(incident)), Json(Views.Draw(Views.Announcement, incident)));
        Assert.Equal(Json(IncidentCards.Room(incident)), Json(Views.Draw(Views.Room, incident)));
        Assert.Throws<ArgumentException>(() => Views.Draw("lunch", incident));
        Assert.Throws<ArgumentException>(() => Conditions.Holds("lunch", incident, Noon));
    }

    private static AlertsArrived Fires(int count, AlertClass found = AlertClass.Red) => new(
        [.. Enumerable.Range(1, count).Select(i => new AlertMark($"key{i}", Noon, true, found))],
        [.. Enumerable.Range(1, count).Select(i => new LinkedAlert($"key{i}", "prometheus", $"<b>alert</b> {i} of @channel", found, Noon, true, "auth", "page", Description: "3 of 12 checks fail", Url: $"https://ci.example.com/runs/{i}"))]);

    private static string Json(Card card) => JsonSerializer.Serialize(card, StoreJson.Default.Card);

    private static IEnumerable<(string Name, Card Card)> Cards()
    {
        var p1 = An.Incident().P1().Build();
        var breached = An.Incident().P1().After(12).With(new ClockAtRisk(ClockKind.Response)).After(15).With(new ClockBreached(ClockKind.Response)).Build();
        yield return ("announcement-p1-declared", IncidentCards.Announcement(p1));
        var born = An.Incident().P1().Provisional().With(Fires(4), Actor.OfAlerts("prometheus"));
        yield return ("announcement-p1-provisional", IncidentCards.Announcement(born.Build()));
        yield return ("room-p1-watch-waits", IncidentCards.Room(born.Says("ack", Some.Anna).Says("severity p1 confirmed", Some.Anna).Says("fixed", Some.Anna).Build()));
        yield return ("announcement-task", IncidentCards.Announcement(An.Incident().Task().With(Fires(1, AlertClass.Yellow), Actor.OfAlerts("prometheus")).Build()));
        yield return ("announcement-p1-breached", IncidentCards.Announcement(breached));
        yield return ("announcement-p1-resolution", IncidentCards.Announcement(An.Incident().P1().InStep("Resolution").Build()));
        yield return ("announcement-p1-cancelled", IncidentCards.Announcement(An.Incident().P1().Cancelled().Build()));
        yield return ("announcement-p1-closed", IncidentCards.Announcement(An.Incident().P1().Closed().Build()));
        yield return ("announcement-p4-open", IncidentCards.Announcement(An.Incident().P4().Titled("typo in the footer").Build()));
        yield return ("announcement-drill", IncidentCards.Announcement(An.Incident().P1().Drill().Titled("game day").Build()));
        yield return ("announcement-undelivered", IncidentCards.Announcement(An.Incident().P1().With(new DeliveryFailed("teams", "the incident's room", "teams has no rooms.", "Messages go to the announcement channel instead.")).Build()));
        yield return ("room-p1-declared", IncidentCards.Room(p1));
        yield return ("room-p1-triage", IncidentCards.Room(An.Incident().P1().AcknowledgedBy(Some.Anna).Done(3).With(new RoomOpened("slack", "C7", "inc-7-checkout-is-down")).Build()));
        yield return ("room-p1-watch", IncidentCards.Room(An.Incident().P1().Fixed().Build()));
        yield return ("room-p1-watch-over", IncidentCards.Room(An.Incident().P1().Fixed().WatchOver().Build()));
        yield return ("room-p1-post-mortem", IncidentCards.Room(An.Incident().P1().Resolved().Build()));
        yield return ("room-p2-verify", IncidentCards.Room(An.Incident().P2().Fixed().Build()));
        yield return ("room-p3-declared", IncidentCards.Room(An.Incident().P3().Build()));
        yield return ("notice-page", NoticeCards.Page(p1, [Anna], "+49 30 999"));
        yield return ("notice-page-nobody-on-call", NoticeCards.Page(p1, [], null));
        yield return ("notice-response-at-risk", NoticeCards.ResponseAtRisk(p1, [Anna, Some.Roster.Secondary!], "+49 30 999"));
        yield return ("notice-response-breached", NoticeCards.ResponseBreached(breached, [Anna], [], null));
        yield return ("notice-response-breached-told-late", Late(NoticeCards.ResponseBreached(breached, [Anna], [], null)));
        yield return ("notice-watch-ended", NoticeCards.WatchEnded(An.Incident().P1().Fixed().WatchOver().Build()));
        yield return ("notice-watch-ended-all-done", NoticeCards.WatchEnded(An.Incident().P1().Fixed().Done(10).WatchOver().Build()));
        yield return ("notice-acknowledged", Told(An.Incident().P1().AcknowledgedBy(Some.Anna), 4));
        yield return ("notice-resolved-by-breaking-glass", Told(An.Incident().P1().Fixed().With(new GlassBroken("resolve"), Ben).Says("resolve all good", Ben), 4));
        yield return ("room-p1-action-items", IncidentCards.Room(An.Incident().P1().Resolved().Says("action add @ben due 2026-03-06 prevent: retry the payment", Some.Anna).Says("action add @anna due tomorrow an alert", Some.Anna).Says("action done 2", Some.Anna).Build()));
        yield return ("announcement-public-still-open", IncidentCards.Announcement(An.Incident().P1().AcknowledgedBy(Some.Anna).Says("update public: we are on it", Some.Anna).Says("publish", Some.Anna).Says("cancel false alarm", Some.Anna).Build()));
        yield return ("announcement-merged", IncidentCards.Announcement(An.Incident().P1().With(new Merged("INC-3"), Some.Anna).Build()));
        yield return ("notice-approval-sought", CommunicationCards.Ask(An.Incident().P1().AcknowledgedBy(Some.Anna).With(new UpdateWritten(1, Audience.Public, "We are investigating a problem with one of our services.", PublicStage.Investigating)).Build(), new ApprovalSought(2), Some.Roster.Lead));
        var owing = An.Incident().P1().AcknowledgedBy(Some.Anna).Says("update public: we are on it", Some.Anna).Says("publish 1", Some.Anna).Resolved().With(new ActionAdded(1, "ben", "Ben", null, new DateOnly(2026, 3, 1), "add an alert", null), Some.Anna).Build();
        yield return ("notice-still-to-do", FollowUpCards.Reminder(owing, new FollowedUp(WriteUp: true, [1], PublicStatus: true), Noon.AddDays(1), Some.Roster.Lead));
        yield return ("notice-delivery-failed", Told(An.Incident().P1().With(new DeliveryFailed("slack", "a notice", "the channel is archived.", "Unarchive it.")), 1));
    }

    private static Card Late(Card card) =>
        LateLine.Of(
            [new Overdue("call of the Lead", Noon.AddMinutes(10)), new Overdue("response target missed", Noon.AddMinutes(15))],
            Noon,
            Noon.AddMinutes(75),
            new Attendance(new FakeTimeProvider(), started: Noon.AddMinutes(75), lastSign: Noon.AddMinutes(4), stopped: true))!.Under(card);

    private static Card Told(IncidentBuilder past, int newest)
    {
        var entries = past.History().Events.TakeLast(newest).ToList();
        return NoticeCards.Told(past.Build(), entries, entries);
    }
}
