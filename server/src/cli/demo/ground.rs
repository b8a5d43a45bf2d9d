//! What an operator does before the server runs: the account, its planning units, who may sign in, and a token for the
//! demo itself.

use anyhow::{Context as _, ensure};
use rand::RngExt as _;

use super::catalogue::{Unit, ZONE};
use crate::auth::caller::Role;
use crate::auth::keys::Keys;
use crate::auth::master_key::{IfAbsent, MasterKey};
use crate::auth::passwords::{Password, Passwords};
use crate::auth::programs::{self, NewProgram};
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::ids::{AccountId, PlanningUnitId};
use crate::domain::instant::Span;
use crate::store::Store;
use crate::store::accounts::{self, Edition, NewAccount};
use crate::store::audit::Author;
use crate::store::planning_units::{self, NewPlanningUnit};
use crate::store::principals::{NewPassword, NewPrincipal, PrincipalKind};

const ACCOUNT: &str = "Demo";
const PROGRAM: &str = "Demo set-up";
/// How many months before the current one are kept.
const RETENTION_MONTHS: i32 = 6;
/// How long the demo can run without being started again.
const TOKEN_LIFE: Span = Span::from_hours(31 * 24);

/// Somebody who may sign in.
pub(super) struct User {
    pub(super) email: &'static str,
    name: &'static str,
    role: Role,
    units: &'static [Unit],
}

/// Who may sign in; the supervisor sees two of the three planning units.
pub(super) const USERS: [User; 3] = [
    User { email: "admin@demo.example", name: "Ada Admin", role: Role::Admin, units: &[] },
    User { email: "planner@demo.example", name: "Pau Planner", role: Role::Planner, units: &[] },
    User {
        email: "supervisor@demo.example",
        name: "Sara Supervisor",
        role: Role::Supervisor,
        units: &[Unit::Service, Unit::Sales],
    },
];

/// Prepares the database, and returns a token with which everything else is set up through the services.
pub(super) async fn prepare(config: &Config, clock: &Clock, password: &str) -> anyhow::Result<String> {
    let if_absent = if config.database.is_sqlite() { IfAbsent::Create } else { IfAbsent::Refuse };
    let master = MasterKey::load(&config.key_file, if_absent)?;
    let store = Store::open(config.database.reveal(), clock.clone()).await.context("the database can't be opened")?;
    let keys = Keys::open(&store, &master).await?;
    let account = account(&store).await?;
    let units = planning_units(&store, account).await?;
    let passwords = Passwords::new();
    let chosen = Password::chosen(password).context("KADANS_DEMO_PASSWORD")?;
    for user in &USERS {
        let owned = user.units.iter().filter_map(|unit| units.iter().find(|(known, _)| known == unit));
        let owned = owned.map(|(_, id)| *id).collect();
        admit(&store, account, user, owned, &passwords, &chosen).await?;
    }
    token(&store, &keys, account).await
}

async fn account(store: &Store) -> anyhow::Result<AccountId> {
    let known = accounts::list(store).await?.into_iter().find(|account| account.name == ACCOUNT);
    if let Some(known) = known {
        return Ok(known.id);
    }
    let new = NewAccount {
        name: ACCOUNT.to_owned(),
        edition: Edition::Enterprise,
        zone: ZONE.to_owned(),
        retention_months: RETENTION_MONTHS,
    };
    Ok(accounts::create(store, new).await?.id)
}

async fn planning_units(store: &Store, account: AccountId) -> anyhow::Result<Vec<(Unit, PlanningUnitId)>> {
    let known = store.planning_unit_names(account).await?;
    let mut units = Vec::new();
    for unit in Unit::ALL {
        let id = if let Some((id, _)) = known.iter().find(|(_, name)| name == unit.name()) {
            *id
        } else {
            let new = NewPlanningUnit { name: unit.name().to_owned(), zone: ZONE.to_owned() };
            planning_units::create(store, new, Author::operator(account)).await?.id
        };
        units.push((unit, id));
    }
    Ok(units)
}

/// Lets a user sign in with the password of this start.
async fn admit(
    store: &Store,
    account: AccountId,
    user: &User,
    units: Vec<PlanningUnitId>,
    passwords: &Passwords,
    password: &Password,
) -> anyhow::Result<()> {
    let operator = Author::operator(account);
    let Some(known) = store.person_by_email(user.email).await? else {
        let person = NewPrincipal {
            kind: PrincipalKind::Person,
            email: Some(user.email.to_owned()),
            name: user.name.to_owned(),
            password_hash: Some(passwords.hash(password.clone()).await?),
            roles: vec![user.role.to_string()],
            planning_units: units,
        };
        store.add_person(operator, person).await?;
        return Ok(());
    };
    ensure!(known.account == account, "{} belongs to another account: use another database", user.email);
    store.reactivate_user(operator.clone(), known.id).await?;
    if passwords.verify(password.clone(), known.password_hash).await? {
        return Ok(());
    }
    let hash = passwords.hash(password.clone()).await?;
    store.change_password(operator, known.id, NewPassword { checked: None, hash, keep_session: None }).await?;
    Ok(())
}

/// A token for this start; those of earlier ones stop holding.
async fn token(store: &Store, keys: &Keys, account: AccountId) -> anyhow::Result<String> {
    let operator = Author::operator(account);
    for program in store.users_of_kind(account, PrincipalKind::Program).await? {
        if program.name == PROGRAM {
            store.deactivate_user(operator.clone(), program.id).await?;
        }
    }
    let program = NewProgram {
        name: PROGRAM.to_owned(),
        roles: vec![Role::Admin, Role::Planner],
        planning_units: Vec::new(),
        life: TOKEN_LIFE,
    };
    Ok(programs::mint(store, keys, operator, program).await?.token)
}

/// A password nobody can guess: 75 random bits in letters that are not mistaken for others.
pub(super) fn random_password() -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut dice = rand::rng();
    let groups = (0..3).map(|_| {
        let letters = (0..5).filter_map(|_| LETTERS.get(dice.random_range(0..LETTERS.len())).copied());
        letters.map(char::from).collect::<String>()
    });
    groups.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_random_password_is_fit_and_never_the_same() {
        assert!(Password::chosen(&random_password()).is_ok());
        assert_ne!(random_password(), random_password());
    }
}
