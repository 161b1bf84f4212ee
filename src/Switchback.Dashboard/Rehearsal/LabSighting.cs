using System.Net.Sockets;

namespace Switchback.Dashboard.Rehearsal;

/// <summary>What was found where the lab is expected. Closed.</summary>
public abstract record LabSighting
{
    private LabSighting()
    {
    }

    /// <summary>Nothing listens there.</summary>
    public sealed record Nobody : LabSighting;

    public sealed record Lab(LabIdentity Identity) : LabSighting;

    /// <summary>Something listens there, and it is no lab.</summary>
    public sealed record Stranger(string Why) : LabSighting;

    /// <summary>Asks one port. A lab answers <c>/_lab</c> even while its cluster is frozen, so silence is a stranger's.</summary>
    public static async Task<LabSighting> LookAsync(HttpClient http, LabAddress address, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            using var answer = await http.GetAsync(new Uri(address.Url, "_lab"), patience.Token);
            return LabIdentity.TryRead(await answer.Content.ReadAsStringAsync(patience.Token)) is { } identity
                ? new Lab(identity)
                : new Stranger($"answered /_lab with status {(int)answer.StatusCode} and no lab's identity");
        }
        catch (HttpRequestException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            return new Nobody();
        }
        catch (HttpRequestException e)
        {
            return new Stranger($"does not speak HTTP ({e.Message})");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Stranger("accepts connections and does not answer");
        }
    }
}
