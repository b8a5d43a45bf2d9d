//! The people of the demo: made up from common names of five languages, the same for the same seed.

use std::collections::HashSet;

use rand::seq::IndexedRandom as _;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::catalogue::Unit;
use crate::odigo::simulator::dice;

/// How many employees there are.
pub(super) const EMPLOYEES: usize = 200;
/// Every how many employees one has no external user assigned.
const UNASSIGNED_EVERY: usize = 20;

/// Given and family names that go together.
struct Names {
    given: &'static [&'static str],
    family: &'static [&'static str],
}

const SPANISH: Names = Names {
    given: &[
        "Lucía", "Martina", "Sofía", "Carmen", "Noelia", "Irene", "Rocío", "Pilar", "Alba", "Nuria", "Hugo", "Mateo",
        "Álvaro", "Javier", "Sergio", "Iñaki", "Rubén", "Óscar", "Andrés", "Joaquín",
    ],
    family: &[
        "García",
        "Fernández",
        "Sánchez",
        "Muñoz",
        "Jiménez",
        "Romero",
        "Navarro",
        "Domínguez",
        "Vázquez",
        "Ramos",
        "Gil",
        "Serrano",
        "Blanco",
        "Molina",
        "Ortega",
        "Delgado",
        "Castro",
        "Núñez",
        "Iglesias",
        "Peña",
    ],
};
const DUTCH: Names = Names {
    given: &["Sanne", "Fleur", "Lotte", "Femke", "Daan", "Bram", "Jeroen", "Thijs"],
    family: &["de Vries", "Jansen", "van den Berg", "Bakker", "Visser", "Smit", "Meijer", "de Boer"],
};
const GERMAN: Names = Names {
    given: &["Lena", "Katharina", "Jana", "Sabine", "Lukas", "Jürgen", "Florian", "Matthias"],
    family: &["Müller", "Schmidt", "Schäfer", "Weber", "Hoffmann", "Krüger", "Lehmann", "Voigt"],
};
const FRENCH: Names = Names {
    given: &["Camille", "Élodie", "Chloé", "Manon", "Théo", "Antoine", "François", "Rémi"],
    family: &["Martin", "Bernard", "Dubois", "Lefèvre", "Moreau", "Girard", "Fournier", "Mercier"],
};
const ENGLISH: Names = Names {
    given: &["Emily", "Grace", "Hannah", "Chloe", "Oliver", "George", "Callum", "Ryan"],
    family: &["Smith", "Taylor", "Wilson", "Hughes", "O'Neill", "Bennett", "Carter", "Shaw"],
};

/// The share of each language, by how often it stands here.
const MIX: [&Names; 10] =
    [&SPANISH, &SPANISH, &SPANISH, &SPANISH, &SPANISH, &SPANISH, &DUTCH, &GERMAN, &FRENCH, &ENGLISH];

/// An employee of the demo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Person {
    /// From 0; decides shifts and habits.
    pub(super) number: u64,
    /// Given and family name.
    pub(super) name: String,
    /// The address, unique.
    pub(super) email: String,
    /// The personnel number, unique.
    pub(super) personnel_number: String,
    /// The identifier in the telephone system, unique.
    pub(super) login: String,
    /// The planning unit.
    pub(super) unit: Unit,
    /// Whether the external user gets assigned.
    pub(super) assigned: bool,
}

/// All employees.
pub(super) fn people(seed: u64) -> Vec<Person> {
    let mut dice = dice(seed, u64::MAX, 2);
    let (mut names, mut logins) = (HashSet::new(), HashSet::new());
    let mut people = Vec::with_capacity(EMPLOYEES);
    while people.len() < EMPLOYEES {
        let language = MIX.choose(&mut dice).copied().unwrap_or(&SPANISH);
        let Some((given, family)) = language.given.choose(&mut dice).zip(language.family.choose(&mut dice)) else {
            continue;
        };
        let name = format!("{given} {family}");
        if !names.insert(name.clone()) {
            continue;
        }
        let (given, family) = (ascii(given), ascii(family));
        let initial = given.get(..1).unwrap_or_default();
        let login = unique(&format!("{initial}{family}"), &mut logins);
        let at = people.len();
        people.push(Person {
            number: at as u64,
            name,
            email: format!("{given}.{family}@demo.example"),
            personnel_number: format!("D{:04}", at + 1),
            login,
            unit: Unit::of(at),
            assigned: at % UNASSIGNED_EVERY != UNASSIGNED_EVERY - 1,
        });
    }
    people
}

/// Agents of the telephone system who are nobody's: a shared training seat, a test line, somebody who has left.
pub(super) const STRANGERS: [&str; 4] = ["formacion01", "formacion02", "test.odigo", "jvidal.ext"];

/// A name in lower case, without accents, spaces and apostrophes.
fn ascii(name: &str) -> String {
    let letters = name.nfkd().filter(|c| !is_combining_mark(*c) && c.is_ascii_alphanumeric());
    letters.map(|c| c.to_ascii_lowercase()).collect()
}

/// `name`, or `name2`, `name3`, … if it is taken.
fn unique(name: &str, taken: &mut HashSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{name}{number}"));
    let free = std::iter::once(name.to_owned()).chain(numbered).find(|candidate| !taken.contains(candidate));
    let free = free.unwrap_or_else(|| name.to_owned());
    taken.insert(free.clone());
    free
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn nobody_has_anybody_elses_name_login_address_or_number() {
        let people = people(1);
        let distinct = |field: fn(&Person) -> &str| people.iter().map(field).collect::<HashSet<_>>().len();
        assert_eq!(distinct(|person| &person.name), EMPLOYEES);
        assert_eq!(distinct(|person| &person.login), EMPLOYEES);
        assert_eq!(distinct(|person| &person.email), EMPLOYEES);
        assert_eq!(distinct(|person| &person.personnel_number), EMPLOYEES);
    }

    #[test]
    fn the_same_seed_gives_the_same_people() {
        assert_eq!(people(1), people(1));
        assert_ne!(people(1), people(2));
    }

    #[test]
    fn nearly_everybody_is_assigned() {
        assert_eq!(people(1).iter().filter(|person| person.assigned).count(), 190);
    }

    #[test]
    fn logins_are_plain_letters_and_digits() {
        assert_eq!(ascii("Iñaki O'Neill de Boer"), "inakioneilldeboer");
        assert!(people(3).iter().all(|person| person.login.chars().all(|c| c.is_ascii_alphanumeric())));
    }
}
