//! The file with the master key: one key a line, the newest first.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _, chown},
    path::Path,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use zeroize::Zeroizing;

use super::{
    master_key::{KeyBytes, MasterKeyError},
    ticket::random_bytes,
};

const HEADER: &str = "# Kadans master key. Keep it secret, and keep a copy of it apart from the database backups:\n\
                      # without it a restored database can't be used.\n\
                      # A key a line, the newest first: it seals, the older ones open what they sealed. `kadans key\n\
                      # rotate` adds one. The last line stands behind the URL tokens as well, and has to stay.\n";

/// Reads the keys, the newest first; there is at least one.
pub(super) fn read(path: &Path) -> Result<Vec<KeyBytes>, MasterKeyError> {
    match fs::read_to_string(path).map(Zeroizing::new) {
        Ok(text) => {
            refuse_if_exposed(path)?;
            parse(&text).ok_or_else(|| MasterKeyError::Unreadable { path: path.to_owned() })
        }
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Err(MasterKeyError::Absent { path: path.to_owned() }),
        Err(cause) if cause.kind() == io::ErrorKind::InvalidData => {
            Err(MasterKeyError::Unreadable { path: path.to_owned() })
        }
        Err(cause) => Err(io_error(path, cause)),
    }
}

/// Makes the file, with a new key.
pub(super) fn create(path: &Path) -> Result<KeyBytes, MasterKeyError> {
    let create = || {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let key = random_bytes();
        // Never over a key that another process wrote meanwhile: that one may already have sealed something.
        write_new(path, &Zeroizing::new(format!("{HEADER}{}\n", *encoded(&key))), None)?;
        Ok(key)
    };
    create().map_err(|cause| io_error(path, cause))
}

/// Puts a new key before the others. The file is replaced as a whole: whoever reads it finds the old or the new one, and
/// so does whoever looks after a crash.
pub(super) fn add(path: &Path) -> Result<(), MasterKeyError> {
    let keys_before = read(path)?.len();
    let add = || {
        // Where the file is a link, what it leads to is replaced.
        let path = fs::canonicalize(path)?;
        let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
        let text = Zeroizing::new(fs::read_to_string(&path)?);
        let first = text.split_inclusive('\n').take_while(|line| !is_key(line)).map(str::len).sum();
        let (before, keys) = text.split_at_checked(first).ok_or(io::ErrorKind::InvalidData)?;
        let text = Zeroizing::new(format!("{before}{}\n{keys}", *encoded(&random_bytes())));
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let new = folder.join(format!(".{name}.{}", uuid::Uuid::new_v4().simple()));
        let replaced = write_new(&new, &text, Some(&path)).and_then(|()| fs::rename(&new, &path));
        if replaced.is_err() {
            // What went wrong before says more than what goes wrong here.
            let _ = fs::remove_file(&new);
        }
        replaced?;
        File::open(folder)?.sync_all()
    };
    add().map_err(|cause| io_error(path, cause))?;
    let keys = read(path)?.len();
    if keys == keys_before + 1 { Ok(()) } else { Err(MasterKeyError::Unreadable { path: path.to_owned() }) }
}

/// Keeps others from adding a key, until it is dropped: of two who replace the file at a time one key would be lost.
pub(super) fn lock(path: &Path) -> Result<File, MasterKeyError> {
    let lock = || {
        let path = fs::canonicalize(path)?;
        let folder = File::open(path.parent().ok_or(io::ErrorKind::InvalidInput)?)?;
        folder.lock()?;
        Ok(folder)
    };
    lock().map_err(|cause: io::Error| match cause.kind() {
        io::ErrorKind::NotFound => MasterKeyError::Absent { path: path.to_owned() },
        _ => io_error(path, cause),
    })
}

/// Writes a file that is not there yet, for its owner alone: the owner of `like`, if it is given.
fn write_new(path: &Path, text: &str, like: Option<&Path>) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    if let Some(like) = like {
        let like = fs::metadata(like)?;
        let own = file.metadata()?;
        if (own.uid(), own.gid()) != (like.uid(), like.gid()) {
            chown(path, Some(like.uid()), Some(like.gid()))?;
        }
    }
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn parse(text: &str) -> Option<Vec<KeyBytes>> {
    let mut keys: Vec<KeyBytes> = Vec::new();
    for line in text.lines().filter(|line| is_key(line)) {
        let bytes = Zeroizing::new(STANDARD.decode(line.trim()).ok()?);
        let key = Zeroizing::new(bytes.as_slice().try_into().ok()?);
        if keys.contains(&key) {
            return None;
        }
        keys.push(key);
    }
    (!keys.is_empty()).then_some(keys)
}

