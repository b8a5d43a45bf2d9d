//! The commands of an operator, as they are typed.

use clap::Parser;

use super::*;
use crate::cli::{
    account::{self, AccountCommand},
    token::{self, TokenCommand},
    user::{self, UserCommand},
};

#[derive(Debug, Parser)]
enum Typed {
    #[command(subcommand)]
    Account(AccountCommand),
    #[command(subcommand)]
    User(UserCommand),
    #[command(subcommand)]
    Token(TokenCommand),
}

impl World {
    /// What a command prints, or why it fails.
    async fn run(&self, command: &[&str], input: &str) -> Result<String, String> {
        let typed = Typed::try_parse_from([&["kadans"], command].concat()).map_err(|error| error.to_string())?;
        let (mut input, mut out) = (input.as_bytes(), Vec::new());
        let run = match typed {
            Typed::Account(command) => account::run(command, &self.store, &mut out).await,
            Typed::User(command) => user::run(command, &self.store, "https://kadans.test", &mut input, &mut out).await,
            Typed::Token(command) => token::run(command, &self.store, &self.keys, &mut out).await,
        };
        run.map_err(|error| format!("{error:#}"))?;
        Ok(String::from_utf8(out).unwrap())
    }
}

#[tokio::test]
async fn an_account_is_added_and_listed() {
    let world = World::new().await;
    let add = ["account", "add", "--name", "Globex", "--edition", "advanced", "--zone", "Europe/Amsterdam"];
    let id = world.run(&add, "").await.unwrap();
    let list = world.run(&["account", "list"], "").await.unwrap();
    assert!(list.contains(&format!("{}\tadvanced\tEurope/Amsterdam\tGlobex\n", id.trim_end())), "{list}");
}

#[tokio::test]
async fn an_account_that_can_not_be_is_refused_with_the_reason() {
    let world = World::new().await;
    for (edition, zone, name, reason) in [
        ("gold", "Europe/Madrid", "Globex", "basic, advanced or enterprise"),
        ("basic", "Madrid", "Globex", "IANA time zone"),
        ("basic", "Europe/Madrid", " ", "--name"),
    ] {
        let add = ["account", "add", "--name", name, "--edition", edition, "--zone", zone];
        let refused = world.run(&add, "").await.unwrap_err();
        assert!(refused.contains(reason), "{refused}");
    }
}

#[tokio::test]
async fn a_person_is_added_with_a_link_to_choose_a_password() {
    let world = World::new().await;
    let add = ["user", "add", "--account", "Acme", "--email", "Noa@example.com", "--name", "Noa", "--role", "admin"];
    let link = world.run(&add, "").await.unwrap();
    let token = link.trim_end().strip_prefix("https://kadans.test/welcome#").unwrap();
    let list = world.run(&["user", "list", "--account", "Acme"], "").await.unwrap();
    assert!(list.contains("noa@example.com\tadmin\tinvited\tNoa\n"), "{list}");
    assert_eq!(why(&world.sign_in("noa@example.com", "").await.unwrap_err()).0, Code::InvalidArgument);
    let request = wire::RedeemInvitationRequest {
        token: token.to_owned(),
        email: String::new(),
        name: "Noa".to_owned(),
        password: PASSWORD.to_owned(),
    };
    world.sessions.redeem_invitation(Request::new(request)).await.unwrap();
    assert!(world.sign_in("noa@example.com", PASSWORD).await.is_ok());
    let again = world.run(&add, "").await.unwrap_err();
    assert!(again.contains("kadans user invite"), "{again}");
    let invite = world.run(&["user", "invite", "--account", "Acme", "--email", "noa@example.com"], "").await.unwrap();
    assert!(invite.starts_with("https://kadans.test/welcome#"));
}

#[tokio::test]
async fn a_password_may_be_given_on_standard_input() {
    let world = World::new().await;
    let account = world.account.to_string();
    let add =
        ["user", "add", "--account", &account, "--email", "noa@example.com", "--name", "Noa", "--role", "planner"];
    let add = [add.as_slice(), &["--password-stdin"]].concat();
    let refused = world.run(&add, "short\n").await.unwrap_err();
    assert!(refused.contains("12 to 200 characters"), "{refused}");
    assert_eq!(world.run(&add, "correct horse battery\r\n").await.unwrap(), "");
    assert!(world.sign_in("noa@example.com", "correct horse battery").await.is_ok());
}

