using Switchback.EndToEnd.Tests;

[assembly: AssemblyFixture(typeof(SharedRehearsal))]

namespace Switchback.EndToEnd.Tests;

/// <summary>One for all tests that only look. Whoever stops, pauses or records something takes a <see cref="Rehearsal"/> of its own.</summary>
public sealed class SharedRehearsal : Rehearsal;
