//! Everybody who may call, and everybody who may not.

use kadans_proto::v1::SignOutRequest;
use kadans_server::{auth::caller::Role, domain::instant::Span};
use kadans_tests::{
    clients::Clients,
    people::Account,
    raw_calls::{Header, bearer},
    world::World,
};
use tonic::Code;

use super::things::Things;

/// Two accounts with the same things in them.
pub(super) struct Setting {
    /// The first account's.
    pub(super) here: Things,
    /// The other account's.
    pub(super) there: Things,
    /// Nobody's.
    pub(super) absent: Things,
    neighbour: Account,
    /// A planning unit of the first account in which nothing is.
    another_unit: String,
    owner: Clients,
    their_owner: Clients,
}

impl Setting {
    pub(super) async fn set_up(world: &World) -> Self {
        let mut owner = world.program().await;
        let here = Things::create(&mut owner).await;
        let neighbour = world.another_account().await;
        let mut their_owner = world.program_of(&neighbour).await;
        let there = Things::create(&mut their_owner).await;
        let another_unit = owner.unit("Another unit", "UTC").await;
        Self { here, there, absent: Things::absent(), neighbour, another_unit, owner, their_owner }
    }

    /// What is this person's account's.
    pub(super) fn of(&self, person: &Person) -> &Things {
        if person.is_neighbour { &self.there } else { &self.here }
    }

    /// New things of this person's account, in the same planning unit.
    pub(super) async fn fresh(&self, person: &Person) -> Things {
        let mut owner = if person.is_neighbour { self.their_owner.clone() } else { self.owner.clone() };
        Things::create_in(&mut owner, &self.of(person).unit).await
    }
}

/// Somebody with a credential, or without.
pub(super) struct Person {
    pub(super) name: &'static str,
    pub(super) authorization: Option<Header>,
    /// In words, one after the other; `none` for a credential that does not hold.
    pub(super) roles: &'static str,
    /// Whether they see the planning unit that everything is in.
    pub(super) sees_the_unit: bool,
    /// Whether they belong to the other account.
    pub(super) is_neighbour: bool,
}

impl Person {
    /// Whether they can't prove who they are.
    pub(super) fn authorization_holds_not(&self) -> bool {
        self.roles == "none"
    }

    /// How a method that they may not call refuses them. A URL token proves nothing to the methods that ask for roles.
    pub(super) fn refusal(&self) -> Code {
        if self.roles == "url-token" { Code::Unauthenticated } else { Code::PermissionDenied }
    }
}

/// Everybody, with credentials of their own.
pub(super) async fn everybody(world: &World, setting: &Setting) -> Vec<Person> {
    let account = &world.account;
    let (unit, another_unit) = (setting.here.unit.as_str(), setting.another_unit.as_str());
    let revoked = account.mint(&[Role::Admin], &[]).await;
    account.revoke(revoked.principal).await;
    let revoked_service = account.mint(&[Role::Service], &[]).await;
    account.revoke(revoked_service.principal).await;
    let mut signed_out = world.clients(&account.mint(&[Role::Admin], &[]).await.token).await;
    signed_out.sessions.sign_out(SignOutRequest {}).await.unwrap();
    let expired = account.mint_for(Span::from_secs(1), &[Role::Admin], &[]).await.token;
    world.set_clock(world.now() + Span::from_secs(1));

    let person = |name, token: &str, roles, sees_the_unit| Person {
        name,
        authorization: Some(bearer(token)),
        roles,
        sees_the_unit,
        is_neighbour: false,
    };
    let mint = async |roles: &[Role], units: &[&str]| account.mint(roles, units).await.token;
    let neighbour = setting.neighbour.mint(&[Role::Admin], &[]).await.token;
    vec![
        Person { authorization: None, ..person("nobody", "", "none", false) },
        person("a liar", "garbage", "none", false),
        person("an admin whose token expired", &expired, "none", false),
        person("an admin who was revoked", &revoked.token, "none", false),
        person("an admin who signed out", &signed_out.token, "none", false),
        person("a program that was revoked", &revoked_service.token, "none", false),
        person("an admin", &mint(&[Role::Admin], &[]).await, "admin", true),
        Person { is_neighbour: true, ..person("another account's admin", &neighbour, "admin", true) },
        person("a planner", &mint(&[Role::Planner], &[]).await, "planner", true),
        person("a supervisor of the unit", &mint(&[Role::Supervisor], &[unit]).await, "supervisor", true),
        person("a supervisor of another unit", &mint(&[Role::Supervisor], &[another_unit]).await, "supervisor", false),
        person("a supervisor of no unit", &mint(&[Role::Supervisor], &[]).await, "supervisor", false),
        person("a program", &mint(&[Role::Service], &[]).await, "service", true),
        person("a program for the unit", &mint(&[Role::Service], &[unit]).await, "service", true),
        person("a program for another unit", &mint(&[Role::Service], &[another_unit]).await, "service", false),
        person("somebody without a role", &mint(&[], &[]).await, "no-role", false),
        person("a URL token", &setting.here.url_token_secret, "url-token", false),
    ]
}
