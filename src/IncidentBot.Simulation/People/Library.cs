using IncidentBot.Core.Playbooks;

namespace IncidentBot.Simulation.People;

/// <summary>What the simulated team has written down.</summary>
internal static class Library
{
    public static Handbook Handbook { get; } = new(
        [
            new Playbook("checkout", "Checkout trouble", ["checkout", "payment", "cart"], [], [new PlaybookStep("Look at the payment provider's status", "curl https://status.example.org"), new PlaybookStep("Look at the queue", null), new PlaybookStep("Restart the workers", null)]),
            new Playbook("login-trouble", "People cannot log in", ["login", "log in"], ["AuthServiceDown"], [new PlaybookStep("Ask the identity provider", null), new PlaybookStep("Look at the clock of the servers", null)]),
        ],
        [new Link("Dashboard", "https://grafana.example.org/d/shop?var=a&b=c")]);
}
