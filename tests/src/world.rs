//! A world: the real server in this process, on ports and a database of its own, with an account and people in it.

use std::net::SocketAddr;

use kadans_server::{
    app::{Listeners, RunningServer, Server},
    auth::{
        caller::Role,
        keys::Keys,
        master_key::{IfAbsent, MasterKey},
    },
    client_address::TrustedProxies,
    clock::Clock,
    config::{Config, DatabaseUrl},
    domain::instant::Instant,
    store::Store,
};
use tempfile::TempDir;

use crate::{
    clients::Clients,
    database::TestDatabase,
    people::{Account, PASSWORD},
    time::at,
};

/// A running server, and everything around it. To be [stopped](World::stop).
#[derive(Debug)]
pub struct World {
    /// The first account.
    pub account: Account,
    clock: Clock,
    store: Store,
    keys: Keys,
    key: MasterKey,
    config: Config,
    server: Option<RunningServer>,
    database: TestDatabase,
    _data_dir: TempDir,
}

impl World {
    /// Starts a server whose clock stands at 8 o'clock UTC on the day of the journeys until it is set.
    pub async fn start(database: TestDatabase) -> Self {
        Self::start_with(database, Clock::manual(at("08:00"))).await
    }

    /// Starts a server with this clock.
    pub async fn start_with(database: TestDatabase, clock: Clock) -> Self {
        let data_dir = TempDir::with_prefix("kadans-data-").unwrap();
        let any_port: SocketAddr = ([127, 0, 0, 1], 0).into();
        let config = Config {
            listen: any_port,
            admin_listen: any_port,
            database: DatabaseUrl::parse(&database.url()).unwrap(),
            // As behind a proxy on this machine: tests say where a call comes from.
            trusted_proxies: TrustedProxies::parse("127.0.0.1").unwrap(),
            // The web services of telephone systems are on this machine, too.
            allow_local_web_service: true,
            ..Config::default_in(data_dir.path())
        };
        let key = MasterKey::load(&config.key_file, IfAbsent::Create).unwrap();
        let store = Store::open(config.database.reveal(), clock.clone()).await.unwrap();
        let keys = Keys::open(&store, &key).await.unwrap();
        let account = Account::create(&store, &keys).await;
        let server = Some(serve(&config, &clock).await);
        Self { account, clock, store, keys, key, config, server, database, _data_dir: data_dir }
    }

    /// Another account.
    pub async fn another_account(&self) -> Account {
        Account::create(&self.store, &self.keys).await
    }

    /// The first account's admin, who signs in with password for ten minutes.
    pub async fn admin(&self) -> Clients {
        self.person("admin@acme.example", Role::Admin, &[]).await
    }

    /// The first account's planner, likewise.
    pub async fn planner(&self) -> Clients {
        self.person("planner@acme.example", Role::Planner, &[]).await
    }

    /// A supervisor of the first account, who sees these planning units, likewise.
    pub async fn supervisor(&self, units: &[&str]) -> Clients {
        self.person("supervisor@acme.example", Role::Supervisor, units).await
    }

    /// Adds a person to the first account, who signs in.
    pub async fn person(&self, email: &str, role: Role, units: &[&str]) -> Clients {
        self.account.add_person(email, role, units).await;
        let signed_in = self.stranger().await.sign_in(email, PASSWORD).await.unwrap().into_inner();
        self.clients(&signed_in.access_token).await
    }

    /// A program of the first account that may do everything for a year.
    pub async fn program(&self) -> Clients {
        self.program_of(&self.account).await
    }

    /// A program of an account that may do everything for a year.
    pub async fn program_of(&self, account: &Account) -> Clients {
        let minted = account.mint(&[Role::Admin, Role::Planner, Role::Service], &[]).await;
        self.clients(&minted.token).await
    }

    /// Clients that call with this token.
    pub async fn clients(&self, token: &str) -> Clients {
        Clients::connect(self.addr(), token).await
    }

    /// Clients without a token.
    pub async fn stranger(&self) -> Clients {
        self.clients("").await
    }

    /// The server's time.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Sets the server's clock, if it is not the machine's.
    pub fn set_clock(&self, now: Instant) {
        self.clock.set(now);
    }

    /// The address of the main port. It changes with a [restart](World::restart).
    pub fn addr(&self) -> SocketAddr {
        self.server.as_ref().expect("the server runs until the world is stopped").addr()
    }

    /// The address of the port of the metrics. It changes with a [restart](World::restart).
    pub fn admin_addr(&self) -> SocketAddr {
        self.server.as_ref().expect("the server runs until the world is stopped").admin_addr()
    }

    /// The server's database, for looking into what it stored.
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// The server's master key.
    pub const fn master_key(&self) -> &MasterKey {
        &self.key
    }

    /// Where the database is.
    pub fn database_url(&self) -> String {
        self.database.url()
    }

    /// Stops the server. All connections must end by themselves.
    pub async fn stop_server(&mut self) {
        if let Some(server) = self.server.take() {
            assert_eq!(server.stop().await, 0, "connections were cut off when the server stopped");
        }
    }

    /// Stops the server and starts it again on the same database.
    pub async fn restart(&mut self) {
        self.stop_server().await;
        self.server = Some(serve(&self.config, &self.clock).await);
    }

    /// Ends the world. Every test has to, so that each shows that the server stops cleanly.
    pub async fn stop(mut self) {
        self.stop_server().await;
    }
}

impl Drop for World {
    fn drop(&mut self) {
        assert!(self.server.is_none() || std::thread::panicking(), "the world has to be stopped");
    }
}

async fn serve(config: &Config, clock: &Clock) -> RunningServer {
    let listeners = Listeners::bind(config).await.unwrap();
    Server::start(config.clone(), clock.clone(), listeners).await.unwrap()
}

/// Makes two tests of each `async fn` named: one on SQLite, one on PostgreSQL. Each gets a [`World`] of its own whose
/// clock is set by hand, and the server must stop cleanly after it.
#[macro_export]
macro_rules! journeys {
    ($($journey:ident),+ $(,)?) => {
        mod on_sqlite {
            $($crate::journeys!(@test $journey, Sqlite);)+
        }

        mod on_postgres {
            $($crate::journeys!(@test $journey, Postgres);)+
        }
    };
    (@test $journey:ident, $database:ident) => {
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $journey() {
            let database = $crate::database::Database::$database.create().unwrap();
            let mut world = $crate::world::World::start(database).await;
            super::$journey(&mut world).await;
            world.stop().await;
        }
    };
}
