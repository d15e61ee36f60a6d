namespace IncidentBot.Slack.Inbound.Socket;

/// <summary>Why a socket is no longer the one in use.</summary>
internal enum SocketEnd
{
    /// <summary>Slack asks for a new one; this one still works for a moment. Also for reasons that Slack adds without notice.</summary>
    Refresh,

    /// <summary>Nothing came for so long that it may be dead; a new one tells.</summary>
    Silence,

    /// <summary>The line broke, or said what cannot be read.</summary>
    Dropped,

    /// <summary>Slack holds as many sockets of this app as it allows.</summary>
    TooMany,

    /// <summary>Socket Mode was switched off for this app.</summary>
    Disabled,
}

/// <summary>What Slack calls them in its "disconnect" frame.</summary>
internal static class SocketEnds
{
    public static SocketEnd Of(string? reason) => reason switch
    {
        "link_disabled" => SocketEnd.Disabled,
        "too_many_websockets" => SocketEnd.TooMany,
        _ => SocketEnd.Refresh,
    };
}
