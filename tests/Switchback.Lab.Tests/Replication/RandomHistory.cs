using System.Text;
using Switchback.Lab.Clusters;
using Switchback.Lab.Documents;
using Switchback.Lab.Indices;
using Switchback.Lab.Replication;
using Switchback.Lab.Transport;

namespace Switchback.Lab.Tests.Replication;

/// <summary>
/// One random life of a leader and its follower, all of it out of a seed: writes, deletes, merges, pauses, cut links, frozen, stopped
/// and restarted processes, closed indices, hours that pass. At the end everything is put right and given time.
/// </summary>
public sealed class RandomHistory(TwoClusters world, int seed)
{
    private readonly Random _chance = new(seed);
    private readonly List<string> _said = [];
    private int _shards;

    /// <summary>A merge took operations that the follower had not read: it may be lost.</summary>
    public bool FellOutOfReach { get; private set; }

    /// <summary>And that although the follower held a lease on them: never.</summary>
    public bool BrokeALease { get; private set; }

    public string Story => string.Join("; ", _said);

    public async Task LiveAsync()
    {
        await world.ConnectAsync();
        _shards = 1 + _chance.Next(3);
        await world.CreateLeaderAsync(_shards, ("index.soft_deletes.retention_lease.period", _chance.Next(2) == 0 ? "90s" : "12h"));
        await WriteAsync(_chance.Next(60));
        if (_chance.Next(2) == 0) await world.DoAsync(() => FlushAndMerge());
        await world.FollowAsync(Parameters());
        for (var step = 10 + _chance.Next(30); step > 0; step--)
        {
            await StepAsync();
            await PassAsync();
        }
        await PutRightAsync();
    }

    private async Task StepAsync()
    {
        switch (_chance.Next(16))
        {
            case 0 or 1 or 2 or 3:
                await WriteAsync(1 + _chance.Next(80));
                break;
            case 4:
                Say("merge");
                await world.DoAsync(FlushAndMerge);
                break;
            case 5:
                Say("pause");
                await world.TryAsync(() => world.B.Replication.Pause.RunAsync(TwoClusters.FollowerIndex));
                break;
            case 6 or 7:
                Say("resume");
                await world.TryAsync(() => world.B.Replication.Resume.RunAsync(TwoClusters.FollowerIndex, Parameters(), null));
                break;
            case 8:
                await CutAsync(_chance.Next(3) switch { 0 => LinkCut.Refused, 1 => LinkCut.Swallowed, _ => LinkCut.None });
                break;
            case 9:
                await RestartAsync(_chance.Next(2) == 0 ? "clusterA" : "clusterB");
                break;
            case 10:
                await FreezeAsync(_chance.Next(2) == 0 ? "clusterA" : "clusterB");
                break;
            case 11:
                Say("close the leader");
                await world.TryAsync(() => world.A.Indices.OpenClose.CloseAsync([world.Leader!], ActiveShards.None, TimeSpan.Zero));
                break;
            case 12:
                Say("close the follower");
                await world.TryAsync(() => world.B.Indices.OpenClose.CloseAsync([world.Follower!], ActiveShards.None, TimeSpan.Zero));
                break;
            case 13 or 14:
                Say("open both");
                await OpenAsync();
                break;
            default:
                Say("two minutes");
                await world.AdvanceAsync(TimeSpan.FromMinutes(2));
                break;
        }
    }

    private Task PassAsync() => world.AdvanceAsync(TimeSpan.FromMilliseconds(_chance.Next(4) switch
    {
        0 => 0,
        1 => _chance.Next(100),
        2 => _chance.Next(5_000),
        _ => _chance.Next(40_000),
    }));

    private async Task WriteAsync(int count)
    {
        Say($"{count} writes");
        var requests = Enumerable.Range(0, count).Select(_ => Write()).ToList();
        await world.TryAsync(async () =>
        {
            foreach (var request in requests) await world.A.Documents.WriteAsync(request, []);
        });
    }

    private WriteRequest Write()
    {
        var id = $"{_chance.Next(25)}";
        if (_chance.Next(4) == 0) return new WriteRequest(WriteKind.Delete, TwoClusters.LeaderIndex) { Id = id };
        var source = $$"""{"n":{{_chance.Next(1000)}},"field{{_chance.Next(6)}}":"{{new string('x', _chance.Next(200))}}"}""";
        return new WriteRequest(WriteKind.Index, TwoClusters.LeaderIndex) { Id = id, Source = Encoding.UTF8.GetBytes(source) };
    }

