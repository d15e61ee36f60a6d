using System.CommandLine;
using IncidentBot.Cli;
using IncidentBot.Running;

var around = new Surroundings();
var incidentbot = new RootCommand("IncidentBot: incident command in your chat, kept by a store that never loses what it acknowledged.")
{
    ServeCommand.Create(around),
    SimulateCommand.Create(around),
    DoctorCommand.Create(around),
    RulesCommand.Create(around),
    BackupCommand.Create(around),
    RestoreCommand.Create(around),
    VerifyCommand.Create(around),
    RebuildCommand.Create(around),
};
foreach (var option in SettingsArguments.All)
{
    incidentbot.Options.Add(option);
}

incidentbot.SetAction((arguments, cancellationToken) => ServeCommand.RunAsync(arguments, around, cancellationToken));

// stop signals belong to the host, which finishes what is in flight
return await incidentbot.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
