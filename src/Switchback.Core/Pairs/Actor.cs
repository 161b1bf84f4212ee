namespace Switchback.Core.Pairs;

/// <summary>On whose behalf something is asked of a service. The service decides by it, whoever drew the button.</summary>
/// <param name="Who">As it will stand in the journal.</param>
/// <param name="MayOperate">Whether this principal may change anything at all.</param>
/// <param name="MayApprove">Whether they may agree to what others ask for.</param>
/// <param name="MayAdminister">Whether they may change how Switchback itself works.</param>
/// <param name="Name">How people call them; null where only the journal's name is known.</param>
public sealed record Actor(string Who, bool MayOperate, bool MayApprove = false, bool MayAdminister = false, string? Name = null);
