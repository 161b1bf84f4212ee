using System.Text.Json;
using Microsoft.Extensions.Logging;
using Switchback.Elasticsearch.Calls;
using Switchback.Elasticsearch.Configuration;
using Switchback.Elasticsearch.Outcomes;
using Switchback.Elasticsearch.Reading;
using Switchback.Elasticsearch.Wire;

namespace Switchback.Elasticsearch.Transport;

/// <summary>
/// Carries requests to one cluster. A read may be tried on every node within its deadline; a call with effect goes to another
/// node only if nothing of it left this machine. Nothing but a cancelled read comes out as an exception.
/// </summary>
public sealed class ClusterChannel : IDisposable
{
    private readonly HttpMessageInvoker _wires;
    private readonly Exchange _exchange;
    private readonly NodePool _pool;
    private readonly Credentials _credentials;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public ClusterChannel(ClusterOptions options, TimeProvider time, Random random, ILogger logger)
    {
        Options = options;
        _time = time;
        _logger = logger;
        _wires = Wires.Open(options);
        _exchange = new Exchange(_wires, options, time);
        _pool = new NodePool(options.Urls, time, random);
        _credentials = new Credentials(options, time);
    }

    public ClusterOptions Options { get; }

    /// <summary>Who answered last; null until somebody did.</summary>
    public ServerIdentity? Identity { get; private set; }

    public ClockSkew? Skew { get; private set; }

    public CallMeter Meter { get; } = new();

    public async Task<Answer<T>> ReadAsync<T>(WireRequest request, Func<ReadOnlyMemory<byte>, T> parse, CancellationToken cancel)
    {
        if (request.HasEffect) throw new ArgumentException("A call with effect is no read.", nameof(request));
        var (reply, fault, _) = await SendAsync(request, cancel);
        using (reply)
        {
            return fault ?? Parse(reply!.Body, parse);
        }
    }

    public async Task<Effect<T>> ActAsync<T>(WireRequest request, Func<ReadOnlyMemory<byte>, T> parse, CancellationToken cancel)
    {
        if (!request.HasEffect) throw new ArgumentException("A read has no effect.", nameof(request));
        var (reply, fault, left) = await SendAsync(request, cancel);
        using (reply)
        {
            if (fault is not null && !left) return new Effect<T>.NotDone(fault);
            var answer = fault ?? Parse(reply!.Body, parse);
            return answer.TryGet(out var value, out var unread) ? new Effect<T>.Done(value) : EffectRules.Judge<T>(unread, inStages: request.Kind == CallKind.Copy);
        }
    }

    /// <summary>The answer's text as it came, for a person to look at; checked to be JSON.</summary>
    public Task<Answer<string>> RawAsync(WireRequest request, CancellationToken cancel) => ReadAsync(request, body => JsonAt.Read(body, root => root.RawText), cancel);

    /// <summary>Asks a node anew who it is.</summary>
    public async Task<Answer<ServerIdentity>> GreetAsync(CancellationToken cancel)
    {
        using var deadline = Deadline(SelfRequests.Root, cancel, out var allowed);
        var tried = new List<Node>();
        Fault fault = new Fault.Unreachable("no node is configured");
        while (_pool.Pick(tried) is { } node)
        {
            tried.Add(node);
            if ((await GreetAsync(node, allowed, deadline.Token, cancel)).TryGet(out var identity, out var why)) return new Answer<ServerIdentity>.Success(identity);
            fault = why;
        }
        return fault;
    }

    public void Dispose() => _wires.Dispose();

