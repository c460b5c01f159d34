//! Binary plans, shown as JSON by the tool that wrote them.

use crate::diag::{Code, Error};
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

/// What shows a binary plan as JSON, in order of preference.
const PLAN_READERS: &[&str] = &["terraform", "tofu"];

/// A binary plan as JSON, by the tool that wrote it.
pub(super) fn shown(file: Option<&Path>, subject: &str) -> Result<Vec<u8>, Error> {
    let needed = |why: String| Error::new(Code::TerraformNeeded, subject, why);
    let Some(file) = file else {
        return Err(needed("a binary plan cannot be read from standard input".into()));
    };
    let directory = match file.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    // A leading `./` keeps a file named like a flag from being one.
    let name = Path::new(".").join(file.file_name().unwrap_or_default());
    let mut failure = None;
    for program in PLAN_READERS {
        let mut command = Command::new(program);
        command.args(["show", "-json", "-no-color"]).arg(&name).current_dir(directory);
        match command.stdin(Stdio::null()).output() {
            Ok(output) if output.status.success() => return Ok(output.stdout),
            Ok(output) => {
                let said = complaint(&output.stderr);
                let why = format!("`{program} show -json` cannot read this binary plan: {said}");
                failure.get_or_insert(why);
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => {
                failure.get_or_insert(format!("`{program}` does not start: {error}"));
            }
        }
    }
    Err(needed(failure.unwrap_or_else(|| {
        "this is a binary plan, and neither `terraform` nor `tofu` is on the PATH \
         to run `terraform show -json` on it"
            .into()
    })))
}

/// The first line of a tool's complaint, without the frame that Terraform draws around it.
fn complaint(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let frame =
        |letter: char| letter.is_whitespace() || letter.is_control() || "╷│╵".contains(letter);
    let mut lines =
        text.lines().map(|line| line.trim_matches(frame)).filter(|line| !line.is_empty());
    let errors = lines.clone().find_map(|line| line.strip_prefix("Error: "));
    errors.or_else(|| lines.next()).unwrap_or("it gave no reason").to_owned()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn a_binary_plan_needs_a_file() {
        assert_eq!(shown(None, "standard input").unwrap_err().code, Code::TerraformNeeded);
        let framed = "╷\n│ Warning: old\n│ \n│ Error: Failed to read\n│ more\n╵\n";
        let table = [
            (framed, "Failed to read"),
            ("\nno luck\nat all", "no luck"),
            ("", "it gave no reason"),
        ];
        for (stderr, want) in table {
            assert_eq!(complaint(stderr.as_bytes()), want);
        }
    }
}
