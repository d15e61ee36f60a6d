using FsCheck.Xunit;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Store;
using IncidentBot.Core.Tests.Support;
using Xunit;

namespace IncidentBot.Core.Tests.Properties;

/// <summary>Who commands, whatever people do.</summary>
[Properties(Replay = "20260302,7919", MaxTest = 100)]
public sealed class CommandProperties
{
    [Property]
    public async Task Nobody_commands_who_did_not_say_so_themselves(byte severity, (byte, byte, byte)[] walk)
    {
        var world = await Walk.TakenAsync(severity, walk);

        string? claimed = null;
        foreach (var entry in world.Store[new StreamId("INC-1")].Events)
        {
            claimed = entry.Event switch
            {
                CommandClaimed => entry.By.Id,
                ClaimRejected or CommandLeft or CommandOffered or CommanderNamed { } => entry.Event is CommanderNamed named && named.Person != entry.By.Id ? Passed(named, claimed) : null,
                _ => claimed,
            };
        }
    }

    /// <summary>Only a claim that nobody objected to passes the command by itself.</summary>
    private static string? Passed(CommanderNamed named, string? claimed)
    {
        Assert.Equal(claimed, named.Person);
        return null;
    }
}
