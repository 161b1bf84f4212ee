using Switchback.Dashboard.Kit;

namespace Switchback.Dashboard.Webhook;

/// <summary>How the webhook fares, for pages.</summary>
public sealed class WebhookState
{
    private Trouble? _trouble;

    /// <summary>Null while everything that was to be sent has been taken.</summary>
    public Trouble? Now => Volatile.Read(ref _trouble);

    public void Set(IReadOnlyCollection<Attempt> refused) => Volatile.Write(
        ref _trouble, refused.Count == 0 ? null : new Trouble(refused.Min(attempt => attempt.Since), refused.Count, refused.MaxBy(attempt => attempt.Next)!.Why));

    /// <param name="Since">When the oldest of them was refused first.</param>
    /// <param name="Waiting">How many notices wait.</param>
    public sealed record Trouble(DateTimeOffset Since, int Waiting, string Why)
    {
        public string What(TimeProvider clock) => $"The webhook has not taken {Words.Count(Waiting, "notice", "notices")} since {Words.Clock(Since, clock)}.";

        public string Meaning => $"{Why} It is tried again by itself; until then nobody is called: tell them yourself.";
    }
}
