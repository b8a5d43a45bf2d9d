//! Names that say that their value is a secret.

/// Parts of such names, without case and separators.
const SECRET_PARTS: [&str; 15] = [
    "password",
    "passwd",
    "passwort",
    "passphrase",
    "motdepasse",
    "contrasena",
    "wachtwoord",
    "pwd",
    "secret",
    "token",
    "authorization",
    "apikey",
    "privatekey",
    "credential",
    "cookie",
];

/// Such names as a whole.
const SECRET_NAMES: [&str; 7] = ["pass", "pin", "auth", "mdp", "sessionid", "jsessionid", "bearer"];

/// Whether the value of a field of this name is a secret.
pub(super) fn is_secret(name: &str) -> bool {
    let key: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    SECRET_NAMES.contains(&key.as_str()) || SECRET_PARTS.iter().any(|part| key.contains(part))
}

/// Whether any part of a path is such a name: what lies below one is a secret too.
pub(super) fn is_secret_path(path: &str) -> bool {
    is_secret(path) || path.split(['.', ':']).any(is_secret)
}

#[cfg(test)]
mod tests {
    use super::{is_secret, is_secret_path};

    #[test]
    fn a_name_says_secret_in_any_spelling() {
        for name in ["password", "user_pwd", "X-API-Token", "apiKey", "api_key", "clientSecret", "Set-Cookie", "PIN"] {
            assert!(is_secret(name), "{name}");
        }
        for name in ["agent", "state", "compass", "opinion", "author", "key", ""] {
            assert!(!is_secret(name), "{name}");
        }
        assert!(is_secret_path("data.credentials.login"));
        assert!(!is_secret_path("data.agent.login"));
    }
}
