//! Where a secret could have come to lie.

use std::{fs, path::Path};

use sea_orm::{ConnectionTrait as _, Database, Statement};

/// What was written somewhere, by the name of the place.
#[derive(Default)]
pub(super) struct Places(Vec<(String, Vec<u8>)>);

impl Places {
    pub(super) fn add(&mut self, name: &str, content: impl Into<Vec<u8>>) {
        self.0.push((name.to_owned(), content.into()));
    }

    /// Every file in a folder.
    pub(super) fn add_files(&mut self, folder: &Path) {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
            self.add(&path.display().to_string(), fs::read(&path).unwrap());
        }
    }

    /// Everything in a database: the files that SQLite keeps it in, or every row of every table that PostgreSQL has.
    pub(super) async fn add_database(&mut self, url: &str) {
        if let Some(path) = url.strip_prefix("sqlite:") {
            self.add_files(Path::new(path.trim_start_matches("//")).parent().unwrap());
            return;
        }
        let database = Database::connect(url).await.unwrap();
        let query = async |sql: &str| -> Vec<String> {
            let statement = Statement::from_string(database.get_database_backend(), sql);
            let rows = database.query_all_raw(statement).await.unwrap();
            rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
        };
        let tables =
            query("SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'").await;
        assert!(tables.len() > 20, "{tables:?}");
        for table in tables {
            let rows = query(&format!(r#"SELECT one::text FROM "{table}" AS one"#)).await;
            self.add(&format!("table {table}"), rows.join("\n"));
        }
        database.close().await.unwrap();
    }

    /// The places that have it as it is, or in hexadecimal, as PostgreSQL writes bytes.
    pub(super) fn with(&self, text: &str) -> Vec<&str> {
        let in_hexadecimal = hex::encode(text);
        let has = |content: &[u8]| {
            let content = String::from_utf8_lossy(content);
            content.contains(text) || content.contains(&in_hexadecimal)
        };
        self.0.iter().filter(|(_, content)| has(content)).map(|(name, _)| name.as_str()).collect()
    }
}
