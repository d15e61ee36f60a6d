namespace IncidentBot.Simulation.Stories;

/// <summary>Writes the stories as files to read.</summary>
public static class Transcripts
{
    /// <summary>One file a story; files of the same name are replaced, others are left alone.</summary>
    public static IReadOnlyList<StoryTold> Write(string folder)
    {
        Directory.CreateDirectory(folder);
        return [.. StoryBook.All.Select(story => Write(story, folder))];
    }

    private static StoryTold Write(Story story, string folder)
    {
        var store = Directory.CreateTempSubdirectory("incidentbot-story-");
        try
        {
            var told = StoryRun.Tell(story, store.FullName);
            File.WriteAllText(Path.Combine(folder, told.FileName), told.Text);
            return told;
        }
        finally
        {
            store.Delete(recursive: true);
        }
    }
}
