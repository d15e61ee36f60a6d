namespace IncidentBot.Storage.Embedded.View;

/// <summary>Somebody looks something up, and waits until the view has what was committed before.</summary>
internal abstract class ViewQuestion(long needs, long askedAt)
{
    /// <summary>Answered when the view has this change.</summary>
    public long Needs { get; } = needs;

    public long AskedAt { get; } = askedAt;

    public abstract void Answer(ViewDatabase database, long behind);

    public abstract void Fail(Exception why);

    /// <summary>When the view is not there in time: true answers with what it has and says how far behind that is.</summary>
    public abstract bool TakesOldAnswer { get; }
}

/// <inheritdoc/>
internal sealed class ViewQuestion<T>(long needs, long askedAt, bool takesOldAnswer, Func<ViewDatabase, long, T> ask) : ViewQuestion(needs, askedAt)
{
    private readonly TaskCompletionSource<T> _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Told => _told.Task;

    public override bool TakesOldAnswer => takesOldAnswer;

    public override void Answer(ViewDatabase database, long behind) => _told.TrySetResult(ask(database, behind));

    public override void Fail(Exception why) => _told.TrySetException(why);
}
