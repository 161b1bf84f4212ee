using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Switchback.Dashboard.Access;

namespace Switchback.Dashboard.Api.Runs;

/// <summary>
/// The same wish with the same key is carried out once, however often it is sent: whoever lost the answer gets it again. What is kept
/// goes with the process; a run remembers its key in the journal besides.
/// </summary>
internal sealed class Idempotency(TimeProvider time) : IEndpointFilter
{
    public const string Header = "Idempotency-Key";

    private const int Longest = 200;
    private const int Most = 10_000;

    private static readonly TimeSpan Life = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<(string Who, string Key), Kept> _kept = new();

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        if (!HttpMethods.IsPost(request.Method) || request.Headers[Header] is not [{ Length: > 0 } key]) return await next(context);
        if (key.Length > Longest) return RunProblems.Invalid(Header, $"The key is longer than {Longest} characters.", "Send a shorter one, for example a random uuid.");

        Forget();
        var who = Actors.Of(context.HttpContext.User).Who;
        var wish = Digest(request, context.Arguments);
        var kept = _kept.GetOrAdd((who, key), _ => new Kept(wish, time.GetUtcNow(), new Lazy<Task<object?>>(() => next(context).AsTask())));
        if (kept.Wish != wish)
            return RunProblems.Say(StatusCodes.Status422UnprocessableEntity, "This key was used for another wish", [new Core.Plans.Refusal(Header, "This key was sent with another address or body before.", "Take a new key for a new wish.")]);
        object? answer;
        try
        {
            answer = await kept.Answer.Value;
        }
        catch
        {
            // A fault of ours is no answer to keep.
            _kept.TryRemove((who, key), out _);
            throw;
        }

        // What could not be recorded may well be recorded the next time.
        if (answer is Refusal { Details.Status: StatusCodes.Status503ServiceUnavailable }) _kept.TryRemove((who, key), out _);
        return answer;
    }

    private static string Digest(HttpRequest request, IList<object?> arguments)
    {
        var bodies = arguments.Where(argument => argument?.GetType().Name.EndsWith("Body", StringComparison.Ordinal) == true).Select(body => JsonSerializer.Serialize(body, body!.GetType()));
        return Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{request.Path}{request.QueryString}\n{string.Join('\n', bodies)}")));
    }

    private void Forget()
    {
        var now = time.GetUtcNow();
        if (_kept.Count < Most && !_kept.Values.Any(kept => now - kept.At > Life)) return;
        foreach (var (key, kept) in _kept.OrderBy(kept => kept.Value.At).Take(Math.Max(_kept.Count / 10, 1)))
        {
            if (_kept.Count >= Most || now - kept.At > Life) _kept.TryRemove(key, out _);
        }
    }

    private sealed record Kept(string Wish, DateTimeOffset At, Lazy<Task<object?>> Answer);
}
