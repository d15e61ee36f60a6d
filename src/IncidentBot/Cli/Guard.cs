using System.Net.Sockets;
using IncidentBot.Configuration;
using IncidentBot.Running;
using IncidentBot.Simulation.Runs;
using IncidentBot.Storage.Embedded;

namespace IncidentBot.Cli;

/// <summary>Turns what a person can mend into one sentence and an exit code. Anything else is a fault of the program and keeps its stack trace.</summary>
internal static class Guard
{
    public static async Task<int> RunAsync(Surroundings around, Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (SettingsException error)
        {
            return await SayAsync(around, ExitCode.Settings, error.Message);
        }
        catch (StoreException error)
        {
            return await SayAsync(around, ExitCode.Store, error.Sentence, error.Mend);
        }
        catch (SimulationException error)
        {
            return await SayAsync(around, ExitCode.Usage, error.Sentence, error.Mend);
        }
        catch (UnauthorizedAccessException error)
        {
            return await SayAsync(around, ExitCode.Store, error.Message, "Give the user that runs IncidentBot the right to read and write there.");
        }
        catch (IOException error) when (error.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            return await SayAsync(around, ExitCode.Unavailable, error.Message, "Stop the other program, or choose another address with --set Urls=http://localhost:5081.");
        }
        catch (SocketException error)
        {
            return await SayAsync(around, ExitCode.Unavailable, $"The address of Urls cannot be used: {error.Message}.", "Choose one of this machine, such as --set Urls=http://localhost:5081.");
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }

    private static async Task<int> SayAsync(Surroundings around, int code, params string[] lines)
    {
        foreach (var line in lines)
        {
            await around.Error.WriteLineAsync(line);
        }

        return code;
    }
}
