using System.Text;
using System.Text.Json;
using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Time;

namespace Switchback.Lab.Load;

/// <summary>
/// One writer: ten times a second it sends one bulk of what its rate has earned. A bulk that is not answered (the cluster is
/// stopped or frozen) holds it up, as it would a client.
/// </summary>
public sealed class LoadGenerator(Laboratory lab, LoadSpec spec, Random random)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    private readonly List<string> _known = [];
    private LabTimer? _timer;
    private double _earned;
    private long _next;
    private bool _waiting;

    public LoadSpec Spec { get; } = spec;

    public long Acknowledged { get; private set; }

    public long Refused { get; private set; }

    public string? LastRefusal { get; private set; }

    public void Start() => _timer = lab.Loop.After(Beat, OnBeat);

    public void Stop() => _timer?.Cancel();

    private void OnBeat()
    {
        _timer = lab.Loop.After(Beat, OnBeat);
        // What could not be sent while waiting is not made up for: at most one second's worth goes out at once.
        _earned = Math.Min(_earned + (Spec.Rate * Beat.TotalSeconds), Math.Max(1, Spec.Rate));
        if (_waiting || _earned < 1) return;
        var count = (int)_earned;
        _earned -= count;
        _ = SendAsync(count);
    }

    private async Task SendAsync(int count)
    {
        _waiting = true;
        try
        {
            var cluster = lab[Spec.Cluster];
            if (cluster.Runtime.State == NodeState.Stopped)
            {
                Refuse(count, "connection refused");
                return;
            }
            await cluster.Runtime.WhenRunningAsync();
            var request = new LabRequest("POST", $"/{Uri.EscapeDataString(Spec.Index)}/_bulk", Headers(), Bulk(count));
            var response = await cluster.Rest.HandleAsync(request);
            lab.Truth.Answered(cluster, request, response.Status, response.Whole);
            Tell(response, count);
        }
        catch (NodeStoppedException)
        {
            Refuse(count, "connection reset");
        }
        finally
        {
            _waiting = false;
        }
    }

    private Dictionary<string, string> Headers()
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["content-type"] = "application/x-ndjson" };
        if (lab.Options.Superuser is { } user)
            headers["authorization"] = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user.Name}:{user.Password}"));
        return headers;
    }

    private byte[] Bulk(int count)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            var chance = random.Next(100);
            var reuse = _known.Count > 0 && chance < Spec.UpdatePercent + Spec.DeletePercent;
            var id = reuse ? _known[random.Next(_known.Count)] : $"{Spec.Id}-{++_next}";
            if (reuse && chance < Spec.DeletePercent)
            {
                text.Append("{\"delete\":{\"_id\":\"").Append(id).Append("\"}}\n");
                continue;
            }
            if (!reuse) Remember(id);
            text.Append("{\"index\":{\"_id\":\"").Append(id).Append("\"}}\n");
            text.Append("{\"at\":\"").Append(lab.Clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture));
            text.Append("\",\"n\":").Append(_next).Append(",\"amount\":").Append(random.Next(1, 500)).Append("}\n");
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // Enough to overwrite from, without growing for ever.
    private void Remember(string id)
    {
        if (_known.Count < 1000) _known.Add(id);
        else _known[random.Next(_known.Count)] = id;
    }

    private void Tell(WireResponse response, int count)
    {
        if (response.Status >= 300)
        {
            Refuse(count, Encoding.UTF8.GetString(response.Body.Span));
            return;
        }
        using var answer = JsonDocument.Parse(response.Body);
        foreach (var item in answer.RootElement.GetProperty("items").EnumerateArray())
        {
            var result = item.EnumerateObject().First().Value;
            if (result.GetProperty("status").GetInt32() is < 300 or 404) Acknowledged++;
            else Refuse(1, result.GetProperty("error").GetProperty("reason").GetString());
        }
    }

    private void Refuse(int count, string? why)
    {
        Refused += count;
        LastRefusal = why;
    }
}
