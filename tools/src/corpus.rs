//! Folders of kernels: operators with their shapes in `manifest.toml`, and in the folder of each platform the kernels that compute them. The format is told in
//! `test/kernels/manifest.toml`.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use serde::Deserialize;
use xpiler_ir::{Diagnostic, Result};

use crate::{
    files,
    platforms::{PLATFORMS, Platform},
};

/// Values of the integer parameters.
pub type Shape = BTreeMap<String, i64>;

/// A kernel of a corpus.
pub struct Kernel {
    /// What it computes.
    pub operator: String,
    /// The source, below the corpus's folder.
    pub file: PathBuf,
    /// The language.
    pub platform: &'static Platform,
    /// The kernel, or the host function that runs it.
    pub function: String,
    /// The shapes that it is tried at.
    pub shapes: Vec<Shape>,
    /// How it is launched, what its buffers hold, and scalars that are no sizes: options of `translate`.
    options: Vec<String>,
}

impl Kernel {
    /// What to call it: the file below the corpus's folder.
    pub fn name(&self) -> String {
        self.file.display().to_string()
    }

    /// The arguments of `xpiler` that translate it.
    pub fn translate(&self, folder: &Path, shape: &Shape, target: &Platform) -> Vec<String> {
        let mut words = vec!["translate".to_owned(), folder.join(&self.file).display().to_string()];
        words.extend(["--to", target.name, "--kernel", &self.function].map(str::to_owned));
        words.extend(self.options.iter().cloned());
        words.extend(shape.iter().flat_map(|(name, value)| ["--arg".to_owned(), format!("{name}={value}")]));
        words
    }
}

/// `n=100,m=3`
pub fn spelled(shape: &Shape) -> String {
    let values: Vec<String> = shape.iter().map(|(name, value)| format!("{name}={value}")).collect();
    values.join(",")
}

#[derive(Deserialize)]
struct Operators {
    operator: Vec<Operator>,
}

#[derive(Deserialize)]
struct Operator {
    name: String,
    params: Vec<Param>,
    shapes: Vec<Shape>,
}

#[derive(Deserialize)]
struct Param {
    name: String,
    extent: Option<String>,
    /// Of a scalar that is no size.
    value: Option<f64>,
}

#[derive(Deserialize)]
struct Kernels {
    #[serde(default)]
    kernel: Vec<Entry>,
}

/// A kernel of a platform's manifest, as far as a translation needs it.
#[derive(Deserialize)]
struct Entry {
    operator: String,
    file: PathBuf,
    function: String,
    grid: Option<String>,
    block: Option<String>,
    task_dim: Option<String>,
    task_type: Option<String>,
    shapes: Option<Vec<Shape>>,
}

/// Reads a corpus: platforms in their order, kernels in that of their manifests.
pub fn load(folder: &Path) -> Result<Vec<Kernel>> {
    let operators: Operators = manifest(folder)?;
    let mut kernels = vec![];
    for platform in PLATFORMS {
        let home = folder.join(platform.name);
        if !home.is_dir() {
            continue;
        }
        let found: Kernels = manifest(&home)?;
        for entry in found.kernel {
            let Some(operator) = operators.operator.iter().find(|o| o.name == entry.operator) else {
                let message = format!("`{}`: no operator `{}`", home.join("manifest.toml").display(), entry.operator);
                return Err(Diagnostic::error("manifest", message).help("operators are in the manifest.toml of the folder above"));
            };
            kernels.push(kernel(platform, operator, entry));
        }
    }
    Ok(kernels)
}

fn kernel(platform: &'static Platform, operator: &Operator, entry: Entry) -> Kernel {
    let launch =
        [("--grid", entry.grid), ("--block", entry.block), ("--task-dim", entry.task_dim), ("--task-type", entry.task_type)];
    let launch = launch.into_iter().filter_map(|(flag, value)| Some([flag.to_owned(), value?]));
    let extents =
        operator.params.iter().filter_map(|p| Some(["--shape".to_owned(), format!("{}={}", p.name, p.extent.as_ref()?)]));
    let values = operator.params.iter().filter_map(|p| Some(["--arg".to_owned(), format!("{}={}", p.name, p.value?)]));
    Kernel {
        options: launch.chain(extents).chain(values).flatten().collect(),
        operator: entry.operator,
        file: Path::new(platform.name).join(entry.file),
        platform,
        function: entry.function,
        shapes: entry.shapes.unwrap_or_else(|| operator.shapes.clone()),
    }
}

fn manifest<T: serde::de::DeserializeOwned>(folder: &Path) -> Result<T> {
    let path = folder.join("manifest.toml");
    toml::from_str(&files::read(&path)?).map_err(|e| Diagnostic::error("manifest", format!("`{}`: {e}", path.display())))
}
