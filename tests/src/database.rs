//! A fresh database for each test, on either kind of server.

use tempfile::TempDir;

use crate::postgres::{PostgresDatabase, PostgresError};

/// A kind of database that Kadans runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Database {
    /// A file.
    Sqlite,
    /// A server.
    Postgres,
}

/// Why there is no database to test with.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// No directory for SQLite's file.
    #[error("no temporary directory could be created")]
    NoDirectory(#[from] std::io::Error),
    /// No PostgreSQL.
    #[error(transparent)]
    NoPostgres(#[from] PostgresError),
}

impl Database {
    /// An empty database that nobody else uses.
    pub fn create(self) -> Result<TestDatabase, DatabaseError> {
        let place = match self {
            Self::Sqlite => Place::Directory(TempDir::with_prefix("kadans-")?),
            Self::Postgres => Place::Server(PostgresDatabase::create()?),
        };
        Ok(TestDatabase(place))
    }
}

/// An empty database that is gone when this value is.
#[derive(Debug)]
pub struct TestDatabase(Place);

#[derive(Debug)]
enum Place {
    Directory(TempDir),
    Server(PostgresDatabase),
}

impl TestDatabase {
    /// The URL to open it by.
    pub fn url(&self) -> String {
        match &self.0 {
            Place::Directory(directory) => format!("sqlite:{}", directory.path().join("kadans.db").display()),
            Place::Server(database) => database.url(),
        }
    }
}

/// Makes two tests of each `async fn` named: one on SQLite, one on PostgreSQL. Each gets a [`TestDatabase`].
#[macro_export]
macro_rules! on_both_databases {
    ($($test:ident),+ $(,)?) => {
        mod on_sqlite {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $test() {
                    super::$test($crate::database::Database::Sqlite.create().unwrap()).await;
                }
            )+
        }

        mod on_postgres {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $test() {
                    super::$test($crate::database::Database::Postgres.create().unwrap()).await;
                }
            )+
        }
    };
}
