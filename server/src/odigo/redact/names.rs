//! Names that say that their value is a secret, in the languages of those who name fields: English, Spanish, Dutch,
//! German and French.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// Parts of such names, without case, accents and separators.
const SECRET_PARTS: [&str; 40] = [
    "password",
    "passwd",
    "passcode",
    "passphrase",
    "pwd",
    "secret",
    "token",
    "authorization",
    "apikey",
    "accesskey",
    "privatekey",
    "credential",
    "creds",
    "cookie",
    "signatur",
    "hmac",
    "contrasena",
    "contrasenya",
    "credencial",
    "claveapi",
    "claveprivada",
    "clavedeacceso",
    "wachtwoord",
    "geheim",
    "inloggegevens",
    "toegangscode",
    "toegangssleutel",
    "passwort",
    "paßwort",
    "kennwort",
    "losungswort",
    "zugangsdaten",
    "zugangscode",
    "anmeldedaten",
    "schlussel",
    "schluessel",
    "motdepasse",
    "motpasse",
    "jeton",
    "cleapi",
];

/// Such names as a whole, or as their last word.
const SECRET_NAMES: [&str; 10] =
    ["pass", "pin", "auth", "mdp", "sessionid", "jsessionid", "bearer", "sig", "clave", "pincode"];

/// Whether the value of a field of this name is a secret.
pub(super) fn is_secret(name: &str) -> bool {
    let key = plain(name);
    let last_word = name.rsplit(['_', '-', ' ']).next().map(plain).unwrap_or_default();
    SECRET_NAMES.contains(&key.as_str())
        || SECRET_NAMES.contains(&last_word.as_str())
        || SECRET_PARTS.iter().any(|part| key.contains(part))
}

/// A name without case, accents and separators.
fn plain(name: &str) -> String {
    let letters = name.nfd().filter(|c| !is_combining_mark(*c) && c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
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
        for name in ["agent", "state", "compass", "opinion", "author", "key", "assign", "enclave", ""] {
            assert!(!is_secret(name), "{name}");
        }
        assert!(is_secret_path("data.credentials.login"));
        assert!(is_secret_path("data.Contraseña.value") && is_secret_path("creds.user"));
        assert!(!is_secret_path("data.agent.login"));
    }

    #[test]
    fn a_name_says_secret_in_five_languages_with_accents_or_without() {
        let names = [
            ["passcode", "db_pass", "creds", "sig", "x-sig", "signature", "X-Hub-Signature", "accessKey"],
            [
                "contraseña",
                "CONTRASENA",
                "contrasen\u{303}a",
                "clave",
                "clave_api",
                "credenciales",
                "secreto",
                "Mi clave",
            ],
            ["wachtwoord", "geheim", "Geheime sleutel", "inloggegevens", "toegangscode", "pincode", "pin", "api_token"],
            [
                "Passwort",
                "Paßwort",
                "Kennwort",
                "Losungswort",
                "Zugangsdaten",
                "Schlüssel",
                "api-schluessel",
                "Geheimnis",
            ],
            ["mot de passe", "mot_de_passe", "motDePasse", "mdp", "clé secrète", "clé_api", "jeton", "Jeton d'accès"],
        ];
        for name in names.concat() {
            assert!(is_secret(name), "{name}");
        }
    }
}
