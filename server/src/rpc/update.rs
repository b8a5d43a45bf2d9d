//! What updates have in common: masks, and etags.

use prost_types::FieldMask;

use super::{error::RpcError, read::Reader};

/// The fields an update replaces.
#[derive(Clone, Debug)]
pub(super) struct Mask(Vec<&'static str>);

impl Mask {
    /// Reads a mask that may name these fields; absent, empty and `*` mean all of them. Others are noted.
    pub(super) fn read(reader: &mut Reader, mask: Option<&FieldMask>, fields: &[&'static str]) -> Self {
        Self::read_or(reader, mask, fields, fields)
    }

    /// As [`read`](Self::read), but an absent or empty mask means `default` alone: fields that came later, which old
    /// clients know nothing of, stay as they are.
    pub(super) fn read_or(
        reader: &mut Reader,
        mask: Option<&FieldMask>,
        fields: &[&'static str],
        default: &[&'static str],
    ) -> Self {
        let Some(mask) = mask.filter(|mask| !mask.paths.is_empty()) else {
            return Self(default.to_vec());
        };
        if mask.paths == ["*"] {
            return Self(fields.to_vec());
        }
        let mut named = Vec::new();
        for path in &mask.paths {
            if let Some(field) = fields.iter().find(|field| *field == path) {
                named.push(*field);
            } else {
                let description = format!("must name fields out of {}", fields.join(", "));
                reader.refuse("update_mask", "UNKNOWN_FIELD", description);
            }
        }
        Self(named)
    }

    /// Whether the field is to be replaced.
    pub(super) fn has(&self, field: &str) -> bool {
        self.0.contains(&field)
    }

    /// What `read` makes of a field, if it is to be replaced.
    pub(super) fn read_field<T>(&self, field: &str, read: impl FnOnce() -> T) -> Option<T> {
        self.has(field).then(read)
    }
}

/// The version an update is based on, if it says so. What was never given out as an etag can't be the newest.
pub(super) fn read_etag(etag: &str) -> Result<Option<i64>, RpcError> {
    if etag.is_empty() { Ok(None) } else { etag.parse().map(Some).map_err(|_| RpcError::Stale) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mask(paths: &[&str]) -> FieldMask {
        FieldMask { paths: paths.iter().map(|path| (*path).to_owned()).collect() }
    }

    #[test]
    fn an_absent_mask_means_every_field() {
        let mut reader = Reader::new();
        for all in [None, Some(mask(&[])), Some(mask(&["*"]))] {
            let read = Mask::read(&mut reader, all.as_ref(), &["name", "time_zone"]);
            assert!(read.has("name") && read.has("time_zone"));
        }
        assert!(reader.is_clean());
    }

    #[test]
    fn a_mask_means_the_fields_it_names_and_no_unknown_ones() {
        let mut reader = Reader::new();
        let read = Mask::read(&mut reader, Some(&mask(&["name", "id"])), &["name", "time_zone"]);
        assert!(read.has("name") && !read.has("time_zone"));
        assert!(!reader.is_clean());
    }

    #[test]
    fn an_absent_mask_leaves_fields_alone_that_came_later() {
        let mut reader = Reader::new();
        for absent in [None, Some(mask(&[]))] {
            let read = Mask::read_or(&mut reader, absent.as_ref(), &["name", "later"], &["name"]);
            assert!(read.has("name") && !read.has("later"));
        }
        assert!(Mask::read_or(&mut reader, Some(&mask(&["*"])), &["name", "later"], &["name"]).has("later"));
    }

    #[test]
    fn an_etag_that_was_never_given_out_is_stale() {
        assert_eq!(read_etag("").unwrap(), None);
        assert_eq!(read_etag("7").unwrap(), Some(7));
        assert!(matches!(read_etag("seven"), Err(RpcError::Stale)));
    }
}
