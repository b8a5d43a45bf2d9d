//! The people and programs of an account, and how they get in.

use kadans_proto::v1::{SignInRequest, SignInResponse};
use kadans_server::{
    auth::{
        caller::Role,
        keys::Keys,
        passwords::{Password, Passwords},
        programs::{self, Minted, NewProgram},
    },
    domain::{
        ids::{AccountId, PlanningUnitId},
        instant::Span,
    },
    store::{
        Store,
        accounts::{self, Edition, NewAccount},
        audit::Author,
        principals::{NewPrincipal, PrincipalKind},
    },
};
use tokio::sync::OnceCell;
use tonic::{Response, Status};

use crate::clients::Clients;

/// Everybody's password.
pub const PASSWORD: &str = "correct horse battery staple";

/// Everybody's password as it is stored: hashed once, since that is slow on purpose.
async fn password_hash() -> String {
    static HASH: OnceCell<String> = OnceCell::const_new();
    let hash = || async { Passwords::new().hash(Password::chosen(PASSWORD).unwrap()).await.unwrap() };
    HASH.get_or_init(hash).await.clone()
}

/// An account, for adding people to it as its operator does.
#[derive(Clone, Debug)]
pub struct Account {
    /// Which.
    pub id: AccountId,
    store: Store,
    keys: Keys,
}

impl Account {
    /// A new account that has subscribed to everything and keeps data for ten years.
    pub(crate) async fn create(store: &Store, keys: &Keys) -> Self {
        let new = NewAccount {
            edition: Edition::Enterprise,
            name: "Acme".to_owned(),
            zone: "UTC".to_owned(),
            retention_months: 120,
        };
        let id = accounts::create(store, new).await.unwrap().id;
        Self { id, store: store.clone(), keys: keys.clone() }
    }

    /// Adds a person who may sign in with this address and [`PASSWORD`]. Returns the person's id.
    pub async fn add_person(&self, email: &str, role: Role, units: &[&str]) -> uuid::Uuid {
        let person = NewPrincipal {
            kind: PrincipalKind::Person,
            email: Some(email.to_owned()),
            name: email.split('@').next().unwrap_or_default().to_owned(),
            password_hash: Some(password_hash().await),
            roles: vec![role.to_string()],
            planning_units: units.iter().map(|unit| unit_id(unit)).collect(),
        };
        self.store.add_person(Author::operator(self.id), person).await.unwrap()
    }

    /// Lets a program in for a year.
    pub async fn mint(&self, roles: &[Role], units: &[&str]) -> Minted {
        self.mint_for(Span::from_hours(365 * 24), roles, units).await
    }

    /// Lets a program in for a while.
    pub async fn mint_for(&self, life: Span, roles: &[Role], units: &[&str]) -> Minted {
        let new = NewProgram {
            name: "program".to_owned(),
            roles: roles.to_vec(),
            planning_units: units.iter().map(|unit| unit_id(unit)).collect(),
            life,
        };
        programs::mint(&self.store, &self.keys, Author::operator(self.id), new).await.unwrap()
    }

    /// Takes all rights from a person or program.
    pub async fn revoke(&self, principal: uuid::Uuid) {
        self.store.deactivate_user(Author::operator(self.id), principal).await.unwrap();
    }
}

fn unit_id(text: &str) -> PlanningUnitId {
    text.parse().expect("planning units are named by their ids")
}

impl Clients {
    /// Signs in with e-mail and password.
    pub async fn sign_in(&mut self, email: &str, password: &str) -> Result<Response<SignInResponse>, Status> {
        let request = SignInRequest { email: email.to_owned(), password: password.to_owned() };
        self.sessions.sign_in(request).await
    }
}
