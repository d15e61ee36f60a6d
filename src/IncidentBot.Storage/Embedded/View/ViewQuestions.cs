using System.Collections.Concurrent;
using IncidentBot.Core.Store;

namespace IncidentBot.Storage.Embedded.View;

/// <summary>What was asked of the view: asked from any thread, kept in order and answered on the view's.</summary>
internal sealed class ViewQuestions
{
    private readonly ConcurrentQueue<ViewQuestion> _asked = new();
    private readonly List<ViewQuestion> _waiting = [];

    /// <summary>Nobody waits for an answer.</summary>
    public bool IsEmpty => _asked.IsEmpty && _waiting.Count == 0;

    public void Ask(ViewQuestion question) => _asked.Enqueue(question);

    /// <summary>Tries every one that waits. False when none was answered.</summary>
    public bool Answer(Func<ViewQuestion, bool> tryAnswer)
    {
        TakeAsked();
        var answered = false;
        for (var i = 0; i < _waiting.Count;)
        {
            if (!tryAnswer(_waiting[i]))
            {
                i++;
                continue;
            }

            _waiting.RemoveAt(i);
            answered = true;
        }

        return answered;
    }

    /// <summary>The store closes: there will be no answer.</summary>
    public void Refuse()
    {
        TakeAsked();
        _waiting.ForEach(static question => question.Fail(new ArchiveRebuildingException(0)));
        _waiting.Clear();
    }

    private void TakeAsked()
    {
        while (_asked.TryDequeue(out var question))
        {
            _waiting.Add(question);
        }
    }
}
