//! Reading the user's files and writing results whole or not at all.

use std::{fs, io::Write, path::Path};

use xpiler_ir::{Diagnostic, Result};

/// No kernel is larger than this, in bytes.
pub const LARGEST: u64 = 4 << 20;

/// Reads a kernel's text.
pub fn read(path: &Path) -> Result<String> {
    read_at_most(path, LARGEST, "a kernel")
}

/// Reads a text of at most that many bytes; `what` it is, `a kernel`.
pub fn read_at_most(path: &Path, largest: u64, what: &str) -> Result<String> {
    let shown = path.display();
    let about = fs::metadata(path).map_err(|e| Diagnostic::error("no-such-file", format!("`{shown}` cannot be read: {e}")))?;
    if !about.is_file() {
        return Err(Diagnostic::error("no-such-file", format!("`{shown}` is not a regular file")));
    }
    let size = about.len();
    if size > largest {
        return Err(Diagnostic::error("file-too-large", format!("`{shown}` has {size} bytes; {what} has at most {largest}")));
    }
    let bytes = fs::read(path).map_err(|e| Diagnostic::error("no-such-file", format!("`{shown}` cannot be read: {e}")))?;
    String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        Diagnostic::error("not-text", format!("`{shown}` is not UTF-8 text: byte {at} is not part of a character"))
    })
}

/// Writes a file through a temporary one beside it, so that a reader sees the old text or the new one. What is no regular file, a
/// device or a pipe, is written in place.
pub fn write(path: &Path, text: &str) -> Result<()> {
    // The kind alone: the full text of an error names a temporary file, another one each time.
    let failed = |e: std::io::Error| {
        Diagnostic::environment("not-written", format!("`{}` cannot be written: {}", path.display(), e.kind()))
    };
    if fs::metadata(path).is_ok_and(|about| !about.is_file()) {
        return fs::write(path, text).map_err(failed);
    }
    let folder = match path.parent() {
        Some(p) if !p.as_os_str().is_empty() => p,
        _ => Path::new("."),
    };
    if !folder.is_dir() {
        let message = format!("`{}` cannot be written: there is no folder `{}`", path.display(), folder.display());
        return Err(Diagnostic::environment("not-written", message));
    }
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    file.persist(path).map_err(|e| failed(e.error))?;
    // Temporary files are private; results are not.
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o644)).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_whole_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("k.cu");
        write(&path, "one").expect("writable");
        write(&path, "two").expect("writable");
        assert_eq!(read(&path).expect("readable"), "two");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
        write(Path::new("/dev/null"), "x").expect("a device is written in place");
        assert!(!fs::metadata("/dev/null").expect("still there").is_file());
        let missing = folder.path().join("no/such/k.cu");
        assert_eq!(write(&missing, "x").unwrap_err().code, "not-written");
    }

    #[test]
    fn refuses_what_is_no_kernel() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("k.cu");
        assert_eq!(read(&path).unwrap_err().code, "no-such-file");
        fs::write(&path, [0xff, 0xfe]).expect("writable");
        assert_eq!(read(&path).unwrap_err().code, "not-text");
        fs::File::create(&path).and_then(|f| f.set_len(LARGEST + 1)).expect("writable");
        assert_eq!(read(&path).unwrap_err().code, "file-too-large");
    }
}
