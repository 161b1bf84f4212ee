namespace Switchback.Core.Pairs;

/// <summary>On whose behalf something is asked of a service. The service decides by it, whoever drew the button.</summary>
/// <param name="Who">As it will stand in the journal.</param>
/// <param name="MayOperate">Whether this principal may change anything at all.</param>
public sealed record Actor(string Who, bool MayOperate);
