//! Sets the log up, once for the whole process.

use std::io::{self, IsTerminal as _};

use tracing_subscriber::{EnvFilter, fmt};

use crate::{
    app,
    config::{Config, LogFormat},
};

/// From here on, what is logged goes to standard error, panics included.
pub(super) fn set_up(config: &Config) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&config.log_filter)?;
    let log = fmt().with_env_filter(filter).with_writer(io::stderr).with_ansi(io::stderr().is_terminal());
    let result = match config.log_format {
        LogFormat::Text => log.try_init(),
        LogFormat::Json => log.json().try_init(),
    };
    result.map_err(anyhow::Error::from_boxed)?;
    app::log_panics();
    Ok(())
}
