using System.Reflection;
using Xunit.v3;

namespace Switchback.EndToEnd.Tests;

/// <summary>Has what a test opened closed when it is over, so that no test has to think of it. The next one need not wait for that.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class ClosesPagesAttribute : BeforeAfterTestAttribute
{
    public override void After(MethodInfo methodUnderTest, IXunitTest test) => _ = CloseAsync(test.UniqueID);

    private static async Task CloseAsync(string test)
    {
        if (await TestContext.Current.GetFixture<Chromium>() is { } chromium)
        {
            await chromium.CloseAsync(test);
        }
    }
}
