namespace IncidentBot.Core.Procedures;

/// <summary>What the bot can see done, as a setting names it.</summary>
public enum TaskTick
{
    /// <summary>Somebody acknowledged.</summary>
    Acknowledged,

    /// <summary>The Lead heard that somebody is on it.</summary>
    LeadInformed,

    /// <summary>The fix is in.</summary>
    Mitigated,

    /// <summary>The first public text was approved.</summary>
    PublicApproved,

    /// <summary>The ticket is there.</summary>
    TicketCreated,

    /// <summary>The first action item is there.</summary>
    ActionAgreed,

    /// <summary>The post-mortem was shared.</summary>
    PostMortemShared,
}

/// <summary>What the bot can see done, as written in a procedure.</summary>
public static class TaskTicks
{
    public const string Acknowledged = "acknowledged";

    /// <summary>The Lead heard that somebody is on it: of a P1, with the first acknowledgement.</summary>
    public const string LeadInformed = "lead-informed";

    public const string Mitigated = "mitigated";

    /// <summary>The first public text was approved.</summary>
    public const string PublicApproved = "public-approved";

    /// <summary>The ticket is there; while no ticket system is connected, people say so.</summary>
    public const string TicketCreated = "ticket-created";

    /// <summary>The first action item is there.</summary>
    public const string ActionAgreed = "action-agreed";

    public const string PostMortemShared = "post-mortem-shared";

    public static string Of(TaskTick tick) => tick switch
    {
        TaskTick.Acknowledged => Acknowledged,
        TaskTick.LeadInformed => LeadInformed,
        TaskTick.Mitigated => Mitigated,
        TaskTick.PublicApproved => PublicApproved,
        TaskTick.TicketCreated => TicketCreated,
        TaskTick.ActionAgreed => ActionAgreed,
        _ => PostMortemShared,
    };
}
