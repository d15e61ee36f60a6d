using IncidentBot.Configuration;
using IncidentBot.Core.Doctor;
using IncidentBot.Core.Roster;

namespace IncidentBot.Doctor;

/// <summary>What can be said from the settings alone, whether the server runs or not.</summary>
internal static class SettingsCheckup
{
    public static IEnumerable<Finding> Look(HostSettings settings, TimeProvider time, string dataFolder) =>
    [
        Finding.Good("settings", $"Valid ({settings.Sources.Environment})."),
        .. Api(settings),
        .. ClockCheck.Look(time.GetUtcNow(), LastWrite(dataFolder)),
        .. Handbook(settings),
        .. Zones(settings),
        .. PeopleCheck.Look(PeopleRoster.From(settings.People)),
    ];

    /// <summary>Every zone that is used, and whether the machine has any.</summary>
    public static IEnumerable<Finding> Zones(HostSettings settings) => ClockCheck.Zones(settings.People.List.Select(person => person.Zone).OfType<string>(), ClockCheck.FindZone);

    private static IEnumerable<Finding> Handbook(HostSettings settings)
    {
        var names = string.Join(", ", settings.Handbook.Playbooks.Select(playbook => playbook.Name));
        yield return names.Length > 0 ? Finding.Good("playbooks", $"{names}.") : Finding.Warning("playbooks", "There are none.", "Set Playbooks:Folder, or Playbooks:Shipped to true.");
        if (settings.Handbook.Links.Count == 0)
        {
            yield return Finding.Warning("links", "No dashboards are known: whoever looks for the cause gets no links.", "Add them under Links:List.");
        }
    }

    private static IEnumerable<Finding> Api(HostSettings settings)
    {
        if (settings.Api.Keys.Count > 0)
        {
            yield return Finding.Good("api", $"{settings.Api.Keys.Count} key(s) known.");
        }
        else if (settings.IsDevelopment)
        {
            yield return Finding.Good("api", "No keys: this machine may call without one, because this is Development.");
        }
        else
        {
            yield return Finding.Warning("api", "No keys: the HTTP API answers nobody.", "Add one under Api:Keys; make it with 'openssl rand -hex 32'.");
        }
    }

    private static DateTimeOffset? LastWrite(string folder)
    {
        var journal = Path.Combine(folder, "journal");
        var times = Directory.Exists(journal) ? Directory.EnumerateFiles(journal).Select(File.GetLastWriteTimeUtc).ToList() : [];
        return times.Count == 0 ? null : new DateTimeOffset(times.Max(), TimeSpan.Zero);
    }
}
