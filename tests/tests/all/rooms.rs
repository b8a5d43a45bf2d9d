//! Which room of the server may use which: `domain ← store ← live ← rpc ← app`, as `ARCHITECTURE.md` says.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Every room, and the paths in other rooms that it may use.
const ROOMS: &[(&str, &[&str])] = &[
    ("client_address", &[]),
    ("csv_file", &[]),
    ("domain", &[]),
    ("metrics", &[]),
    ("traces", &[]),
    ("web", &[]),
    ("clock", &["domain::instant"]),
    ("config", &["client_address"]),
    ("listener", &["config"]),
    ("odigo", &["clock", "domain"]),
    // How notifications are written, and where break types are asked, is part of what is stored of an integration; all of
    // it is pure, as the domain is.
    (
        "store",
        &["clock", "domain", "metrics", "odigo::flags", "odigo::format", "odigo::vocabulary", "odigo::web_service"],
    ),
    ("live", &["clock", "domain", "metrics", "store"]),
    ("capture", &["clock", "domain", "odigo", "store"]),
    ("health", &["store"]),
    // What is refused is told the caller as any error of a call is.
    ("auth", &["clock", "domain", "rpc::error", "store"]),
    ("break_details", &["auth::sealing", "clock", "domain", "odigo::web_service", "store"]),
    ("schedule_file", &["csv_file", "domain", "store"]),
    (
        "rpc",
        &[
            "auth",
            "break_details",
            "capture",
            "clock",
            "csv_file",
            "domain",
            "live",
            "metrics",
            "odigo",
            "schedule_file",
            "store",
        ],
    ),
    ("shim", &["clock", "domain::instant", "metrics", "odigo", "traces"]),
    (
        "app",
        &[
            "auth",
            "break_details",
            "capture",
            "client_address",
            "clock",
            "config",
            "domain",
            "health",
            "listener",
            "live",
            "metrics",
            "odigo::web_service",
            "rpc",
            "shim",
            "store",
            "traces",
            "web",
        ],
    ),
    ("cli", &["app", "auth", "clock", "config", "domain", "listener", "odigo", "schedule_file", "store"]),
];

/// A file of the server without its tests and comments.
struct Source {
    /// The names of the modules that lead to it: `["store", "journal"]`.
    module: Vec<String>,
    text: String,
}

impl Source {
    fn room(&self) -> &str {
        self.module.first().map_or("", String::as_str)
    }

    /// The paths from the root of the crate that it names, as `store::journal::Journal`.
    fn paths(&self) -> BTreeSet<String> {
        let to_root = "super::".repeat(self.module.len());
        let mut paths = Vec::new();
        for root in ["crate::", &to_root] {
            for (begin, _) in self.text.match_indices(root) {
                let before = self.text[..begin].chars().next_back();
                if before.is_none_or(|before| !before.is_alphanumeric() && !matches!(before, '_' | ':')) {
                    expand("", &self.text[begin + root.len()..], &mut paths);
                }
            }
        }
        paths.into_iter().filter(|path| !path.is_empty()).collect()
    }
}

/// Collects the paths of a `use` tree: of `a::{b, c::d}` these are `a::b` and `a::c::d`. Returns what follows it.
fn expand<'t>(prefix: &str, tree: &'t str, paths: &mut Vec<String>) -> &'t str {
    let tree = tree.trim_start();
    if let Some(mut rest) = tree.strip_prefix('{') {
        loop {
            rest = expand(prefix, rest, paths);
            let Some(end) = rest.find([',', '}']) else { return "" };
            let is_last = rest[end..].starts_with('}');
            rest = rest[end + 1..].trim_start();
            if is_last {
                return rest;
            }
        }
    }
    let end = tree.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(tree.len());
    let (name, rest) = tree.split_at(end);
    // No name is a `*`, or the end of a list.
    let path = [prefix, name].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("::");
    if let Some(deeper) = rest.strip_prefix("::") {
        return expand(&path, deeper, paths);
    }
    paths.push(path);
    rest
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/src");
    let mut files = Vec::new();
    find_files(&root, &mut files);
    files.sort();
    let sources =
        files.iter().filter_map(|file| source(file.strip_prefix(&root).unwrap(), &fs::read_to_string(file).unwrap()));
    sources.collect()
}

fn find_files(directory: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            find_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// `None` for tests, which may put rooms together as they need them, and for the roots of the crates.
fn source(file: &Path, text: &str) -> Option<Source> {
    let names = file.with_extension("");
    let module: Vec<String> =
        names.iter().map(|name| name.to_string_lossy().into_owned()).filter(|name| name != "mod").collect();
    let is_test = module.iter().any(|name| matches!(name.as_str(), "tests" | "testing" | "properties" | "vectors"));
    if is_test || matches!(module.as_slice(), [only] if only == "lib" || only == "main") {
        return None;
    }
    let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    let text = lines.collect::<Vec<_>>().join("\n");
    // Inline tests stand at the end of a file.
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned();
    Some(Source { module, text })
}

fn is_within(path: &str, allowed: &str) -> bool {
    path.strip_prefix(allowed).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

#[test]
fn rooms_use_each_other_in_one_direction() {
    let rules: BTreeMap<&str, &[&str]> = ROOMS.iter().copied().collect();
    let (mut against, mut looked_at) = (Vec::new(), 0);
    for source in sources() {
        let room = source.room();
        let Some(allowed) = rules.get(room) else { panic!("nothing is said about what the room {room} may use") };
        let elsewhere = source.paths().into_iter().filter(|path| !is_within(path, room));
        for path in elsewhere {
            looked_at += 1;
            let is_room = rules.keys().any(|room| is_within(&path, room));
            if is_room && !allowed.iter().any(|allowed| is_within(&path, allowed)) {
                against.push(format!("{} uses {path}", source.module.join("/")));
            }
        }
    }
    assert!(against.is_empty(), "against the direction of the rooms:\n{}", against.join("\n"));
    assert!(looked_at > 100, "only {looked_at} uses of other rooms were found: this test does not look right");
}

#[test]
fn the_domain_is_pure() {
    let impure =
        ["tokio", "sea_orm", "tonic", "axum", "hyper", "rand::rng", "SystemTime", "std::fs", "std::net", "std::env"];
    for source in sources().iter().filter(|source| source.room() == "domain") {
        for name in impure {
            assert!(!source.text.contains(name), "{} knows {name}", source.module.join("/"));
        }
    }
}

#[test]
fn only_the_store_knows_the_database() {
    for source in sources().iter().filter(|source| source.room() != "store") {
        for name in ["sea_orm::", "sqlx::", "kadans_migrations::"] {
            assert!(!source.text.contains(name), "{} knows {name}", source.module.join("/"));
        }
    }
}

#[test]
fn paths_are_read_from_every_form_of_use() {
    let source = Source {
        module: vec!["live".to_owned(), "hub".to_owned()],
        text: "use crate::{\n    clock::Clock,\n    store::{self, journal::{Journal as J, *}, page,},\n};\n\
               use super::super::rpc::error; fn f(a: crate::auth::Caller<u8>) { xcrate::no::no(); super::own::g() }"
            .to_owned(),
    };
    let expected = [
        "auth::Caller",
        "clock::Clock",
        "rpc::error",
        "store",
        "store::journal",
        "store::journal::Journal",
        "store::page",
        "store::self",
    ];
    assert_eq!(source.paths(), expected.into_iter().map(str::to_owned).collect());
}
