//! Pages of lists by keyset: a page begins after the key of the last row of the page before, so rows that come and go
//! meanwhile are neither shown twice nor make others be left out.

use sea_orm::{
    ColumnTrait,
    sea_query::{Expr, ExprTrait},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::text;

/// Which part of a list is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<K> {
    /// At most this many rows.
    pub size: usize,
    /// Only rows after this one; from the start if none.
    pub after: Option<K>,
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows<T, K> {
    /// The rows, in the order of the list.
    pub rows: Vec<T>,
    /// Where the next page begins; none on the last.
    pub next: Option<K>,
}

/// The place of a row in a list that is sorted by name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NameKey {
    /// The name as it is compared.
    pub name: String,
    /// Decides between equal names.
    pub id: Uuid,
}

/// The place of a row in a list with the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewestKey {
    /// When it was made, in microseconds.
    pub at: i64,
    /// Decides between equal times.
    pub id: Uuid,
}

impl<K> Page<K> {
    /// How many rows to read: one more than are wanted tells whether there is a next page.
    pub(crate) fn limit(&self) -> u64 {
        u64::try_from(self.size).unwrap_or(u64::MAX).saturating_add(1)
    }

    /// Makes a page of the rows that follow: one more than are wanted tells that there is a next page.
    pub fn cut<T>(&self, mut rows: Vec<T>, key: impl Fn(&T) -> K) -> Rows<T, K> {
        let more = rows.len() > self.size;
        rows.truncate(self.size);
        let next = rows.last().filter(|_| more).map(key);
        Rows { rows, next }
    }
}

impl<T, K> Rows<T, K> {
    /// The same page with other rows.
    pub(crate) fn map<U>(self, row: impl FnMut(T) -> U) -> Rows<U, K> {
        Rows { rows: self.rows.into_iter().map(row).collect(), next: self.next }
    }
}

impl NameKey {
    /// The place of whatever has this name and id.
    pub fn new(name: &str, id: Uuid) -> Self {
        Self { name: text::key(name), id }
    }

    /// Whether a row comes after this one.
    pub(crate) fn before(&self, name: impl ColumnTrait, id: impl ColumnTrait) -> Expr {
        let row = Expr::tuple([Expr::col(name.as_column_ref()), Expr::col(id.as_column_ref())]);
        row.gt(Expr::tuple([Expr::val(self.name.as_str()), Expr::val(self.id)]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_page_has_no_next() {
        let page = Page { size: 2, after: None::<i32> };
        assert_eq!(page.cut(vec![1, 2], |row| *row).next, None);
        assert_eq!(page.cut(vec![1, 2, 3], |row| *row), Rows { rows: vec![1, 2], next: Some(2) });
    }
}