    private void FlushAndMerge()
    {
        if (world.A.Runtime.State != NodeState.Running) return;
        foreach (var shard in world.Leader!.Shards.Where(shard => shard.IsStarted))
        {
            shard.Store.Flush();
            var before = Unread(shard);
            var retained = shard.RetainedFrom;
            History.Prune(shard);
            if (Unread(shard) == before) continue;
            FellOutOfReach = true;
            // A lease taken anew, from a number that had been given up before, brings nothing back.
            BrokeALease |= shard.Leases.All.Any(lease => lease.Source == RetentionLease.Ccr && lease.RetainingSeqNo >= retained);
        }
    }

    /// <summary>How many operations the shard holds that its follower has not written yet.</summary>
    private int Unread(Shard shard)
    {
        var reached = world.Follower?.Shards[shard.Id].Store.GlobalCheckpoint ?? long.MaxValue - 1;
        var count = 0;
        for (var next = shard.Store.FirstFrom(reached + 1); next is not null; next = shard.Store.FirstFrom(next.SeqNo + 1)) count++;
        return count;
    }

    private Task CutAsync(LinkCut cut)
    {
        Say($"link {cut}");
        return world.DoAsync(() => world.Lab.Network.Cut(world.B, world.A, cut));
    }

    private async Task RestartAsync(string name)
    {
        Say($"restart {name}");
        await world.DoAsync(() => world.Lab.Stop(world.Lab[name]));
        await world.AdvanceAsync(TimeSpan.FromMilliseconds(_chance.Next(20_000)));
        await world.DoAsync(() => world.Lab[name].Runtime.Start());
    }

    private async Task FreezeAsync(string name)
    {
        Say($"freeze {name}");
        await world.DoAsync(() => world.Lab[name].Runtime.Freeze());
        await world.AdvanceAsync(TimeSpan.FromMilliseconds(_chance.Next(100_000)));
        await world.DoAsync(() => world.Lab[name].Runtime.Thaw());
    }

    private async Task OpenAsync()
    {
        await world.TryAsync(() => world.A.Indices.OpenClose.OpenAsync([world.Leader!], ActiveShards.None, TimeSpan.Zero));
        await world.TryAsync(() => world.B.Indices.OpenClose.OpenAsync([world.Follower!], ActiveShards.None, TimeSpan.Zero));
    }

    private async Task PutRightAsync()
    {
        Say("put right");
        await CutAsync(LinkCut.None);
        await OpenAsync();
        // The longest sleep of a task is its poll timeout. A resume is refused while the leader's shards recover: it is asked for again.
        for (var i = 0; i < 20 && !IsSettled(); i++)
        {
            await world.AdvanceAsync(TimeSpan.FromSeconds(30));
            if (world.Statuses().Count == 0) await world.TryAsync(() => world.B.Replication.Resume.RunAsync(TwoClusters.FollowerIndex, Parameters(), null));
        }
    }

    private bool IsSettled() => world.Statuses() is { Count: > 0 } statuses && statuses.Count == _shards
        && statuses.Zip(world.Leader!.Shards).All(pair => pair.First.Fatal is not null
            || (pair.First.ReadFailures.Count == 0 && pair.First.FollowerGlobalCheckpoint == pair.Second.Store.GlobalCheckpoint));

    private FollowParametersInput Parameters() => _chance.Next(2) == 0 ? new FollowParametersInput() : new FollowParametersInput
    {
        MaxReadRequestOperationCount = 1 + _chance.Next(30),
        MaxOutstandingReadRequests = 1 + _chance.Next(4),
        MaxReadRequestSize = Units.ByteSize.OfBytes(1 + _chance.Next(2000)),
        MaxWriteRequestOperationCount = 1 + _chance.Next(20),
        MaxOutstandingWriteRequests = 1 + _chance.Next(3),
        MaxWriteRequestSize = Units.ByteSize.OfBytes(1 + _chance.Next(1000)),
        MaxWriteBufferCount = 1 + _chance.Next(50),
        MaxWriteBufferSize = Units.ByteSize.OfBytes(1 + _chance.Next(4000)),
        ReadPollTimeout = new Units.TimeText(1 + _chance.Next(60), "s"),
    };

    private void Say(string what) => _said.Add(what);
}
