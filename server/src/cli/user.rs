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
        invitations::invite,
        passwords::{Password, Passwords},
    },
    domain::ids::{AccountId, PlanningUnitId},
    store::{
        Store, StoreError,
        principals::{NewPrincipal, Principal, PrincipalKind},
    },
};

/// What to do with people.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Add a person; prints an invitation link, unless a password is given.
    Add(AddArgs),
    /// Print a new invitation link for a person, e.g. one who forgot the password.
    Invite(OneArgs),
    /// List the people of an account: id, e-mail address, roles, state, name.
    List(ListArgs),
    /// Take all rights from a person, for good.
    Revoke(OneArgs),
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
    #[arg(long = "role", required = true)]
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
            print_invitation(store, &person, &args.email, public_url, out).await
        }
        UserCommand::List(args) => {
            let account = account::find(store, &args.account).await?;
            for person in store.principals(account, PrincipalKind::Person).await? {
                let state = match (person.revoked_at, &person.password_hash) {
                    (Some(_), _) => "revoked",
                    (None, None) => "invited",
                    (None, Some(_)) => "active",
                };
                let email = person.email.unwrap_or_default();
                writeln!(out, "{}\t{email}\t{}\t{state}\t{}", person.id, person.roles.join(","), person.name)?;
            }
            Ok(())
        }
        UserCommand::Revoke(args) => {
            let person = find(store, &args).await?;
            Ok(store.revoke_principal(person.account, person.id).await?)
        }
    }
}

async fn add(
    args: AddArgs,
    store: &Store,
    public_url: &str,
    input: &mut (dyn BufRead + Send),
    out: &mut (dyn Write + Send),
) -> anyhow::Result<()> {
    if args.roles.contains(&Role::Service) {
        bail!("--role: service is for programs: use `kadans token mint`");
    }
    if args.roles == [Role::Supervisor] && args.planning_units.is_empty() {
        bail!("--planning-unit: a supervisor sees only the planning units given here: name at least one");
    }
    let account = account::find(store, &args.account).await?;
    let password_hash = if args.password_stdin { Some(read_password(input).await?) } else { None };
    let person = NewPrincipal {
        account,
        kind: PrincipalKind::Person,
        email: Some(args.email.to_string()),
        name: account::name("--name", &args.name)?,
        password_hash,
        roles: args.roles.iter().map(Role::to_string).collect(),
        planning_units: planning_units(store, account, &args.planning_units).await?,
    };
    match store.add_principal(person).await {
        Ok(_) if args.password_stdin => Ok(()),
        Ok(_) => {
            let person = OneArgs { account: args.account, email: args.email };
            print_invitation(store, &find(store, &person).await?, &person.email, public_url, out).await
        }
        Err(StoreError::Taken(_)) => {
            bail!("--email: somebody has {} already; `kadans user invite` makes a new link for them", args.email)
        }
        Err(error) => Err(error.into()),
    }
}

async fn print_invitation(
    store: &Store,
    person: &Principal,
    email: &Email,
    public_url: &str,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<()> {
    let invitation = invite(store, person.account, Some(email), &[]).await?;
    writeln!(out, "{}", invitation.link(public_url))?;
    Ok(())
}

async fn find(store: &Store, args: &OneArgs) -> anyhow::Result<Principal> {
    let account = account::find(store, &args.account).await?;
    let person = store.person_by_email(args.email.as_str()).await?;
    person
        .filter(|person| person.account == account && person.revoked_at.is_none())
        .with_context(|| format!("--email: nobody in this account signs in with {}", args.email))
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