#[tokio::test]
async fn people_that_can_not_be_are_refused_with_the_reason() {
    let world = World::new().await;
    for (account, role, unit, reason) in [
        ("Nowhere", "admin", None, "kadans account list"),
        ("Acme", "service", None, "kadans token mint"),
        ("Acme", "root", None, "must be admin, planner or supervisor"),
        ("Acme", "supervisor", None, "--planning-unit"),
        ("Acme", "supervisor", Some("Sales"), "no planning unit"),
    ] {
        let mut add =
            vec!["user", "add", "--account", account, "--email", "noa@example.com", "--name", "Noa", "--role", role];
        add.extend(unit.into_iter().flat_map(|unit| ["--planning-unit", unit]));
        let refused = world.run(&add, "").await.unwrap_err();
        assert!(refused.contains(reason), "{refused}");
    }
}

#[tokio::test]
async fn a_revoked_person_is_out_until_they_are_reactivated() {
    let world = World::new().await;
    let (access_token, refresh_token) = world.signed_in().await;
    world.run(&["user", "revoke", "--account", "Acme", "--email", EMAIL], "").await.unwrap();
    world.pass(5);
    assert_eq!(why(&world.get_session(&access_token).await.unwrap_err()), unauthenticated("SESSION_ENDED"));
    assert_eq!(why(&world.refresh(&refresh_token).await.unwrap_err()), unauthenticated("SESSION_ENDED"));
    assert_eq!(why(&world.sign_in(EMAIL, PASSWORD).await.unwrap_err()), unauthenticated("WRONG_CREDENTIALS"));
    let list = world.run(&["user", "list", "--account", "Acme"], "").await.unwrap();
    assert!(list.contains("mia@example.com\tplanner\tdeactivated\tMia Jansen\n"), "{list}");
    world.run(&["user", "reactivate", "--account", "Acme", "--email", EMAIL], "").await.unwrap();
    assert_eq!(why(&world.refresh(&refresh_token).await.unwrap_err()), unauthenticated("SESSION_ENDED"));
    assert!(world.sign_in(EMAIL, PASSWORD).await.is_ok());
}

#[tokio::test]
async fn an_operator_leaves_an_account_its_last_admin_too() {
    let world = World::new().await;
    world.add_person("ada@example.com", &[Role::Admin], Vec::new()).await;
    let revoke = ["user", "revoke", "--account", "Acme", "--email", "ada@example.com"];
    let refused = world.run(&revoke, "").await.unwrap_err();
    assert!(refused.contains("last active admin"), "{refused}");
    world.add_person("bo@example.com", &[Role::Admin], Vec::new()).await;
    assert!(world.run(&revoke, "").await.is_ok());
}

#[tokio::test]
async fn a_programs_token_is_printed_alone_listed_and_revoked() {
    let world = World::new().await;
    let mint = ["token", "mint", "--account", "Acme", "--role", "service", "--name", "importer", "--days", "30"];
    let printed = world.run(&mint, "").await.unwrap();
    let token = printed.strip_suffix('\n').unwrap();
    assert_eq!(token.split('.').count(), 3);
    world.pass(29 * 86_400);
    assert!(world.gate.admit_source(&bearer(token)).await.is_ok());
    let list = world.run(&["token", "list", "--account", "Acme"], "").await.unwrap();
    let [id, "service", expires_at, "importer"] = list.trim_end().split('\t').collect::<Vec<_>>()[..] else {
        panic!("{list}")
    };
    assert_eq!(expires_at.parse::<Instant>().unwrap(), START + Span::from_hours(24 * 30));
    world.run(&["token", "revoke", "--account", "Acme", id], "").await.unwrap();
    world.pass(5);
    let refused = world.gate.admit_source(&bearer(token)).await.unwrap_err();
    assert_eq!(why(&refused.into()), unauthenticated("SESSION_ENDED"));
    assert!(world.run(&["token", "list", "--account", "Acme"], "").await.unwrap().contains("\tended\t"));
    assert!(world.run(&["token", "revoke", "--account", "Acme", id], "").await.unwrap_err().contains("already"));
    let person = world.mia.to_string();
    let refused = world.run(&["token", "revoke", "--account", "Acme", &person], "").await.unwrap_err();
    assert!(refused.contains("no program"), "{refused}");
}

#[tokio::test]
async fn rotating_keys_keeps_tokens_unless_told_otherwise() {
    let world = World::new().await;
    let (access_token, _) = world.signed_in().await;
    world.pass(2);
    world.run(&["token", "rotate-key"], "").await.unwrap();
    assert!(world.get_session(&access_token).await.is_ok());
    world.pass(2);
    world.run(&["token", "rotate-key", "--retire-others"], "").await.unwrap();
    assert_eq!(why(&world.get_session(&access_token).await.unwrap_err()), unauthenticated("TOKEN_INVALID"));
}
