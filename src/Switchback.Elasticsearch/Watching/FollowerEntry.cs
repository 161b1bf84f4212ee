using Switchback.Core.Fleet;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Watching;

/// <summary>One follower, kept from poll to poll: what is known of it, and the item that was last shown for it.</summary>
internal sealed class FollowerEntry(string cluster, string name)
{
    private Ruling? _ruling;
    private string? _leaderSaid;
    private long _minute;
    private float _worst = LagTrail.Absent;

    public string Cluster { get; } = cluster;

    public string Name { get; } = name;

    public required FollowMetadata Metadata { get; set; }

    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>The index itself while it is open; set anew with every slow look.</summary>
    public IndexEntry? Own { get; set; }

    /// <summary>The cluster that has, or last had, the very index it was made from.</summary>
    public ClusterBook? LeaderBook { get; set; }

    public IndexEntry? Leader { get; set; }

    public LeaderSide LeaderState { get; set; } = LeaderSide.NotKnown;

    public TaskFacts? Tasks { get; private set; }

    public bool WritesFail { get; private set; }

    public TimeSpan ReadPoll { get; set; } = TimeSpan.FromMinutes(1);

    public IndexFacts? Facts { get; set; }

    public string? Pair { get; set; }

    public string? Rule { get; set; }

    public string? Series { get; set; }

    public Source Source { get; set; } = new("", "", null);

    public CopyProgress? Copy { get; set; }

    /// <summary>When its lease on the leader was last seen renewed, on our clock.</summary>
    public DateTimeOffset? LeaseRenewed { get; set; }

    public Verdict Verdict { get; private set; } = Verdict.Following;

    public DateTimeOffset? Since { get; private set; }

    public LagTrail Trail { get; private set; } = LagTrail.Empty;

    public Item? Shown { get; set; }

    /// <summary>
    /// When it was last shown it followed, lacked nothing, and all that is known besides the polls was well; and nothing of that has been
    /// handed in since.
    /// </summary>
    public bool IsAtRest { get; set; }

    /// <summary>Its tasks complain, or wait for longer than a read may take.</summary>
    public bool HasTrouble { get; private set; } = true;

    /// <summary>What it was last shown by: while neither has moved and nothing is wrong, there is nothing to show anew.</summary>
    public (int Own, int Leader, long Minute) ShownBy { get; set; }

    public long Minute => _minute;

    /// <summary>By wire name, as the cluster printed them last; remembered past the pause.</summary>
    public IReadOnlyDictionary<string, string>? Parameters { get; private set; }

    public void Take(FollowParameters parameters)
    {
        Parameters = parameters.Given().ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);
        ReadPoll = Duration.Parse(parameters.ReadPollTimeout) ?? TimeSpan.FromMinutes(1);
    }

    /// <summary>Its name as the statistics last gave it: interned there, so that from then on it is known without reading it.</summary>
    public string? HeardAs { get; private set; }

    public bool IsHeardAs(string index)
    {
        if (ReferenceEquals(index, HeardAs)) return true;
        if (!string.Equals(index, Name, StringComparison.Ordinal)) return false;
        HeardAs = index;
        return true;
    }

    /// <returns>Whether its tasks came or went since the poll before.</returns>
    public bool Hear(TaskFacts? tasks)
    {
        var turned = tasks.HasValue != Tasks.HasValue;
        WritesFail = tasks is { } now && Tasks is { } before && now.FailedWrites > before.FailedWrites;
        Tasks = tasks;
        HasTrouble = WritesFail || tasks is not { FatalType: null, RetriedType: null } told || told.SinceLastReadMillis > ReadPoll.TotalMilliseconds;
        return turned;
    }

    /// <summary>Keeps the verdict as the same object while the ruling stays the same.</summary>
    public void Take(in Ruling ruling, string? leader, DateTimeOffset now)
    {
        if (_ruling == ruling && _leaderSaid == leader && Verdict.Kind != VerdictKind.Unknown) return;
        var isFirst = _ruling is null;
        var verdict = RulingWords.Say(ruling, leader, Source, Cluster);
        if (!isFirst && verdict.Kind != Verdict.Kind) Since = now;
        (_ruling, _leaderSaid, Verdict) = (ruling, leader, verdict);
    }

    /// <summary>Its own cluster does not answer: how it was stays visible as what it was.</summary>
    public void Lose(string why, DateTimeOffset now)
    {
        if (Verdict.Kind == VerdictKind.Unknown && Verdict.Reason == why) return;
        Verdict = new Verdict(VerdictKind.Unknown, why, Verdict.Cause, Remedy.RestoreSide, _ruling?.Kind);
        Since = now;
    }

    public void Note(DateTimeOffset now, long? lag)
    {
        var minute = now.ToUnixTimeSeconds() / 60;
        _worst = lag is { } operations && !(operations < _worst) ? operations : _worst;
        if (minute == _minute) return;
        Trail = Trail.With(minute - 1, _worst);
        (_minute, _worst) = (minute, lag ?? LagTrail.Absent);
    }
}