fn is_key(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with('#')
}

fn encoded(key: &KeyBytes) -> Zeroizing<String> {
    Zeroizing::new(STANDARD.encode(key.as_slice()))
}

fn refuse_if_exposed(path: &Path) -> Result<(), MasterKeyError> {
    let metadata = fs::metadata(path).map_err(|cause| io_error(path, cause))?;
    let mode = metadata.permissions().mode() & 0o777;
    let of_others = mode & 0o077;
    if of_others == 0 { Ok(()) } else { Err(MasterKeyError::Exposed { path: path.to_owned(), mode }) }
}

fn io_error(path: &Path, cause: io::Error) -> MasterKeyError {
    MasterKeyError::Io { path: path.to_owned(), cause }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::auth::master_key::{IfAbsent, MasterKey};

    fn in_a_folder() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data").join("master.key");
        (folder, path)
    }

    #[test]
    fn a_new_key_is_for_its_owner_alone_and_reads_back() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, path) = in_a_folder();
        let created = MasterKey::load(&path, IfAbsent::Create).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(fs::read_to_string(&path).unwrap().starts_with("# Kadans master key"));
        let read = MasterKey::load(&path, IfAbsent::Refuse).unwrap();
        assert_eq!(created.pepper().as_bytes(), read.pepper().as_bytes());
    }

    #[test]
    fn a_key_that_others_can_read_is_refused_with_the_way_out() {
        use std::os::unix::fs::PermissionsExt;
        for mode in [0o640, 0o604, 0o620, 0o644, 0o610] {
            let (_folder, path) = in_a_folder();
            MasterKey::load(&path, IfAbsent::Create).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            let error = MasterKey::load(&path, IfAbsent::Create).unwrap_err();
            assert!(error.to_string().contains("chmod 600"), "{mode:o}: {error}");
        }
    }

    #[test]
    fn replicas_do_not_invent_a_key_and_are_told_how_to_make_one() {
        let (_folder, path) = in_a_folder();
        let error = MasterKey::load(&path, IfAbsent::Refuse).unwrap_err();
        assert!(error.to_string().contains("openssl rand -base64 32"), "{error}");
        assert!(!path.exists());
    }

    #[test]
    fn a_file_that_holds_no_key_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let thirty_one_bytes = STANDARD.encode([7; 31]);
        let two_keys = format!("{0}\n{0}\n", STANDARD.encode([7; 32]));
        for text in ["", "# only a comment\n", "not base64!", &thirty_one_bytes, &two_keys] {
            let (_folder, path) = in_a_folder();
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
            let error = MasterKey::load(&path, IfAbsent::Create).unwrap_err();
            assert!(matches!(error, MasterKeyError::Unreadable { .. }), "{text:?}: {error}");
        }
    }

    #[test]
    fn a_key_made_with_openssl_is_read() {
        let text = format!("{}\n", STANDARD.encode([7; 32]));
        let keys = parse(&text).unwrap();
        assert_eq!(keys.iter().map(|key| **key).collect::<Vec<_>>(), [[7; 32]]);
    }

    #[test]
    fn a_key_that_is_added_comes_first_and_everything_else_stays() {
        use std::os::unix::fs::PermissionsExt;
        let (folder, path) = in_a_folder();
        MasterKey::load(&path, IfAbsent::Create).unwrap();
        let before = fs::read_to_string(&path).unwrap();
        let old = read(&path).unwrap();
        add(&path).unwrap();
        let keys = read(&path).unwrap();
        assert_eq!((keys.len(), keys.last()), (2, old.first()));
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let after = fs::read_to_string(&path).unwrap();
        assert!(before.lines().all(|line| after.lines().any(|other| other == line)), "{after}");
        assert!(
            after.lines().position(|line| !line.starts_with('#'))
                < after.lines().position(|line| before.contains(line) && !line.starts_with('#'))
        );
        let names: Vec<_> = fs::read_dir(folder.path().join("data")).unwrap().collect();
        assert_eq!(names.len(), 1, "nothing is left beside it");
    }
}
