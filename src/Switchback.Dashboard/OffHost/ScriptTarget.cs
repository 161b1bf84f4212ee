using System.Net.Http.Headers;
using System.Text;
using Switchback.Dashboard.Hosting;
using Switchback.Storage.Files;

namespace Switchback.Dashboard.OffHost;

/// <summary>Puts a script where it is kept: into the folder, or to the address.</summary>
internal sealed class ScriptTarget(OffHostSettings settings, Outbound outbound)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <returns>Why it is not there; null when it is.</returns>
    public Task<string?> PutAsync(string name, string text, CancellationToken cancel) => settings.Folder is { } folder
        // A mount that hangs must hold up nothing else.
        ? Task.Run(() => KeptFile.Write(Path.Combine(folder, name), text), cancel)
        : SendAsync(name, text, cancel);

    private async Task<string?> SendAsync(string name, string text, CancellationToken cancel)
    {
        var address = new Uri($"{settings.Url!.Uri.AbsoluteUri.TrimEnd('/')}/{Uri.EscapeDataString(name)}");
        using var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = new StringContent(text, Encoding.UTF8, "text/x-shellscript") };
        if (settings.Bearer is { } source)
        {
            if (source.Read() is not { } secret) return "its bearer token cannot be read any more. Nothing is sent without it.";
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret.Reveal());
        }

        return await outbound.SendAsync(request, Patience, cancel) switch
        {
            SentOutcome.Taken => null,
            SentOutcome.Refused refused => refused.Why,
            SentOutcome.Unreached unreached => unreached.Why,
            _ => throw new InvalidOperationException("SentOutcome is closed."),
        };
    }
}
