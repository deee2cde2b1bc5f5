//! The words behind the enumerations of the `cluster` dialect (`td/Cluster.td`): the number of an attribute is its place here.

/// The built-in variables of a task, as BANG C and the dialect spell them.
pub const IDS: [&str; 12] = [
    "taskId",
    "taskIdX",
    "taskIdY",
    "taskIdZ",
    "taskDim",
    "taskDimX",
    "taskDimY",
    "taskDimZ",
    "clusterId",
    "clusterDim",
    "coreId",
    "coreDim",
];

/// The number of a built-in variable.
///
/// # Panics
/// If there is none of that name.
pub fn number(id: &str) -> i64 {
    IDS.iter().position(|word| *word == id).expect("a built-in variable") as i64
}

/// The memory spaces.
pub const SPACES: [&str; 5] = ["gdram", "ldram", "nram", "wram", "sram"];
/// The place of `gdram`.
pub const GDRAM: i64 = 0;
/// The place of `nram`.
pub const NRAM: i64 = 2;
/// The place of `wram`.
pub const WRAM: i64 = 3;
/// The place of `sram`.
pub const SRAM: i64 = 4;

/// The cores of a cluster that compute, on every part but the edge's (BANG C, `coreDim`).
pub const CLUSTER_CORES: i64 = 4;
/// `coreId` on the memory core.
pub const MEMORY_CORE: i64 = 0x80;

/// The directions of `__memcpy`, in the order of their numbers (`mluMemcpyDirection_t`, `bang_device_types.h`).
pub const DIRECTIONS: [&str; 24] = [
    "GDRAM2NRAM",
    "NRAM2GDRAM",
    "LDRAM2NRAM",
    "NRAM2LDRAM",
    "GDRAM2WRAM",
    "WRAM2GDRAM",
    "LDRAM2WRAM",
    "WRAM2LDRAM",
    "NRAM2NRAM",
    "NRAM2WRAM",
    "WRAM2NRAM",
    "GDRAM2SRAM",
    "SRAM2GDRAM",
    "LDRAM2SRAM",
    "SRAM2LDRAM",
    "SRAM2NRAM",
    "NRAM2SRAM",
    "SRAM2WRAM",
    "WRAM2SRAM",
    "GDRAM2GDRAM",
    "GDRAM2LDRAM",
    "LDRAM2GDRAM",
    "LDRAM2LDRAM",
    "SRAM2SRAM",
];

/// A `__memcpy` from NRAM to NRAM takes places that are multiples of so many bytes, its form with strides any (BANG C's header, `__memcpy`, `NRAM2NRAM`).
pub const NRAM_COPY_ALIGNMENT: i64 = 64;

/// The synchronisations of BANG C, by what they wait for.
pub const SYNCS: [&str; 6] = ["__sync", "__sync_compute", "__sync_io", "__sync_move", "__sync_cluster", "__sync_all"];
/// The place of `__sync`.
pub const CORE: i64 = 0;

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of an enumeration in the order of its numbers.
    fn words(name: &str) -> Vec<&'static str> {
        let text = include_str!("../td/Cluster.td");
        let start = text.find(&format!("def Cluster_{name} ")).expect(name);
        let body = &text[start..start + text[start..].find(']').expect("its end")];
        let cases: Vec<&str> = body.split("I32EnumAttrCase<").skip(1).collect();
        for (i, case) in cases.iter().enumerate() {
            assert_eq!(case.split(", ").nth(1), Some(i.to_string().as_str()), "{case}");
        }
        cases.iter().map(|case| case.split('"').nth(3).expect("a word")).collect()
    }

    #[test]
    fn places_are_the_numbers_of_the_dialect() {
        assert_eq!(words("Id"), IDS);
        assert_eq!(words("Space"), SPACES);
        assert_eq!([GDRAM, NRAM, WRAM].map(|s| SPACES[s as usize]), ["gdram", "nram", "wram"]);
        let waits: Vec<String> =
            words("Barrier").iter().map(|w| if *w == "core" { "__sync".into() } else { format!("__sync_{w}") }).collect();
        assert_eq!(waits, SYNCS);
    }
}
