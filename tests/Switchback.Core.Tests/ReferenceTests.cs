using System.Reflection;

namespace Switchback.Core.Tests;

public sealed class ReferenceTests
{
    [Fact]
    public void Core_ReferencesNoWebFramework()
    {
        var names = Assembly.Load("Switchback.Core").GetReferencedAssemblies().Select(name => name.Name!);

        Assert.DoesNotContain(names, name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
    }
}
