//! `kadans user`: the people of an account.

use std::io::{BufRead, Read as _, Write};

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use zeroize::Zeroizing;

use super::account;
use crate::{
    auth::{
        caller::Role,
        email::Email,
        invitations::{Invitation, NewPerson, invite, renew},
        passwords::{Password, Passwords},
    },
    domain::ids::{AccountId, PlanningUnitId},
    store::{
        Store, StoreError,
        audit::Author,
        principals::{Principal, PrincipalKind, User, UserState},
    },
};

/// What to do with people.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Add a person; prints an invitation link that holds for 7 days, unless a password is given.
    Add(AddArgs),
    /// Print a new invitation link for a person, e.g. one who forgot the password; earlier links stop holding.
    ///
    /// The present password holds until the link is taken up; then all sessions of the person end.
    Invite(OneArgs),
    /// List the people of an account: id, e-mail address, roles, state, name.
    ///
    /// The state is `invited` (has still to take up the link), `active`, or `deactivated`.
    List(ListArgs),
    /// Deactivate a person: sessions and invitation links end at once. Not the account's last active admin.
    Revoke(OneArgs),
    /// Let a deactivated person sign in again.
    Reactivate(OneArgs),
}

/// A person to add.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// Id or name of the account.
    #[arg(long)]
    account: String,
    /// Address to sign in with.
    #[arg(long)]
    email: Email,
    /// Name to show.
    #[arg(long)]
    name: String,
    /// admin, planner or supervisor; may be given several times.
    #[arg(long = "role", required = true, value_parser = role_of_a_person)]
    roles: Vec<Role>,
    /// Id or name of a planning unit a supervisor sees; may be given several times.
    #[arg(long = "planning-unit")]
    planning_units: Vec<String>,
    /// Read the password from standard input instead of printing an invitation link.
    #[arg(long)]
    password_stdin: bool,
}

/// One person.
#[derive(Debug, Args)]
pub struct OneArgs {
    /// Id or name of the account.
    #[arg(long)]
    account: String,
    /// Address the person signs in with.
    #[arg(long)]
    email: Email,
}

/// Whose people.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// Id or name of the account.
    #[arg(long)]
    account: String,
}

/// Runs `kadans user …`. Links begin with `public_url`.
pub async fn run(
    command: UserCommand,
    store: &Store,
    public_url: &str,
    input: &mut (dyn BufRead + Send),
    out: &mut (dyn Write + Send),
) -> anyhow::Result<()> {
    match command {
        UserCommand::Add(args) => add(args, store, public_url, input, out).await,
        UserCommand::Invite(args) => {
            let person = find(store, &args).await?;
            let invitation = renew(store, Author::operator(person.account), person.id).await?;
            print_link(&invitation, public_url, out)
        }
        UserCommand::List(args) => {
            let account = account::find(store, &args.account).await?;
            for person in store.users_of_kind(account, PrincipalKind::Person).await? {
                let User { id, name, roles, .. } = &person;
                let email = person.email.as_deref().unwrap_or_default();
                writeln!(out, "{id}\t{email}\t{}\t{}\t{name}", roles.join(","), word(person.state))?;
            }
            Ok(())
        }
        UserCommand::Revoke(args) => {
            let person = find(store, &args).await?;
            store.deactivate_user(Author::operator(person.account), person.id).await?;
            Ok(())
        }
        UserCommand::Reactivate(args) => {
            let person = find(store, &args).await?;
            store.reactivate_user(Author::operator(person.account), person.id).await?;
            Ok(())
        }
    }
}

fn role_of_a_person(text: &str) -> Result<Role, &'static str> {
    match text.parse() {
        Ok(Role::Service) => Err("service is for programs: use `kadans token mint`"),
        Ok(role) => Ok(role),
        Err(_) => Err("must be admin, planner or supervisor"),
    }
}

async fn add(
    args: AddArgs,
    store: &Store,
    public_url: &str,
    input: &mut (dyn BufRead + Send),
    out: &mut (dyn Write + Send),
) -> anyhow::Result<()> {
    if args.roles == [Role::Supervisor] && args.planning_units.is_empty() {
        bail!("--planning-unit: a supervisor sees only the planning units given here: name at least one");
    }
    let account = account::find(store, &args.account).await?;
    let operator = Author::operator(account);
    let person = NewPerson {
        email: args.email.clone(),
        name: account::name("--name", &args.name)?,
        roles: args.roles,
        planning_units: planning_units(store, account, &args.planning_units).await?,
    };
    let added = if args.password_stdin {
        let password_hash = read_password(input).await?;
        store.add_person(operator, person.with_password(Some(password_hash))).await.map(|_| None)
    } else {
        invite(store, operator, person).await.map(|(_, invitation)| Some(invitation))
    };
    match added {
        Ok(None) => Ok(()),
        Ok(Some(invitation)) => print_link(&invitation, public_url, out),
        Err(StoreError::Taken(_)) => {
            bail!("--email: somebody has {} already; `kadans user invite` makes a new link for them", args.email)
        }
        Err(error) => Err(error.into()),
    }
}

fn print_link(invitation: &Invitation, public_url: &str, out: &mut (dyn Write + Send)) -> anyhow::Result<()> {
    writeln!(out, "{}", invitation.link(public_url))?;
    Ok(())
}

fn word(state: UserState) -> &'static str {
    match state {
        UserState::Invited => "invited",
        UserState::Active => "active",
        UserState::Deactivated => "deactivated",
    }
}

async fn find(store: &Store, args: &OneArgs) -> anyhow::Result<Principal> {
    let account = account::find(store, &args.account).await?;
    let person = store.person_by_email(args.email.as_str()).await?;
    person
        .filter(|person| person.account == account)
        .with_context(|| format!("--email: nobody in this account has {}", args.email))
}

/// The first line, without its end. More than a password could have is not read.
async fn read_password(input: &mut (dyn BufRead + Send)) -> anyhow::Result<String> {
    let mut line = Zeroizing::new(String::new());
    input.take(4096).read_line(&mut line).context("the password can't be read from standard input")?;
    let password = Password::chosen(line.trim_end_matches(['\r', '\n'])).context("the password is not fit")?;
    Ok(Passwords::new().hash(password).await?)
}

/// The planning units that `--planning-unit` options mean, by id or name.
pub(super) async fn planning_units(
    store: &Store,
    account: AccountId,
    texts: &[String],
) -> anyhow::Result<Vec<PlanningUnitId>> {
    let known = store.planning_unit_names(account).await?;
    let mut units = Vec::with_capacity(texts.len());
    for text in texts {
        let unit = known.iter().find(|(id, name)| id.to_string() == *text || name == text);
        let (id, _) = unit.with_context(|| format!("--planning-unit: the account has no planning unit {text:?}"))?;
        units.push(*id);
    }
    Ok(units)
}
