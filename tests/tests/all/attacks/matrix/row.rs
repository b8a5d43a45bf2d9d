//! What is known of a method here, independently of the server.

use std::ops::Deref;

use prost::Message;

use super::{people::Person, things::Things};

/// The ids that a request is made of: those it is about, and those of the caller's own things to go with them.
pub(super) struct Ids<'i> {
    pub(super) named: &'i Things,
    pub(super) own: &'i Things,
}

impl Deref for Ids<'_> {
    type Target = Things;

    fn deref(&self) -> &Things {
        self.named
    }
}

/// Makes a request of ids.
type Request = Box<dyn Fn(&Ids<'_>) -> Vec<u8> + Send + Sync>;

/// A method, or one of the ways to name something to it.
#[allow(clippy::struct_excessive_bools, reason = "each is said by a word of its own, and most rows say none")]
pub(super) struct Row {
    /// As in `SessionService/SignIn`.
    pub(super) method: &'static str,
    /// The roles that may call it, in words; `signed-in` is everybody who is, `anybody` everybody.
    who: &'static str,
    pub(super) request: Request,
    pub(super) names_nothing: bool,
    pub(super) in_unit: bool,
    pub(super) beside_the_unit: bool,
    pub(super) filters: bool,
    pub(super) consumes: bool,
    pub(super) signs_out: bool,
    pub(super) refused_with: Option<&'static str>,
}

impl Row {
    /// A method, who may call it, and how a request names something. What is not there is refused, and what is there
    /// is seen by everybody who may call it.
    pub(super) fn of<M: Message>(
        method: &'static str,
        who: &'static str,
        request: impl Fn(&Ids<'_>) -> M + Send + Sync + 'static,
    ) -> Self {
        let request = Box::new(move |ids: &Ids<'_>| request(ids).encode_to_vec());
        Self {
            method,
            who,
            request,
            names_nothing: false,
            in_unit: false,
            beside_the_unit: false,
            filters: false,
            consumes: false,
            signs_out: false,
            refused_with: None,
        }
    }

    /// The request has no id in it.
    pub(super) fn names_nothing(self) -> Self {
        Self { names_nothing: true, ..self }
    }

    /// Only who sees the planning unit reaches what is named.
    pub(super) fn in_unit(self) -> Self {
        Self { in_unit: true, ..self }
    }

    /// What is named goes with something else of the caller's own, which only who sees the planning unit has.
    pub(super) fn beside_the_unit(self) -> Self {
        Self { beside_the_unit: true, ..self }
    }

    /// What is named narrows a list: naming what is not there gives an empty one.
    pub(super) fn filters(self) -> Self {
        Self { filters: true, ..self }
    }

    /// What is named is not there afterwards, or not as before: everybody gets their own to try it on.
    pub(super) fn consumes(self) -> Self {
        Self { consumes: true, ..self }
    }

    /// Whoever called it is not signed in afterwards.
    pub(super) fn signs_out(self) -> Self {
        Self { signs_out: true, ..self }
    }

    /// The request as it is made here is refused for this reason, to whom may call the method.
    pub(super) fn refused_with(self, reason: &'static str) -> Self {
        Self { refused_with: Some(reason), ..self }
    }

    /// Whether the method asks for no credential.
    pub(super) fn is_open(&self) -> bool {
        self.who == "anybody"
    }

    /// Whether somebody may call it.
    pub(super) fn admits(&self, person: &Person) -> bool {
        match self.who {
            "anybody" => true,
            "signed-in" => !person.roles.contains("url-token"),
            roles => roles.split(' ').any(|role| person.roles.split(' ').any(|theirs| theirs == role)),
        }
    }
}
