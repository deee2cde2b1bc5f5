//! The limits of a machine, read from `dialects/platforms/<p>/machine.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::diagnostic::{Diagnostic, Result};

/// What a target can hold and launch. Sizes are bytes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Machine {
    /// Threads of a block, at most (SIMT).
    #[serde(default)]
    pub threads_per_block: i64,
    /// Threads of a block in x, y and z, at most (SIMT).
    #[serde(default)]
    pub block_dims: [i64; 3],
    /// Blocks, or tasks, in x, y and z, at most.
    #[serde(default)]
    pub grid_dims: [i64; 3],
    /// Lanes of a warp or wave.
    #[serde(default)]
    pub warp: i64,
    /// Multiprocessors, or compute units: blocks that run at a time, at least (SIMT).
    #[serde(default)]
    pub multiprocessors: i64,
    /// The block that the planner starts from (SIMT).
    #[serde(default)]
    pub default_block: i64,
    /// The tasks that the planner launches (BANG).
    #[serde(default)]
    pub default_tasks: i64,
    /// Cores of a cluster (BANG).
    #[serde(default)]
    pub cores_per_cluster: i64,
    /// Bytes of each on-chip memory by the name of its space: `shared`, `nram`, `wram`, `sram`.
    #[serde(default)]
    pub memory: BTreeMap<String, i64>,
    /// Bytes of each on-chip memory that compilers keep for themselves.
    #[serde(default)]
    pub reserved: BTreeMap<String, i64>,
    /// Bytes of a line of the cache (x86).
    #[serde(default)]
    pub cache_line: i64,
    /// Where the figures are from.
    pub source: String,
}

impl Machine {
    /// The bytes of a memory that a kernel may use.
    pub fn usable(&self, space: &str) -> i64 {
        self.memory.get(space).copied().unwrap_or(0) - self.reserved.get(space).copied().unwrap_or(0)
    }
}

#[derive(Deserialize)]
struct File {
    default: String,
    arch: BTreeMap<String, Machine>,
}

fn file(platform: &str) -> Option<&'static str> {
    Some(match platform {
        "cuda" => include_str!("../platforms/cuda/machine.toml"),
        "hip" => include_str!("../platforms/hip/machine.toml"),
        "bang" => include_str!("../platforms/bang/machine.toml"),
        "vnni" => include_str!("../platforms/vnni/machine.toml"),
        _ => return None,
    })
}

/// The architectures of a platform, the default first.
pub fn architectures(platform: &str) -> Result<(String, BTreeMap<String, Machine>)> {
    let text =
        file(platform).ok_or_else(|| Diagnostic::error("unknown-platform", format!("there is no platform `{platform}`")))?;
    let file: File = toml::from_str(text).map_err(|e| Diagnostic::internal(format!("machine.toml of {platform}: {e}")))?;
    Ok((file.default, file.arch))
}

/// A machine by platform and architecture (`None`: the platform's default), with the architecture's name.
pub fn load(platform: &str, arch: Option<&str>) -> Result<(String, Machine)> {
    let (default, mut all) = architectures(platform)?;
    let name = arch.unwrap_or(&default).to_owned();
    match all.remove(&name) {
        Some(machine) => Ok((name, machine)),
        None => {
            let known: Vec<&str> = all.keys().map(String::as_str).collect();
            Err(Diagnostic::error("unknown-arch", format!("{platform} has no architecture `{name}`"))
                .help(format!("one of: {}", known.join(", "))))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_platform_has_a_default_machine() {
        for platform in ["cuda", "hip", "bang", "vnni"] {
            let (name, _) = load(platform, None).expect(platform);
            assert!(!name.is_empty());
        }
        assert_eq!(load("bang", Some("mtp_592")).expect("592").1.memory["nram"], 512 * 1024);
        assert_eq!(load("bang", Some("mtp_592")).expect("592").1.usable("nram"), 384 * 1024);
        assert_eq!(load("bang", Some("sm_90")).unwrap_err().code, "unknown-arch");
        assert_eq!(load("cuda", None).expect("cuda").1.memory["shared"], 48 * 1024);
    }
}
