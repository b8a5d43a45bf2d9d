//! Words that names of fields are made of, in the languages of the centres: English, French, Spanish, Dutch, German.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::odigo::vocabulary::Field;

/// Words that say the field by themselves.
const fn strong(field: Field) -> &'static [&'static str] {
    match field {
        Field::Agent => AGENT,
        Field::Status => STATUS,
        Field::Detail => DETAIL,
        Field::Time => TIME,
        Field::EventId => EVENT_ID,
    }
}

const AGENT: &[&str] = &[
    "agent",
    "agente",
    "login",
    "user",
    "userid",
    "uid",
    "utilisateur",
    "usuario",
    "gebruiker",
    "benutzer",
    "medewerker",
    "mitarbeiter",
    "conseiller",
    "teleconseiller",
    "operateur",
    "operador",
    "operator",
    "collaborateur",
    "employee",
    "employe",
    "empleado",
    "advisor",
    "asesor",
    "matricule",
    "identifiant",
    "username",
    "kennung",
    "who",
    "qui",
    "quien",
    "wie",
    "wer",
    "extension",
    "anexo",
    "toestel",
    "nebenstelle",
];

const STATUS: &[&str] = &[
    "status",
    "state",
    "etat",
    "statut",
    "estado",
    "situation",
    "situacion",
    "toestand",
    "zustand",
    "stand",
    "stato",
    "presence",
    "presencia",
    "aanwezigheid",
    "anwesenheit",
    "what",
    "quoi",
    "que",
    "wat",
    "was",
    "beschikbaarheid",
    "verfuegbarkeit",
];

const DETAIL: &[&str] = &[
    "reason",
    "raison",
    "motif",
    "motivo",
    "razon",
    "reden",
    "grund",
    "detail",
    "detalle",
    "pausetype",
    "pausereason",
    "pausecode",
    "typepause",
    "tipopausa",
    "pausetyp",
    "pauzetype",
    "substate",
    "subtype",
    "auxcode",
];

const TIME: &[&str] = &[
    "time",
    "timestamp",
    "datetime",
    "ts",
    "date",
    "heure",
    "hora",
    "fecha",
    "tijd",
    "tijdstip",
    "datum",
    "zeit",
    "uhrzeit",
    "zeitpunkt",
    "zeitstempel",
    "horodatage",
    "horodate",
    "when",
    "quand",
    "cuando",
    "wanneer",
    "wann",
    "occurred",
    "moment",
];

const EVENT_ID: &[&str] =
    &["uuid", "guid", "eventid", "messageid", "notificationid", "msgid", "idevento", "ref", "reference", "referencia"];

/// Words that say the field only beside others.
const fn weak(field: Field) -> &'static [&'static str] {
    match field {
        Field::Agent => &["name", "nom", "nombre", "naam", "person", "personne", "persona", "id", "code"],
        Field::Status => &["event", "evenement", "evento", "ereignis", "gebeurtenis", "type", "activity", "mode"],
        Field::Detail => &[
            "pause",
            "pausa",
            "pauze",
            "break",
            "aux",
            "label",
            "libelle",
            "type",
            "code",
            "activity",
            "activite",
            "actividad",
            "activiteit",
            "aktivitaet",
            "comment",
        ],
        Field::Time => &["at", "on", "le", "since", "depuis", "desde", "sinds", "seit", "start", "begin", "debut"],
        Field::EventId => &["event", "message", "notification", "evenement", "evento", "ereignis", "bericht", "id"],
    }
}

/// Words of statuses: agents have none of them.
const STATUSES: [&str; 45] = [
    "available",
    "ready",
    "notready",
    "pause",
    "paused",
    "break",
    "busy",
    "call",
    "oncall",
    "talking",
    "ringing",
    "wrapup",
    "acw",
    "aftercall",
    "idle",
    "login",
    "loggedin",
    "logout",
    "loggedout",
    "offline",
    "online",
    "away",
    "disponible",
    "libre",
    "occupe",
    "appel",
    "enappel",
    "enpause",
    "deconnecte",
    "connecte",
    "pausa",
    "ocupado",
    "llamada",
    "desconectado",
    "conectado",
    "beschikbaar",
    "pauze",
    "gesprek",
    "afgemeld",
    "aangemeld",
    "verfuegbar",
    "frei",
    "gespraech",
    "abgemeldet",
    "nachbearbeitung",
];

/// How much a name sounds like a field, from 0 to 1.
pub(super) fn sound(field: Field, path: &str) -> f64 {
    let mut parts = path.rsplit('.');
    let last = parts.next().unwrap_or_default();
    let parent = parts.next().unwrap_or_default();
    if field.default_names().iter().any(|name| folded(name) == folded(last)) {
        return 1.0;
    }
    // `agent.id` says agent as `agentId` does.
    let own = of_name(field, last);
    let with_parent = of_name(field, &format!("{parent} {last}")) * 0.8;
    own.max(with_parent)
}

fn of_name(field: Field, name: &str) -> f64 {
    let whole = folded(name);
    let words = words(name);
    let is_any = |list: &[&str]| list.contains(&whole.as_str()) || words.iter().any(|word| list.contains(&&**word));
    if is_any(strong(field)) {
        return if words.len() <= 2 { 0.9 } else { 0.7 };
    }
    let weak = words.iter().filter(|word| weak(field).contains(&&***word)).count();
    match weak {
        0 => 0.0,
        1 => 0.4,
        // `eventId`, `typePause`.
        _ => 0.8,
    }
}

/// Whether a value is a word for a status.
pub(super) fn is_status(value: &str) -> bool {
    STATUSES.contains(&folded(value).as_str())
}

/// Letters and digits alone, small, without accents.
fn folded(text: &str) -> String {
    let text: String = text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().replace('ß', "ss")
}

/// The words of a name: `agentLogin`, `agent_login` and `AGENT-LOGIN` have the same.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for c in name.chars() {
        let begins = !c.is_alphanumeric() || (c.is_uppercase() && was_small);
        if begins {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.push(c);
        }
        was_small = c.is_lowercase() || c.is_numeric();
    }
    words.iter().map(|word| folded(word)).filter(|word| !word.is_empty()).collect()
}