    internal static Answer<T> Parse<T>(ReadOnlyMemory<byte> body, Func<ReadOnlyMemory<byte>, T> parse)
    {
        try
        {
            return new Answer<T>.Success(parse(body));
        }
        catch (UnreadableException e)
        {
            return new Fault.Unreadable(e.What, e.Where);
        }
        catch (JsonException e)
        {
            return new Fault.Unreadable("broken JSON", $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
        }
    }

    /// <returns>Also whether anything of the request may have left: a call whose greeting failed never did.</returns>
    private async Task<(Reply? Reply, Fault? Fault, bool Left)> SendAsync(WireRequest request, CancellationToken cancel)
    {
        if (FlawOf(request) is { } flaw) return (null, new Fault.Unsendable(flaw), false);
        if (request.HasEffect && request.Power != Power.Operate) throw new ArgumentException("A call with effect uses the operate credential.", nameof(request));
        if (_credentials.TryGet(request.Power, out var secret) is { } noSecret) return (null, noSecret, false);
        using var deadline = Deadline(request, cancel, out var allowed);
        var tried = new List<Node>();
        Fault fault = new Fault.Unreachable("no node is configured");
        while (_pool.Pick(tried) is { } node)
        {
            tried.Add(node);
            var greeting = node.Greeted is { } known ? new Answer<ServerIdentity>.Success(known) : await GreetAsync(node, allowed, deadline.Token, cancel);
            if (!greeting.TryGet(out var identity, out var why))
            {
                fault = why;
                if (deadline.IsCancellationRequested) break;
                continue;
            }
            if (identity.Version < request.Since)
                return (null, new Fault.TooOld(request.ToString(), request.Since.ToString(), identity.Version.ToString()), false);

            var (reply, failure) = await SendAsync(node, request, secret, identity.Version, allowed, deadline.Token, cancel);
            if (failure is null) return (reply, null, true);
            reply?.Dispose();
            fault = failure;
            if (deadline.IsCancellationRequested || !MayAskAnother(request, failure)) return (null, fault, true);
        }
        return (null, fault, false);
    }

    private async Task<(Reply? Reply, Fault? Fault)> SendAsync(
        Node node, WireRequest request, Secret? secret, ServerVersion? version, TimeSpan allowed, CancellationToken deadline, CancellationToken cancel)
    {
        var began = _time.GetTimestamp();
        var (reply, fault) = await _exchange.SendAsync(node, request, secret, allowed, deadline, cancel);
        Meter.Note(reply, fault);
        if (reply is null)
        {
            if (fault is not Fault.GivenUp)
            {
                var level = node.FailuresInARow == 0 ? LogLevel.Warning : LogLevel.Debug;
                var rest = _pool.Failed(node);
                Log.NodeFailed(_logger, level, Options.Name, node.Name, request.Method.Method, request.Target, fault!.GetType().Name, rest.TotalSeconds);
            }
            return (null, fault);
        }
        _pool.Worked(node);
        Note(reply);
        Log.Answered(_logger, Options.Name, node.Name, request.Method.Method, request.Target, reply.Status, reply.WireBytes, _time.GetElapsedTime(began).TotalMilliseconds);
        return (reply, Triage.Judge(reply, request, version, node.Name));
    }

    private async Task<Answer<ServerIdentity>> GreetAsync(Node node, TimeSpan allowed, CancellationToken deadline, CancellationToken cancel)
    {
        if (_credentials.TryGet(Power.Read, out var secret) is { } noSecret) return noSecret;
        var (reply, fault) = await SendAsync(node, SelfRequests.Root, secret, null, allowed, deadline, cancel);
        using (reply)
        {
            var answer = fault ?? Flatten(Parse(reply!.Body, body => IdentityReader.Read(body, reply!.Product, node.Name)));
            if (answer.TryGet(out var identity, out var why) && Stranger(node, identity) is { } stranger) answer = why = stranger;
            if (why is Fault.NotElasticsearch other)
            {
                _pool.Failed(node);
                Log.NotAccepted(_logger, Options.Name, node.Name, other.Sentence);
            }
            if (answer is Answer<ServerIdentity>.Success accepted)
            {
                _pool.Greet(node, accepted.Value);
                Identity = accepted.Value;
                Log.Greeted(_logger, Options.Name, node.Name, identity!.NodeName, identity.ClusterName, identity.ClusterUuid, identity.VersionText);
            }
            return answer;
        }
    }

    /// <summary>A node whose neighbours belong to another cluster: a wrong address in the list would send calls to the wrong cluster.</summary>
    private Fault.NotElasticsearch? Stranger(Node node, ServerIdentity identity)
    {
        if (Identity?.ClusterUuid is not { } known || identity.ClusterUuid is not { } says || says == known || !_pool.AnotherSpeaksFor(node, known)) return null;
        return new Fault.NotElasticsearch(
            $"{node.Name} belongs to the cluster {identity.ClusterName} ({says}), the other addresses of Clusters:{Options.Name} to another one ({known}): remove the wrong address.");
    }

    private static Answer<T> Flatten<T>(Answer<Answer<T>> nested) => nested.TryGet(out var inner, out var fault) ? inner : fault;

    private static bool MayAskAnother(WireRequest request, Fault fault) => fault switch
    {
        Fault.Unreachable or Fault.NotElasticsearch when !request.HasEffect => true,
        Fault.Unreachable => true,
        // One node without a master, or one gateway's bad hour, need not be the cluster's answer.
        Fault.ConnectionLost or Fault.Failed { Error.Status: 502 or 503 or 504 } => !request.HasEffect,
        _ => false,
    };

    private static string? FlawOf(WireRequest request) => request.Flaw
        ?? (request.Method.Method.Length + request.Target.Length + " HTTP/1.1 ".Length > Target.LongestLine
            ? $"its line is longer than the {Target.LongestLine} bytes a server reads: name fewer at once"
            : null);

    private void Note(Reply reply)
    {
        if (reply.ServerDate is not { } date) return;
        var now = _time.GetUtcNow();
        Skew = new ClockSkew(date - now, now);
    }

    private CancellationTokenSource Deadline(WireRequest request, CancellationToken cancel, out TimeSpan allowed)
    {
        allowed = request.Timeout ?? request.Kind switch
        {
            CallKind.Read => Options.ReadTimeout,
            CallKind.Write => Options.WriteTimeout,
            _ => Options.CopyTimeout,
        };
        return new Lifetime(allowed, _time, cancel);
    }

    /// <summary>A deadline on the injected clock that also ends with the caller.</summary>
    private sealed class Lifetime : CancellationTokenSource
    {
        private readonly CancellationTokenRegistration _caller;

        public Lifetime(TimeSpan allowed, TimeProvider time, CancellationToken caller)
            : base(allowed, time)
        {
            _caller = caller.UnsafeRegister(static self => ((Lifetime)self!).Cancel(), this);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) _caller.Dispose();
            base.Dispose(disposing);
        }
    }
}
