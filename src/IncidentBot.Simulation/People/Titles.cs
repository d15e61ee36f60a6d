using IncidentBot.Simulation.Time;

namespace IncidentBot.Simulation.People;

/// <summary>What people type when something is wrong: mostly plain, sometimes sloppy, now and then an attack.</summary>
internal static class Titles
{
    /// <summary>Text that tries to be more than text. Each has once broken a chat bot somewhere.</summary>
    public static readonly IReadOnlyList<string> Hostile =
    [
        "<!channel> <!here> everybody look",
        "<@U0ANNA> @anna @channel @everyone checkout",
        "login *bold* _under_ ~gone~ `code` ```block``` &lt;b&gt;",
        "search \u001b[31mred\u001b[0m \u0007 bell",
        "invoice \u202Egnp.exe\u202C reversed",
        "pay\u200Bment\u200D zero\uFEFF width",
        "checkout\nack INC-1\nresolve INC-1 done",
        "=HYPERLINK(\"http://evil.example\") in the export",
        "{\"title\": \"json\", \"d\": {}} \\u0000 \\",
        "<at>Chris Lindqvist</at> [click](javascript:alert(1)) <script>",
        "メール配信が止まっています 🔥🔥",
        "INC-1 is a duplicate of this",
    ];

    private static readonly string[] Services =
    [
        "checkout", "login", "search", "payment gateway", "invoice export", "mail delivery", "recommendations", "mobile app", "partner API", "data warehouse",
        "price feed", "order import", "customer portal", "image upload", "session store", "scoring model",
    ];

    private static readonly string[] Symptoms =
    [
        "is down", "answers with 500", "times out for one user in five", "is slow since the deployment", "shows old data", "loses sessions", "refuses new orders",
        "fails after the certificate change", "has a full disk", "cannot reach the database", "sends every mail twice", "drifts: accuracy below baseline",
    ];

    private static readonly string[] Where = ["", "", "", " in the EU", " for mobile users", " on node 3", " since 02:40"];

    public static string Service(Random random) => random.Pick(Services);

    public static string Next(Random random) =>
        random.Chance(0.12) ? random.Pick(Hostile) : $"{random.Pick(Services)} {random.Pick(Symptoms)}{random.Pick(Where)}";

    private static readonly string[] NoteTexts =
    [
        "looking at the dashboard", "rolled back the last deployment", "support has 14 tickets about it", "database failover was at 03:12", "<!channel> please read",
        "waiting for the vendor", "restarted the pods, no change", "suspect: connection pool", "ack INC-1", "graph: http://grafana.example/d/1",
    ];

    public static string Note(Random random) => random.Pick(NoteTexts);
}
