using Switchback.Lab.Clusters;
using Switchback.Lab.Http;

namespace Switchback.Lab.Transport;

/// <summary>
/// Requests from one cluster to another. A request takes the link's time, runs in the other process, and its answer takes
/// the way back. A frozen or cut-off other side answers nothing; a stopped one refuses, and ends what was under way there.
/// </summary>
public sealed class Network
{
    private readonly Dictionary<(string From, string To), LinkState> _links = [];
    // Ten thousand long polls are under way at a time: found by themselves, not by looking through all.
    private readonly HashSet<Exchange> _underWay = [];
    private long _sent;

    /// <summary>Tells who keeps connections that those between two clusters have ended.</summary>
    public event Action<Func<Cluster, Cluster, bool>>? Broken;

    public LinkState Link(Cluster from, Cluster to)
    {
        if (!_links.TryGetValue((from.Name, to.Name), out var link)) _links[(from.Name, to.Name)] = link = new LinkState();
        return link;
    }

    /// <summary>True while a new connection from one to the other is refused at once.</summary>
    public bool Refuses(Cluster from, Cluster to) =>
        to.Runtime.State == NodeState.Stopped || Link(from, to).Cut == LinkCut.Refused || Link(to, from).Cut == LinkCut.Refused;

    public Task<T> SendAsync<T>(Cluster from, Cluster to, string action, Func<Task<T>> work, long requestBytes = 0, Func<T, long>? answerBytes = null)
    {
        if (Refuses(from, to)) throw TransportErrors.ConnectRefused(to.Node.TransportAddress);
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var exchange = new Exchange(_sent++, from, to, action, e => done.TrySetException(e));
        _underWay.Add(exchange);
        Carry(from, to, requestBytes, () => _ = RunAsync());
        return done.Task;

        async Task RunAsync()
        {
            try
            {
                var answer = await work();
                Carry(to, from, answerBytes?.Invoke(answer) ?? 0, () => Finish(() => done.TrySetResult(answer)));
            }
            catch (NodeStoppedException)
            {
                // The other process died while it worked: Break has told the caller.
            }
            catch (Exception e)
            {
                Carry(to, from, 0, () => Finish(() => done.TrySetException(e)));
            }
        }

        void Finish(Action finish)
        {
            if (_underWay.Remove(exchange)) finish();
        }
    }

    /// <summary>Every request under way between the two breaks off with a disconnect (stop of a process, cut of a link).</summary>
    public void Break(Func<Cluster, Cluster, bool> concerns)
    {
        foreach (var exchange in _underWay.Where(e => concerns(e.From, e.To)).OrderBy(e => e.Number).ToList())
        {
            _underWay.Remove(exchange);
            var to = exchange.To;
            exchange.From.Runtime.Post(() => exchange.Fail(
                TransportErrors.Disconnected(to.Node.Name, to.Node.TransportAddress, exchange.Action)));
        }
        Broken?.Invoke(concerns);
    }

    /// <summary>
    /// Cuts or heals one direction. A refused link breaks what is under way both ways; what a swallowing one holds arrives
    /// when it heals, as a connection that is still open retransmits.
    /// </summary>
    public void Cut(Cluster from, Cluster to, LinkCut cut)
    {
        var link = Link(from, to);
        link.Cut = cut;
        if (cut == LinkCut.Refused)
        {
            link.Held.Clear();
            Break((f, t) => (f == from && t == to) || (f == to && t == from));
        }
        if (cut == LinkCut.None)
            while (link.Held.TryDequeue(out var held))
                held();
    }

    /// <summary>The calling process is gone: nobody waits for these any more.</summary>
    public void Forget(Cluster caller)
    {
        foreach (var exchange in _underWay.Where(e => e.From == caller).OrderBy(e => e.Number).ToList())
        {
            _underWay.Remove(exchange);
            exchange.Fail(new NodeStoppedException());
        }
    }

    /// <summary>All links as new, nothing under way.</summary>
    public void Reset()
    {
        _links.Clear();
        _underWay.Clear();
        Broken = null;
    }

    private void Carry(Cluster from, Cluster to, long bytes, Action arrive)
    {
        var link = Link(from, to);
        if (link.Cut == LinkCut.Swallowed)
        {
            link.Held.Enqueue(() => Carry(from, to, bytes, arrive));
            return;
        }
        link.BytesCarried += bytes;
        var now = from.Lab.Clock.Elapsed;
        var delay = link.Latency;
        if (link.BytesPerSecond > 0)
        {
            var begin = link.BusyUntil > now ? link.BusyUntil : now;
            link.BusyUntil = begin + TimeSpan.FromSeconds((double)bytes / link.BytesPerSecond);
            delay += link.BusyUntil - now;
        }
        if (delay <= TimeSpan.Zero) to.Runtime.Post(arrive);
        else from.Lab.Loop.After(delay, () => to.Runtime.Post(arrive));
    }

    private sealed class Exchange(long number, Cluster from, Cluster to, string action, Action<Exception> fail)
    {
        public long Number => number;

        public Cluster From => from;

        public Cluster To => to;

        public string Action => action;

        public void Fail(Exception e) => fail(e);
    }
}
