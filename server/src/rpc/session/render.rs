//! Sessions, users and roles as the services show them.

use kadans_proto::v1;

use crate::{
    auth::{
        caller::{Role, UnitScope},
        sign_in::SessionFacts,
    },
    rpc::read::timestamp,
    store::{
        accounts::Edition,
        principals::{PrincipalKind, User, UserState},
    },
};

pub(super) fn session(facts: SessionFacts) -> v1::Session {
    let SessionFacts { session, account } = facts;
    let roles = Role::known(&session.principal.roles);
    let limits = match UnitScope::of(&roles, &session.principal.planning_units) {
        UnitScope::All => Vec::new(),
        UnitScope::Only(units) => units.iter().map(ToString::to_string).collect(),
    };
    let edition = match account.edition {
        Edition::Basic => v1::Edition::Basic,
        Edition::Advanced => v1::Edition::Advanced,
        Edition::Enterprise => v1::Edition::Enterprise,
    };
    v1::Session {
        id: session.id.to_string(),
        principal: Some(v1::Principal {
            id: session.principal.id.to_string(),
            name: session.principal.name,
            email: session.principal.email.unwrap_or_default(),
            roles: roles.into_iter().map(|each| role(each).into()).collect(),
            planning_unit_ids: limits,
        }),
        account: Some(v1::Account {
            id: account.id.to_string(),
            name: account.name,
            edition: edition.into(),
            time_zone: account.zone,
        }),
        create_time: Some(timestamp(session.created_at)),
    }
}

pub(super) fn user(user: User) -> v1::User {
    let kind = match user.kind {
        PrincipalKind::Person => v1::UserKind::Person,
        PrincipalKind::Program => v1::UserKind::Program,
    };
    let state = match user.state {
        UserState::Invited => v1::UserState::Invited,
        UserState::Active => v1::UserState::Active,
        UserState::Deactivated => v1::UserState::Deactivated,
    };
    v1::User {
        id: user.id.to_string(),
        name: user.name,
        email: user.email.unwrap_or_default(),
        roles: Role::known(&user.roles).into_iter().map(|each| role(each).into()).collect(),
        planning_unit_ids: user.planning_units.iter().map(ToString::to_string).collect(),
        kind: kind.into(),
        state: state.into(),
        create_time: Some(timestamp(user.created_at)),
        last_sign_in_time: user.last_sign_in_at.map(timestamp),
        invitation_expire_time: user.invitation_expires_at.map(timestamp),
        etag: user.revision.to_string(),
    }
}

fn role(role: Role) -> v1::Role {
    match role {
        Role::Admin => v1::Role::Admin,
        Role::Planner => v1::Role::Planner,
        Role::Supervisor => v1::Role::Supervisor,
        Role::Service => v1::Role::Service,
    }
}
