//! Runs the program and reads what it says.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The folder of the crate.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A file or folder of `testdata/`.
pub(crate) fn data(path: impl AsRef<Path>) -> PathBuf {
    root().join("testdata").join(path)
}

/// Runs the program in the folder of the crate.
pub(crate) fn run<S: AsRef<std::ffi::OsStr>>(arguments: &[S]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_trustdrift"))
        .args(arguments)
        .current_dir(root())
        .env_clear()
        .output()
        .expect("the program starts")
}

/// Runs the program in another folder.
pub(crate) fn run_in(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_trustdrift"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .output()
        .expect("the program starts")
}

/// What the program says with `--format json`, and its exit code.
pub(crate) fn report(command: &str, sources: &[&Path]) -> (Value, i32) {
    let mut arguments = vec![command.to_owned()];
    arguments.extend(sources.iter().map(|source| source.display().to_string()));
    arguments.extend(["--format".to_owned(), "json".to_owned()]);
    let output = run(&arguments);
    let code = output.status.code().expect("it ends by itself");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    (serde_json::from_str(&text).unwrap_or_else(|why| panic!("{sources:?}: {why}: {error}")), code)
}

/// The entries of a folder, sorted.
pub(crate) fn entries(folder: &Path) -> Vec<PathBuf> {
    let list = std::fs::read_dir(folder).unwrap_or_else(|why| panic!("{folder:?}: {why}"));
    let mut out: Vec<PathBuf> = list.map(|entry| entry.expect("readable").path()).collect();
    out.sort();
    out
}

/// The texts of a list.
pub(crate) fn texts(value: &Value) -> Vec<String> {
    let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The list under a key.
pub(crate) fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map(Vec::as_slice).unwrap_or_default()
}

/// The cause of a finding is the one that the file names, if it names one: a line
/// `# cause ADDRESS.ATTRIBUTE`.
pub(crate) fn blames(file: &Path, finding: &Value) {
    let text = std::fs::read_to_string(file).unwrap();
    for expected in text.lines().filter_map(|line| line.strip_prefix("# cause ")) {
        let said = |one: &Value| {
            let part = |key: &str| one[key].as_str().unwrap().to_owned();
            format!("{}.{}", part("address"), part("attribute"))
        };
        let causes = list(finding, "cause").iter();
        assert_eq!(causes.map(said).collect::<Vec<_>>(), [expected], "{}", file.display());
    }
}
