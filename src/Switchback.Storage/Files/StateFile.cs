using System.Text.Json;

namespace Switchback.Storage.Files;

/// <summary>
/// One value in one JSON file, for what is good to have after a restart and no loss if it is a few seconds old. The file is replaced
/// as a whole, so a reader sees the old value or the new one, and not more often than once a period however often the value changes.
/// </summary>
/// <typeparam name="T">Does not change any more once it is handed over.</typeparam>
public sealed class StateFile<T> : IDisposable
    where T : class
{
    public static readonly TimeSpan DefaultPeriod = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly TimeSpan _period;
    private readonly JsonSerializerOptions? _json;
    private readonly ITimer _timer;
    private DateTimeOffset? _lastAttempt;
    private bool _isWaiting;
    private bool _closed;

    private StateFile(string path, TimeProvider time, TimeSpan period, JsonSerializerOptions? json)
    {
        _path = path;
        _time = time;
        _period = period;
        _json = json;
        _timer = time.CreateTimer(_ => WriteIfDue(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What was read at the start or set since; null when there is nothing yet.</summary>
    public T? Value { get; private set; }

    /// <summary>What was wrong with the file at the start, in a sentence; null when nothing was.</summary>
    public string? Note { get; private set; }

    /// <summary>Why the last write failed, in a sentence; null when it did not. It is tried again every period.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Reads the file if there is one. A file that makes no sense is set aside and told of, never fatal.</summary>
    public static StateFile<T> Open(string path, TimeProvider time, TimeSpan? period = null, JsonSerializerOptions? json = null)
    {
        var opened = new StateFile<T>(Path.GetFullPath(path), time, period ?? DefaultPeriod, json);
        opened.Read();
        return opened;
    }

    /// <summary>Remembers the value now and writes it as soon as the period allows.</summary>
    public void Set(T value)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            Value = value;
            if (_isWaiting) return;

            _isWaiting = true;
            var due = _lastAttempt is { } last ? last + _period - _time.GetUtcNow() : TimeSpan.Zero;

            // A clock that was set back must not put the next write off for longer than a period.
            _timer.Change(TimeSpan.FromTicks(Math.Clamp(due.Ticks, 0, _period.Ticks)), Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Writes what still waits.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_closed) return;
            _closed = true;
            if (_isWaiting) Write();
        }

        _timer.Dispose();
    }

    private void WriteIfDue()
    {
        lock (_gate)
        {
            if (_isWaiting && !_closed) Write();
        }
    }

    private void Write()
    {
        _lastAttempt = _time.GetUtcNow();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            using (var file = new FileStream(_path + ".new", FileMode.Create))
            {
                JsonSerializer.Serialize(file, Value!, _json);
                file.Flush(flushToDisk: true);
            }

            File.Move(_path + ".new", _path, overwrite: true);
            FolderFlush.Flush(Path.GetDirectoryName(_path)!);
            _isWaiting = false;
            Trouble = null;
        }
        catch (Exception failed) when (DiskTrouble.IsDisk(failed))
        {
            Trouble = $"Not saved: {DiskTrouble.Say(failed, _path)} It is tried again every {_period.TotalSeconds:0} s.";
            if (!_closed) _timer.Change(_period, Timeout.InfiniteTimeSpan);
        }
    }

    private void Read()
    {
        try
        {
            File.Delete(_path + ".new");
            if (!File.Exists(_path)) return;

            try
            {
                using var file = File.OpenRead(_path);
                Value = JsonSerializer.Deserialize<T>(file, _json) ?? throw new JsonException("it is null.");
            }
            catch (Exception senseless) when (senseless is JsonException or NotSupportedException)
            {
                var aside = SetAside.PathFor(_path, "unreadable", _time.GetUtcNow());
                File.Move(_path, aside);
                Note = $"{_path} makes no sense and is kept as {aside}; what it held is learnt anew. {senseless.Message}";
            }
        }
        catch (Exception failed) when (DiskTrouble.IsDisk(failed))
        {
            Note = $"{_path} could not be read; what it held is learnt anew. {failed.Message}";
        }
    }
}
