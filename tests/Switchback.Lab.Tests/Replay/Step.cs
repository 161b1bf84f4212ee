using System.Text.Json;

namespace Switchback.Lab.Tests.Replay;

/// <summary>One step of a recording. Steps are numbered from 0, as they stand in the file's list.</summary>
public abstract record Step
{
    private Step()
    {
    }

    public sealed record Say(string Heading) : Step;

    public sealed record Steer(Handling Handling, Side Cluster) : Step;

    public sealed record Wait(TimeSpan Time, string Why) : Step;

    public sealed record Request(Side On, string Method, string Path) : Step
    {
        public SentBody Body { get; init; } = new SentBody.Nothing();

        public Caller As { get; init; } = new Caller.Superuser();

        public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

        /// <summary>What came back; nothing where the caller gave up before an answer.</summary>
        public RecordedAnswer? Recorded { get; init; }

        public IReadOnlyList<Condition> Until { get; init; } = [];

        public TimeSpan? GiveUpAfter { get; init; }

        public IReadOnlyDictionary<string, string> Capture { get; init; } = new Dictionary<string, string>();

        public IReadOnlyList<string> Loose { get; init; } = [];

        public bool LooseHeaders { get; init; }

        public string? Note { get; init; }

        public string Line => $"{Method} {Path}";
    }
}

/// <summary>What is done to a cluster's process.</summary>
public enum Handling
{
    Stop,
    Start,
    Freeze,
    Thaw,
}

/// <summary>A request's body: none, JSON, or text sent as it stands (lines of a bulk, or broken on purpose).</summary>
public abstract record SentBody
{
    private SentBody()
    {
    }

    public sealed record Nothing : SentBody;

    public sealed record Json(JsonElement Value) : SentBody;

    public sealed record Text(string Value) : SentBody;
}

/// <summary>Who sends a request.</summary>
public abstract record Caller
{
    private Caller()
    {
    }

    /// <summary>The superuser where security is on; where it is off, nobody asks.</summary>
    public sealed record Superuser : Caller;

    public sealed record Nobody : Caller;

    /// <param name="Credential"><c>name:password</c></param>
    public sealed record User(string Credential) : Caller;

    /// <param name="Credential"><c>id:secret</c></param>
    public sealed record ApiKey(string Credential) : Caller;
}

/// <param name="Body">JSON, or a JSON string that holds the text of an answer that was not JSON; nothing for HEAD</param>
/// <param name="MediaType">the content type without its parameters</param>
public sealed record RecordedAnswer(int Status, JsonElement? Body, string MediaType, bool Warned)
{
    public bool IsJson => MediaType == MediaTypes.Json;
}
