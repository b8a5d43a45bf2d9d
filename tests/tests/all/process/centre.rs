//! A contact centre that is served by one process after the other.

use kadans_server::{
    clock::Clock,
    domain::ids::{AccountId, IntegrationId},
    store::Store,
};
use kadans_tests::{
    clients::Clients,
    database::TestDatabase,
    process::{Installation, Process},
    raw_http::RawConnection,
};

/// The agent whom somebody watches.
pub(crate) const AGENT: &str = "agent-0";

/// What processes come and go on: an account with an integration, and an employee who is [`AGENT`].
pub(crate) struct Centre {
    pub(crate) installation: Installation,
    pub(crate) account: AccountId,
    pub(crate) integration: IntegrationId,
    pub(crate) employee: String,
    pub(crate) admin_token: String,
    pub(crate) url_token: String,
}

impl Centre {
    /// Sets it up by the commands of the operator and the calls of an admin, and leaves it running.
    pub(crate) async fn open(database: TestDatabase) -> (Self, Process) {
        let installation = Installation::new(database);
        let add = ["account", "add", "--name", "Acme", "--edition", "advanced", "--zone", "Europe/Paris"];
        let account = installation.run(&add).await;
        let admin_token = installation.run(&["token", "mint", "--account", &account, "--role", "admin"]).await;
        let process = installation.serve().await;

        let mut admin = Clients::connect(process.address(), &admin_token).await;
        let integration = admin.integration("Odigo", "").await;
        let url_token = admin.url_token(&integration).await;
        let unit = admin.unit("Service", "").await;
        let employee = admin.employee("Zoé Quirrel", &unit).await;
        let centre = Self {
            installation,
            account: account.parse().unwrap(),
            integration: integration.parse().unwrap(),
            employee,
            admin_token,
            url_token,
        };
        let mut odigo = RawConnection::open(process.address()).await.unwrap();
        let body = format!("agentId={AGENT}&state=AVAILABLE");
        assert_eq!(odigo.post(&centre.notify_path(), FORM, &body).await.unwrap().status, 204);
        admin.assign(&integration, AGENT, &centre.employee).await;
        (centre, process)
    }

    /// The path of the notification URL.
    pub(crate) fn notify_path(&self) -> String {
        format!("/notify/{}", self.url_token)
    }

    /// An admin at a process.
    pub(crate) async fn admin(&self, process: &Process) -> Clients {
        Clients::connect(process.address(), &self.admin_token).await
    }

    /// The database, to look into.
    pub(crate) async fn store(&self) -> Store {
        Store::open(&self.installation.database_url(), Clock::system()).await.unwrap()
    }
}

/// The content type that Odigo sends by default.
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";
