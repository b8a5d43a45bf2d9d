//! A private PostgreSQL for the tests of one process, from the installed binaries.
//!
//! The server runs under a small shell that waits on a pipe from this process: when the process ends, however it
//! ends, the pipe closes, and the shell stops the server and removes its files.

use std::{
    env, fs,
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

/// Starts the server, says `ready`, stops and starts it as it is told on standard input until that closes, stops it, and
/// leaves nothing behind. fsync stays
/// on, since the server under test refuses a database that would lose what was acknowledged.
const WATCHDOG: &str = r#"
directory=$(mktemp -d "${TMPDIR:-/tmp}/kadans-postgres.XXXXXX") || exit
trap 'rm -rf "$directory"' EXIT
"$1/initdb" -D "$directory/data" -U postgres -A trust -E UTF8 --locale=C --no-sync 2>&1 || exit
start() {
    "$1/pg_ctl" -D "$directory/data" -l "$directory/log" -w -o "-c listen_addresses=127.0.0.1 -c port=$2 \
        -c unix_socket_directories= -c fsync=on -c max_connections=200" start >/dev/null 2>&1
}
start "$1" "$2" || { cat "$directory/log"; exit; }
echo ready
while read -r order; do
    case $order in
        stop) "$1/pg_ctl" -D "$directory/data" -m immediate stop >/dev/null 2>&1 ;;
        start) start "$1" "$2" ;;
    esac
    echo "$order done"
done
"$1/pg_ctl" -D "$directory/data" -m immediate stop >/dev/null 2>&1
"#;

/// Why there is no PostgreSQL to test with.
#[derive(Clone, Debug, thiserror::Error)]
pub enum PostgresError {
    /// Not on this machine.
    #[error(
        "PostgreSQL's {program} is neither in PATH nor in /usr/lib/postgresql/*/bin: install the PostgreSQL server \
         (Debian and Ubuntu: apt install postgresql)"
    )]
    NotInstalled {
        /// What was looked for.
        program: &'static str,
    },
    /// PostgreSQL refuses to run as root, and there is nobody else to run it as.
    #[error("the tests run as root, and neither the user postgres nor nobody exists to run PostgreSQL as")]
    NoUser,
    /// It ended instead of accepting connections.
    #[error("PostgreSQL did not start:\n{output}")]
    DidNotStart {
        /// What it said.
        output: String,
    },
    /// It runs, but there is no database.
    #[error("no database could be created: {output}")]
    NoDatabase {
        /// What `createdb` said.
        output: String,
    },
}

/// A database of its own, dropped with this value.
#[derive(Debug)]
pub struct PostgresDatabase {
    cluster: &'static Cluster,
    name: String,
}

impl PostgresDatabase {
    /// Creates an empty database; starts the server if this is the process's first.
    pub fn create() -> Result<Self, PostgresError> {
        static CLUSTER: OnceLock<Result<Cluster, PostgresError>> = OnceLock::new();
        static CREATED: AtomicU32 = AtomicU32::new(0);
        let cluster = CLUSTER.get_or_init(Cluster::start).as_ref().map_err(Clone::clone)?;
        let name = format!("kadans_{}", CREATED.fetch_add(1, Ordering::Relaxed));
        let created = cluster.client("createdb").arg(&name).output();
        let output = match created {
            Ok(output) if output.status.success() => return Ok(Self { cluster, name }),
            Ok(output) => String::from_utf8_lossy(&output.stderr).into_owned(),
            Err(error) => error.to_string(),
        };
        Err(PostgresError::NoDatabase { output })
    }

    /// The URL to open it by.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{}", self.cluster.port, self.name)
    }
}

impl Drop for PostgresDatabase {
    fn drop(&mut self) {
        // What fails to be dropped goes with the server.
        let _ = self.cluster.client("dropdb").args(["--force", &self.name]).output();
    }
}

/// A server of its own that can be stopped and started again, for tests of what its going does.
#[derive(Debug)]
pub struct PostgresServer(Cluster);

