//! The real `kadans` as a process of its own: set up, started, stopped and killed as operators and accidents do it.

mod binary;

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{ExitStatus, Output, Stdio},
    time::Duration,
};

use kadans_server::auth::master_key::{IfAbsent, MasterKey};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt as _, BufReader, Lines},
    process::{Child, ChildStderr, Command},
    task::JoinHandle,
    time::timeout,
};

use crate::database::TestDatabase;

/// Longer than anything should take, on a machine that does much else.
const LONG: Duration = Duration::from_mins(1);

const ANY_PORT: &str = "127.0.0.1:0";

/// What outlives a process: its database, its key and its directory.
#[derive(Debug)]
pub struct Installation {
    database: TestDatabase,
    directory: TempDir,
}

impl Installation {
    /// A new installation with this database.
    pub fn new(database: TestDatabase) -> Self {
        let installation = Self { database, directory: TempDir::with_prefix("kadans-data-").unwrap() };
        // With PostgreSQL the server insists on being given one.
        MasterKey::load(&installation.key_file(), IfAbsent::Create).unwrap();
        installation
    }

    /// Where the database is.
    pub fn database_url(&self) -> String {
        self.database.url()
    }

    /// `kadans` with these arguments and with settings from the environment, nothing else.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = kadans(arguments);
        command
            .env("KADANS_DATABASE_URL", self.database_url())
            .env("KADANS_DATA_DIR", self.directory.path())
            .env("KADANS_KEY_FILE", self.key_file());
        command
    }

    /// Runs an operator's command; what it prints.
    pub async fn run(&self, arguments: &[&str]) -> String {
        let Output { status, stdout, stderr } = self.command(arguments).output().await.unwrap();
        assert!(status.success(), "kadans {arguments:?}: {status}: {}", String::from_utf8_lossy(&stderr));
        String::from_utf8(stdout).unwrap().trim_end().to_owned()
    }

    /// Starts `kadans serve`, and returns once it serves.
    pub async fn serve(&self) -> Process {
        self.serve_with(&[]).await
    }

    /// As [`serve`](Self::serve), with more settings.
    pub async fn serve_with(&self, settings: &[(&str, &str)]) -> Process {
        Process::start(self.command(&["serve"]).envs(settings.iter().copied())).await
    }

    /// The directory of the server's own files.
    pub fn data_dir(&self) -> &Path {
        self.directory.path()
    }

    /// The file of the master key.
    pub fn key_file(&self) -> PathBuf {
        self.directory.path().join("master.key")
    }
}

/// `kadans` with these arguments on free ports, in an empty environment.
pub fn kadans(arguments: &[&str]) -> Command {
    let mut command = Command::new(binary::kadans());
    command
        .args(arguments)
        .env_clear()
        .env("KADANS_LISTEN", ANY_PORT)
        .env("KADANS_ADMIN_LISTEN", ANY_PORT)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

/// Reads lines into the log up to one with `wanted` in it, or to the end.
async fn read_until(lines: &mut Lines<BufReader<ChildStderr>>, log: &mut String, wanted: &str) -> Option<String> {
    while let Some(line) = lines.next_line().await.unwrap() {
        log.push_str(&line);
        log.push('\n');
        if line.contains(wanted) {
            return Some(line);
        }
    }
    None
}

/// A `kadans serve` that runs. Dropped, it is killed.
#[derive(Debug)]
pub struct Process {
    child: Child,
    address: SocketAddr,
    admin_address: SocketAddr,
    log: JoinHandle<String>,
}

/// How a process ended.
#[derive(Debug)]
pub struct Ended {
    /// Its exit code, or the signal that killed it.
    pub status: ExitStatus,
    /// Everything it logged.
    pub log: String,
}

impl Process {
    /// Starts a command that serves, and returns once it does.
    pub async fn start(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().expect("it was piped")).lines();
        let mut log = String::new();
        let serving = timeout(LONG, read_until(&mut lines, &mut log, " serving ")).await;
        let Ok(Some(serving)) = serving else { panic!("the server did not start:\n{log}") };
        let address = |name: &str| {
            let (_, value) = serving.split_once(&format!(" {name}=")).expect("the log says where it serves");
            value.split(' ').next().unwrap_or_default().parse().expect("what follows is an address")
        };
        let (address, admin_address) = (address("address"), address("admin"));
        let log = tokio::spawn(async move {
            read_until(&mut lines, &mut log, "\0").await;
            log
        });
        Self { child, address, admin_address, log }
    }

    /// The address of the main port.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address of the port of the metrics.
    pub const fn admin_address(&self) -> SocketAddr {
        self.admin_address
    }

    /// Kills it, so that it can't do anything any more (SIGKILL), and waits until it is gone.
    pub async fn kill(mut self) {
        self.child.start_kill().unwrap();
        self.ended(LONG).await;
    }

    /// Asks it to stop, as service managers do (SIGTERM).
    pub fn terminate(&self) {
        let id = self.child.id().expect("nobody waited for it yet");
        let id = i32::try_from(id).ok().and_then(Pid::from_raw).expect("the system gave this id");
        kill_process(id, Signal::TERM).unwrap();
    }

    /// Waits until it has ended, which must be within this time.
    pub async fn ended(mut self, within: Duration) -> Ended {
        let status = timeout(within, self.child.wait()).await.expect("the process ends in time").unwrap();
        Ended { status, log: self.log.await.unwrap() }
    }
}
