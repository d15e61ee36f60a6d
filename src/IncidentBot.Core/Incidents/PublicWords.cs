namespace IncidentBot.Core.Incidents;

/// <summary>What the public reads, in a sentence: "the public reads that the cause is known".</summary>
public static class PublicWords
{
    public static string Of(PublicStage stage) => stage switch
    {
        PublicStage.Resolved => "that it is solved",
        PublicStage.Monitoring => "that the fix is being watched",
        PublicStage.Identified => "that the cause is known",
        _ => "that it is being worked on",
    };
}
