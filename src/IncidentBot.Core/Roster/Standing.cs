namespace IncidentBot.Core.Roster;

/// <summary>What the chat says of somebody: one of us, a guest, or from another organisation.</summary>
public enum Membership
{
    Member,
    Guest,
    Outsider,

    /// <summary>The chat could not be asked just now (it is down, perhaps).</summary>
    NotVerified,
}

/// <summary>What somebody is to one incident; each includes everything below it.</summary>
public enum Standing
{
    /// <summary>Guests and outsiders: read and comment.</summary>
    Guest = 0,

    /// <summary>Anyone in the workspace: declare, note.</summary>
    Member = 1,

    /// <summary>Acknowledged, on the rota, or has a role: moves steps and tasks.</summary>
    Responder = 2,

    /// <summary>The incident's commander, or the Lead: ends things.</summary>
    Commander = 3,
}
