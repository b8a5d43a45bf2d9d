//! Where a watch that broke can go on.

use crate::{
    domain::instant::Span,
    live::{picture::Position, row::Stamped},
};

/// How far the clocks of two servers may differ: what changed by the clock that shortly before is sent again.
const CLOCKS_DIFFER_BY: Span = Span::from_secs(5);

/// Everything up to here has been sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResumePoint {
    /// The board's position when it was sent.
    pub position: Position,
}

impl ResumePoint {
    /// Whether a client that stopped here may not have seen this row as it is.
    pub fn misses(&self, stamped: &Stamped) -> bool {
        stamped.log_number > self.position.log_number || stamped.at > self.position.at - CLOCKS_DIFFER_BY
    }
}
