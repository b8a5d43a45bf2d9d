//! What a result was measured on.

use std::{env, fs, thread};

/// Processors, operating system and build, in one line.
pub(super) fn describe() -> String {
    let processors = thread::available_parallelism().map_or(1, usize::from);
    let model = fs::read_to_string("/proc/cpuinfo").ok().and_then(|text| model(&text).map(str::to_owned));
    let model = model.unwrap_or_else(|| env::consts::ARCH.to_owned());
    let build = if cfg!(debug_assertions) { ", not optimised: build with --release" } else { "" };
    format!("{processors} × {model}, {}, kadans {}{build}", env::consts::OS, env!("CARGO_PKG_VERSION"))
}

fn model(cpuinfo: &str) -> Option<&str> {
    let line = cpuinfo.lines().find(|line| line.starts_with("model name"))?;
    line.split_once(':').map(|(_, model)| model.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_processor_is_named_as_the_system_names_it() {
        let cpuinfo = "processor\t: 0\nmodel name\t: Some CPU @ 3 GHz\nmodel name\t: Other\n";
        assert_eq!(model(cpuinfo), Some("Some CPU @ 3 GHz"));
        assert_eq!(model("processor: 0"), None);
    }
}
