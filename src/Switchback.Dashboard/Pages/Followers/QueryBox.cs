using Switchback.Core.Fleet;
using Switchback.Core.Query;

namespace Switchback.Dashboard.Pages.Followers;

/// <summary>What the search box thinks: what could be written where the caret is, and which of it is chosen.</summary>
internal sealed class QueryBox
{
    /// <summary>What was typed and has not come back as the address yet: addresses run behind quick fingers.</summary>
    private readonly Queue<string> _sent = [];

    private Completions _completions = new(0, 0, []);
    private string _shown = "";

    public string Text { get; private set; } = "";

    public IReadOnlyList<Suggestion> Suggestions => _completions.Suggestions;

    /// <summary>-1 when none is: Enter then leaves the text as it is.</summary>
    public int Chosen { get; private set; } = -1;

    public bool IsOpen { get; private set; }

    /// <summary>The address says this now. When it is by something else than this box, the box shows it.</summary>
    public void Show(string query)
    {
        if (query == _shown) return;
        _shown = query;
        if (_sent.Contains(query))
        {
            while (_sent.Dequeue() != query)
            {
                // Overtaken by what was typed after it.
            }
            return;
        }
        _sent.Clear();
        if (query == Text.Trim()) return;
        Text = query;
        Close();
    }

    public void Type(string text, FleetSnapshot snapshot)
    {
        _completions = Completion.At(text, Caret(Text, text), snapshot);
        (Text, Chosen, IsOpen) = (text, -1, Suggestions.Count > 0 && text.Length > 0);
        _sent.Enqueue(Text.Trim());
    }

    /// <summary>All fields, for somebody who does not know them.</summary>
    public void Open(FleetSnapshot snapshot)
    {
        _completions = Completion.At(Text, Text.Length, snapshot);
        (Chosen, IsOpen) = (-1, Suggestions.Count > 0);
    }

    public void Move(int by)
    {
        if (!IsOpen) return;
        Chosen = Chosen < 0 && by < 0 ? Suggestions.Count - 1 : (Chosen + by + Suggestions.Count) % Suggestions.Count;
    }

    /// <summary>Takes a suggestion. After a field its values are offered at once.</summary>
    public void Take(int place, FleetSnapshot snapshot)
    {
        if (place < 0 || place >= Suggestions.Count) return;
        var (text, caret) = _completions.Take(Text, Suggestions[place]);
        Text = text;
        _sent.Enqueue(Text.Trim());
        _completions = Completion.At(text, caret, snapshot);
        (Chosen, IsOpen) = (-1, text[..caret].EndsWith(':') && Suggestions.Count > 0);
    }

    public void Close() => (IsOpen, Chosen) = (false, -1);

    /// <summary>Where somebody typed: behind the last letter that is not as it was, since the browser does not say.</summary>
    internal static int Caret(string before, string after)
    {
        var same = 0;
        while (same < before.Length && same < after.Length && before[^(same + 1)] == after[^(same + 1)]) same++;
        return after.Length - same;
    }
}
