//! Where settings come from, and which of them wins.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use super::{ConfigError, Fault, flags::Setting};

/// Variables that other programs read as well, by the setting they are good for.
const COMMON_VARIABLES: [(&str, &str); 1] = [("otlp_endpoint", "OTEL_EXPORTER_OTLP_ENDPOINT")];

/// A value and where it was given.
struct Given {
    value: String,
    place: String,
}

/// The values given, of each setting the one that wins, and the faults found so far.
pub(super) struct Sources<'a> {
    given: HashMap<&'static str, Given>,
    environment: &'a dyn Fn(&str) -> Option<String>,
    faults: Vec<Fault>,
}

impl<'a> Sources<'a> {
    /// Gathers what is given. A file that can't be read is a fault.
    pub(super) fn open(
        file: Option<&Path>,
        settings: &[Setting<'_>],
        environment: &'a dyn Fn(&str) -> Option<String>,
    ) -> Self {
        let mut sources = Self { given: HashMap::new(), environment, faults: Vec::new() };
        let by_variable = sources.variable(&variable_of("config")).map(PathBuf::from);
        if let Some(path) = file.map(Path::to_owned).or(by_variable) {
            let known: Vec<_> = settings.iter().map(|(name, _)| *name).collect();
            sources.read_file(&path, &known);
        }
        for (name, flag) in settings {
            let common =
                COMMON_VARIABLES.iter().filter(|(setting, _)| setting == name).map(|(_, name)| (*name).to_owned());
            let given = [variable_of(name)].into_iter().chain(common).find_map(|place| {
                let value = sources.variable(&place)?;
                Some(Given { value, place })
            });
            let flag = flag.map(|value| Given { value: value.to_owned(), place: flag_of(name) });
            if let Some(given) = flag.or(given) {
                sources.given.insert(name, given);
            }
        }
        sources
    }

    /// The value of a setting, or its default: also where there is a fault, which is noted.
    pub(super) fn read<T>(
        &mut self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Result<T, String>,
        default: impl FnOnce() -> T,
    ) -> T {
        let Some(given) = self.given.get(name) else { return default() };
        match parse(given.value.trim()) {
            Ok(value) => value,
            Err(problem) => {
                self.faults.push(Fault { setting: given.place.clone(), problem });
                default()
            }
        }
    }

    /// Notes that a setting can't be used together with the others.
    pub(super) fn refuse(&mut self, name: &'static str, problem: &str) {
        let place = self.given.get(name).map_or_else(|| variable_of(name), |given| given.place.clone());
        self.faults.push(Fault { setting: place, problem: problem.to_owned() });
    }

    /// Notes a fault if the setting is not given.
    pub(super) fn require(&mut self, name: &'static str, why: &str) {
        if !self.is_given(name) {
            self.refuse(name, &format!("must be given: {why}"));
        }
    }

    /// Whether there is a value, right or wrong.
    pub(super) fn is_given(&self, name: &'static str) -> bool {
        self.given.contains_key(name)
    }

    pub(super) fn finish(self) -> Result<(), ConfigError> {
        if self.faults.is_empty() { Ok(()) } else { Err(ConfigError { faults: self.faults }) }
    }

    /// A variable. An empty one is how container tools write "not set".
    fn variable(&self, name: &str) -> Option<String> {
        (self.environment)(name).filter(|value| !value.trim().is_empty())
    }

    fn read_file(&mut self, path: &Path, known: &[&'static str]) {
        let shown = path.display();
        let table = std::fs::read_to_string(path)
            .map_err(|error| format!("can't be read: {error}"))
            .and_then(|text| text.parse::<toml::Table>().map_err(|error| format!("is not TOML: {}", error.message())));
        let table = match table {
            Ok(table) => table,
            Err(problem) => return self.faults.push(Fault { setting: format!("the file {shown}"), problem }),
        };
        for (name, value) in table {
            let place = format!("{name} in {shown}");
            let Some(name) = known.iter().find(|known| **known == name) else {
                let problem = format!("there is no such setting; there are: {}", known.join(", "));
                self.faults.push(Fault { setting: place, problem });
                continue;
            };
            match text_of(&value) {
                Some(value) => drop(self.given.insert(name, Given { value, place })),
                None => self
                    .faults
                    .push(Fault { setting: place, problem: "must be a text, a number, true or false".to_owned() }),
            }
        }
    }
}

/// A value of the file as a flag would give it; a list as one with commas.
fn text_of(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Boolean(yes) => Some(yes.to_string()),
        toml::Value::Array(items) => {
            items.iter().map(|item| item.as_str()).collect::<Option<Vec<_>>>().map(|items| items.join(","))
        }
        _ => None,
    }
}

fn variable_of(name: &str) -> String {
    format!("KADANS_{}", name.to_ascii_uppercase())
}

fn flag_of(name: &str) -> String {
    format!("--{}", name.replace('_', "-"))
}
