using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace IncidentBot.Bench;

/// <summary>From starting the process to the first 200 of <c>/readyz</c>, beside a .NET process that does nothing.</summary>
internal static class ColdStart
{
    private const int Runs = 7;

    public static async Task RunAsync(string folder)
    {
        var host = Path.Combine(AppContext.BaseDirectory, "../../../../../src/IncidentBot/bin", Configuration, "net10.0", "incidentbot.dll");
        if (!File.Exists(host))
        {
            throw new FileNotFoundException("The host is not built; scripts/bench.sh builds it.", host);
        }

        var table = new Table("Cold start to /readyz", "run", "empty data folder", "again, same folder", "`dotnet incidentbot.dll --version`", "ratio");
        using var client = new HttpClient();
        for (var run = 1; run <= Runs; run++)
        {
            var data = Path.Combine(folder, $"{run}");
            var first = await ReadyAsync(client, host, data);
            var second = await ReadyAsync(client, host, data);
            var begun = Stopwatch.GetTimestamp();
            using (var nothing = Process.Start(new ProcessStartInfo("dotnet", [host, "--version"]) { RedirectStandardOutput = true, UseShellExecute = false })!)
            {
                await nothing.StandardOutput.ReadToEndAsync();
                await nothing.WaitForExitAsync();
            }

            var bare = Stopwatch.GetElapsedTime(begun);
            table.Row(run, first, second, bare, second / bare);
        }
    }

    private static async Task<TimeSpan> ReadyAsync(HttpClient client, string host, string data)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        var begun = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [host])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["DOTNET_ENVIRONMENT"] = "Development", ["ASPNETCORE_URLS"] = address, ["Storage__Path"] = data },
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        while (!await IsReadyAsync(client, address))
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"The host left with {process.ExitCode}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }

        var took = Stopwatch.GetElapsedTime(begun);
        process.Kill();
        await process.WaitForExitAsync();
        return took;
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, string address)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri($"{address}/readyz"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private const string Configuration =
#if DEBUG
        "Debug";
#else
        "Release";
#endif
}
