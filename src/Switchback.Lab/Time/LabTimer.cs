namespace Switchback.Lab.Time;

/// <summary>Something that will run on the loop at a moment of lab time, unless cancelled before.</summary>
public sealed class LabTimer
{
    private Action? _action;

    internal LabTimer(Action action, TimeSpan due)
    {
        _action = action;
        Due = due;
    }

    public TimeSpan Due { get; }

    public bool IsPending => _action is not null;

    public void Cancel() => _action = null;

    internal void Fire()
    {
        var action = _action;
        _action = null;
        action?.Invoke();
    }
}
