//! How often a table is written to.

use kadans_tests::world::World;
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, DbBackend, Statement};

/// Counts the rows of a table that are updated, by a trigger.
pub(super) struct Updates(DatabaseConnection);

impl Updates {
    /// From now on.
    pub(super) async fn of(world: &World, table: &str) -> Self {
        let database = Database::connect(world.database_url()).await.unwrap();
        let trigger = if database.get_database_backend() == DbBackend::Sqlite {
            format!("CREATE TRIGGER noting AFTER UPDATE ON {table} BEGIN INSERT INTO noted (one) VALUES (1); END")
        } else {
            format!(
                "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql
                    AS $$ BEGIN INSERT INTO noted (one) VALUES (1); RETURN NEW; END $$;
                CREATE TRIGGER noting AFTER UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION note()"
            )
        };
        for statement in ["CREATE TABLE noted (one INTEGER NOT NULL)", &trigger] {
            database.execute_unprepared(statement).await.unwrap();
        }
        Self(database)
    }

    /// How many there were so far.
    pub(super) async fn count(&self) -> i64 {
        let count = Statement::from_string(self.0.get_database_backend(), "SELECT COUNT(*) AS count FROM noted");
        self.0.query_one_raw(count).await.unwrap().unwrap().try_get("", "count").unwrap()
    }

    /// Lets go of the database.
    pub(super) async fn end(self) {
        self.0.close().await.unwrap();
    }
}
