namespace IncidentBot.Simulation.Chat;

/// <summary>How the requests to a chat went.</summary>
public sealed class ChatFigures
{
    public long Requests { get; private set; }

    public long Throttled { get; private set; }

    public long Errors { get; private set; }

    /// <summary>Requests that nobody could tell the outcome of.</summary>
    public long Unclear { get; private set; }

    /// <summary>How often the chat was asked whether an earlier request had arrived.</summary>
    public long Asked { get; internal set; }

    internal void Count(Weather weather)
    {
        Requests++;
        switch (weather)
        {
            case Weather.Throttled:
                Throttled++;
                break;
            case Weather.ServerError or Weather.Down:
                Errors++;
                break;
            case Weather.AnswerLost or Weather.RequestLost or Weather.Broken:
                Unclear++;
                break;
        }
    }
}
