using System.Security.Claims;
using Switchback.Dashboard.Access;

namespace Switchback.Dashboard.Tests.Access;

/// <summary>Law 12 where the services are: read-only principals get no warrant, and without one nothing changes.</summary>
public sealed class AuthorityTests
{
    [Theory]
    [InlineData("viewer", false, false, false)]
    [InlineData("operator", true, false, false)]
    [InlineData("approver", false, true, false)]
    [InlineData("second-approver", false, true, false)]
    [InlineData("admin", true, true, true)]
    public void Persona_EachDeed_IsGrantedAsTheTableSays(string persona, bool operate, bool approve, bool administer)
    {
        var authority = new Authority();
        var user = Persona.Find(persona)!.ToUser("test");
        var principal = Principal.Of(user)!;

        Assert.Equal(operate, authority.Operate(principal) is Ruling.Granted);
        Assert.Equal(approve, authority.Approve(principal) is Ruling.Granted);
        Assert.Equal(administer, authority.Administer(principal) is Ruling.Granted);
        Assert.Equal((true, operate, approve, administer),
            (authority.MayWatch(user), authority.MayOperate(user), authority.MayApprove(user), authority.MayAdminister(user)));
    }

    [Fact]
    public void Refusal_OfAViewer_SaysWhoWhatAndWhatToDo()
    {
        var refused = Assert.IsType<Ruling.Refused>(new Authority().Operate(Principal.Of(Persona.Find("viewer")!.ToUser("test"))!));

        Assert.Equal("Vera (viewer) may not change replication: it takes the role operator. Nothing was done.", refused.Why);
        Assert.Equal("Ask someone with the role operator, or sign in as them.", refused.Remedy);
    }

    [Fact]
    public void Warrant_OfAnOperator_NamesThemAsTheJournalDoes()
    {
        var granted = Assert.IsType<Ruling.Granted>(new Authority().Operate(Principal.Of(Persona.Find("operator")!.ToUser("test"))!));

        Assert.Equal("rehearsal:operator", granted.Warrant.Principal.Who);
        Assert.Equal("Otto (operator)", granted.Warrant.Principal.DisplayName);
        Assert.Equal("operator", granted.Warrant.Role);
    }

    [Fact]
    public void Warrant_AnywhereElse_CannotBeMade()
    {
        Assert.Empty(typeof(Warrant).GetConstructors());
    }

    [Fact]
    public void User_NotSignedIn_MayNothingWhateverTheClaimsSay()
    {
        var nobody = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "x"), new(ClaimTypes.Role, Roles.Admin)]));

        Assert.Null(Principal.Of(nobody));
        Assert.False(new Authority().MayWatch(nobody));
        Assert.False(new Authority().MayOperate(nobody));
    }

    [Fact]
    public void User_OfARoleThatIsNotInTheTable_MayNothing()
    {
        var guest = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "x"), new(ClaimTypes.Role, "Admin"), new(ClaimTypes.Role, "root")], "test"));

        Assert.Empty(Principal.Of(guest)!.Roles);
        Assert.False(new Authority().MayWatch(guest));
    }
}
