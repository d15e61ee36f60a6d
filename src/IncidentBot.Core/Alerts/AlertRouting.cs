using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;

namespace IncidentBot.Core.Alerts;

/// <summary>Where alerts go, decided from what lives now: to the incident that has their signal or service, or into a new one. Pure.</summary>
internal static class AlertRouting
{
    public static AlertRoutes Of(IReadOnlyList<Judged> alerts, IReadOnlyList<Incident> live, AlertSettings settings, DateTimeOffset now)
    {
        // The newest first: a signal that came back belongs to its last incident.
        Incident[] newest = [.. live.Where(incident => !incident.Drill).OrderByDescending(incident => incident.Id)];
        var routes = new AlertRoutes();
        foreach (var judged in alerts)
        {
            Route(judged, newest, routes, settings, now);
        }

        return routes;
    }

    private static void Route(Judged judged, Incident[] newest, AlertRoutes routes, AlertSettings settings, DateTimeOffset now)
    {
        var known = Followed(Array.Find(newest, incident => incident.Alerts?.Signals.ContainsKey(judged.Key) is true), newest);
        if (known is not null && Takes(known, judged, settings, now))
        {
            routes.Join(known, judged);
        }
        else if (judged.Class == AlertClass.Note || !judged.Alert.Firing)
        {
            if (!routes.JoinOpening(judged))
            {
                routes.Note(judged);
            }
        }
        else if (Array.Find(newest, incident => Shares(incident, judged, settings, now)) is { } shared)
        {
            routes.Join(shared, judged);
        }
        else
        {
            routes.Open(judged, judged.IsUrgent ? Recurring(newest, judged, known) : null);
        }
    }

    /// <summary>What was merged goes on elsewhere.</summary>
    private static Incident? Followed(Incident? incident, Incident[] newest)
    {
        while (incident is { MergedInto: { } into } && Array.Find(newest, other => string.Equals(other.Id.ToString(), into, StringComparison.Ordinal)) is { } target)
        {
            incident = target;
        }

        return incident;
    }

    /// <summary>The incident that has the signal takes it: while it is open, as a repetition, to reopen it, and a task that expects it for a day.</summary>
    private static bool Takes(Incident incident, Judged judged, AlertSettings settings, DateTimeOffset now) =>
        incident.IsOpen || !judged.Alert.Firing
        || AlertRecord.FreshOf(incident.Alerts?.Signals.GetValueOrDefault(judged.Key), judged.Alert, judged.Class, now) is null
        || (judged.IsUrgent && IsReopenable(incident, now))
        || (incident is { IsTask: true, IsClosed: true } && judged.Class == AlertClass.Yellow && TaskProcedure.IsExpected(incident.ClosedBecause) && now - incident.DeclaredAt <= settings.TaskRepeats);

    /// <summary>Another signal of the same service.</summary>
    private static bool Shares(Incident incident, Judged judged, AlertSettings settings, DateTimeOffset now)
    {
        if (incident.IsTask == judged.IsUrgent || !IsAbout(incident, judged))
        {
            return false;
        }

        var newest = incident.Alerts is { } alerts && alerts.LastAt > incident.DeclaredAt ? alerts.LastAt : incident.DeclaredAt;
        return incident.IsOpen ? now - newest <= settings.JoinsFor || (judged.IsUrgent && incident.MitigatedAt is not null) : judged.IsUrgent && IsReopenable(incident, now);
    }

    /// <summary>Its alerts are of that service, or a person named the service as an affected component. What is private is not found by its words.</summary>
    private static bool IsAbout(Incident incident, Judged judged) =>
        !incident.Private && (incident.Alerts?.Groups.Contains(judged.Group) is true || (judged.Alert.Service is { } service && incident.Components.ContainsKey(service)));

    private static bool IsReopenable(Incident incident, DateTimeOffset now) =>
        incident is { ResolvedAt: { } resolved, IsTask: false, IsCancelled: false, IsMerged: false } && now - resolved <= Incident.ReopenableFor;

    /// <summary>What was resolved too long ago to be reopened.</summary>
    private static Incident? Recurring(Incident[] newest, Judged judged, Incident? known) =>
        known is { ResolvedAt: not null, IsTask: false } ? known : Array.Find(newest, incident => incident is { ResolvedAt: not null, IsTask: false } && IsAbout(incident, judged));
}

/// <summary>What goes where.</summary>
internal sealed class AlertRoutes
{
    private readonly Dictionary<StreamId, AlertRoute> _joins = [];
    private readonly Dictionary<(string Group, bool Task), AlertRoute> _opens = [];
    private readonly List<Judged> _notes = [];

    public IEnumerable<AlertRoute> Joins => _joins.Values;

    public IEnumerable<AlertRoute> Opens => _opens.Values;

    public IReadOnlyList<Judged> Notes => _notes;

    /// <summary>Every stream that changes and is known already; the fences among them.</summary>
    public IReadOnlyCollection<StreamId> Streams =>
    [
        .. _joins.Keys,
        .. _opens.Count > 0 ? [StreamId.Intake] : Array.Empty<StreamId>(),
        .. _notes.Count > 0 ? [StreamId.Alerts] : Array.Empty<StreamId>(),
    ];

    public void Join(Incident incident, Judged judged)
    {
        if (!_joins.TryGetValue(incident.Stream, out var route))
        {
            _joins.Add(incident.Stream, route = new AlertRoute(incident, null));
        }

        route.Alerts.Add(judged);
    }

    public void Open(Judged judged, Incident? recurring)
    {
        if (!_opens.TryGetValue((judged.Group, !judged.IsUrgent), out var route))
        {
            _opens.Add((judged.Group, !judged.IsUrgent), route = new AlertRoute(null, recurring));
        }

        route.Alerts.Add(judged);
    }

    /// <summary>A signal that clears in the same call that opens it.</summary>
    public bool JoinOpening(Judged judged)
    {
        if (_opens.Values.FirstOrDefault(route => route.Alerts.Exists(other => string.Equals(other.Key, judged.Key, StringComparison.Ordinal))) is not { } route)
        {
            return false;
        }

        route.Alerts.Add(judged);
        return true;
    }

    public void Note(Judged judged) => _notes.Add(judged);

    /// <summary>What had cleared before it came is cleared where it goes.</summary>
    public void Clear(EarlyClearings early)
    {
        foreach (var route in Joins.Concat(Opens))
        {
            List<Judged> alerts = [.. early.Behind(route.Alerts)];
            route.Alerts.Clear();
            route.Alerts.AddRange(alerts);
        }
    }
}

/// <summary>The alerts of one incident.</summary>
/// <param name="Incident">Null: they open one.</param>
/// <param name="Recurring">What is back, where they open one.</param>
internal sealed record AlertRoute(Incident? Incident, Incident? Recurring)
{
    public List<Judged> Alerts { get; } = [];
}