impl PostgresServer {
    /// Starts one.
    pub fn start() -> Result<Self, PostgresError> {
        Cluster::start().map(Self)
    }

    /// The URL of its first database.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.0.port)
    }

    /// Stops it at once, as an accident would; its data stay.
    pub fn stop(&mut self) {
        self.0.tell("stop");
    }

    /// Starts it again on its data.
    pub fn start_again(&mut self) {
        self.0.tell("start");
    }
}

#[derive(Debug)]
struct Cluster {
    binaries: PathBuf,
    port: u16,
    /// Holds the pipe whose end is this process's end.
    watchdog: Child,
    output: BufReader<ChildStdout>,
}

impl Cluster {
    fn start() -> Result<Self, PostgresError> {
        let binaries = find_binaries()?;
        let did_not_start = |error: std::io::Error| PostgresError::DidNotStart { output: error.to_string() };
        let port = free_port().map_err(did_not_start)?;
        let mut watchdog = as_ordinary_user()?
            .args(["-c", WATCHDOG, "watchdog"])
            .arg(&binaries)
            .arg(port.to_string())
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // A group of its own: the signal that interrupts the tests must not reach who cleans up after them.
            .process_group(0)
            .spawn()
            .map_err(did_not_start)?;
        let mut output = BufReader::new(watchdog.stdout.take().expect("standard output was piped above"));
        let mut said = String::new();
        loop {
            let mut line = String::new();
            match output.read_line(&mut line).map_err(did_not_start)? {
                0 => return Err(PostgresError::DidNotStart { output: said }),
                _ if line == "ready\n" => return Ok(Self { binaries, port, watchdog, output }),
                _ => said.push_str(&line),
            }
        }
    }

    /// Tells the watchdog to stop or start the server, and waits until it has.
    fn tell(&mut self, order: &str) {
        let input = self.watchdog.stdin.as_mut().expect("standard input was piped");
        writeln!(input, "{order}").expect("the watchdog listens");
        let mut done = String::new();
        self.output.read_line(&mut done).expect("the watchdog answers");
        assert_eq!(done, format!("{order} done\n"));
    }

    fn client(&self, program: &str) -> Command {
        let mut command = Command::new(self.binaries.join(program));
        command.args(["-h", "127.0.0.1", "-U", "postgres", "-p"]).arg(self.port.to_string());
        command
    }
}

fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// The directory of PostgreSQL's programs: the one in PATH, else the newest that Debian installed.
fn find_binaries() -> Result<PathBuf, PostgresError> {
    let mut directories: Vec<PathBuf> =
        env::var_os("PATH").map(|path| env::split_paths(&path).collect()).unwrap_or_default();
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path());
    let mut versions: Vec<_> = versions.collect();
    versions.sort_by_key(|path| std::cmp::Reverse(version(path)));
    directories.extend(versions.into_iter().map(|path| path.join("bin")));
    let program = "initdb";
    directories
        .into_iter()
        // What PATH finds may be a link to one program out of a directory that holds them all.
        .filter_map(|directory| fs::canonicalize(directory.join(program)).ok())
        .find_map(|initdb| Some(initdb.parent()?.to_owned()))
        .ok_or(PostgresError::NotInstalled { program })
}

fn version(path: &Path) -> Option<u32> {
    path.file_name()?.to_str()?.parse().ok()
}

/// A shell that is not run by root, as PostgreSQL demands.
fn as_ordinary_user() -> Result<Command, PostgresError> {
    if user_id(None).as_deref() != Some("0") {
        return Ok(Command::new("sh"));
    }
    let user = ["postgres", "nobody"].into_iter().find(|user| user_id(Some(user)).is_some());
    let mut command = Command::new("runuser");
    command.args(["-u", user.ok_or(PostgresError::NoUser)?, "--", "sh"]);
    Ok(command)
}

fn user_id(user: Option<&str>) -> Option<String> {
    let output = Command::new("id").arg("-u").args(user).output().ok()?;
    let id = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| id.trim().to_owned())
}
