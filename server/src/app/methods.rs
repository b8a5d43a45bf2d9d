//! The methods there are, as the descriptors name them: a bounded set for labels of metrics.

use std::collections::HashSet;

use prost::Message as _;
use prost_types::FileDescriptorSet;

/// Every method of `kadans.v1`, as in the path of a call: `/kadans.v1.AdherenceService/WatchAdherence`.
pub(super) fn all() -> HashSet<String> {
    let descriptors =
        FileDescriptorSet::decode(kadans_proto::FILE_DESCRIPTOR_SET).expect("the build wrote these descriptors");
    let methods = descriptors.file.iter().flat_map(|file| {
        file.service.iter().flat_map(move |service| {
            service.method.iter().map(move |method| format!("/{}.{}/{}", file.package(), service.name(), method.name()))
        })
    });
    methods.collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn methods_are_named_as_in_the_path_of_a_call() {
        assert!(super::all().contains("/kadans.v1.AdherenceService/WatchAdherence"));
    }
}
