using IncidentBot.Tests.Crash;

namespace IncidentBot.Tests.Cli;

/// <summary>Types a command in a folder, as a person would, and keeps what it said.</summary>
internal sealed class Terminal(string folder, string environment = "Development")
{
    public async Task<(int Code, string Said)> TypeAsync(params string[] arguments)
    {
        await using var process = HostProcess.Start(folder, environment, arguments);
        var code = await process.ExitAsync();
        return (code, process.Output);
    }

    public async Task<string> GoodAsync(params string[] arguments)
    {
        var (code, said) = await TypeAsync(arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)} ended with {code}:\n{said}");
        return said;
    }
}
