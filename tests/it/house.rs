//! A small house to try rules on: directories of configuration and rules, made for one test.

use crate::gate::DAY;
use crate::support::run_in;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder with configurations and rules, gone with the test.
pub(crate) struct House(tempfile::TempDir);

impl House {
    /// A folder with these files.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let house = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            house.write(name, text);
        }
        house
    }

    /// The folder.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file, its folders included.
    pub(crate) fn write(&self, name: &str, text: &str) -> PathBuf {
        let file = self.path().join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, text).unwrap();
        file
    }

    /// What a judging command says, and its exit code.
    pub(crate) fn judged(&self, arguments: &[&str]) -> (Value, i32) {
        let all = [arguments, &["--today", DAY, "--format", "json"]].concat();
        let output = run_in(self.path(), &all);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        let report =
            serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{all:?}: {error}"));
        (report, output.status.code().unwrap())
    }

    /// The exit code of any command, and what it says on standard error.
    pub(crate) fn run(&self, arguments: &[&str]) -> (i32, String) {
        let output = run_in(self.path(), arguments);
        let said = [output.stdout, output.stderr].concat();
        (output.status.code().unwrap(), String::from_utf8_lossy(&said).into_owned())
    }

    /// Runs git in the folder.
    pub(crate) fn git(&self, arguments: &[&str]) {
        let person = ["-c", "user.name=alice", "-c", "user.email=alice@example.com"];
        let output = Command::new("git")
            .args(person)
            .args(arguments)
            .current_dir(self.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .output()
            .expect("git runs");
        assert!(output.status.success(), "{arguments:?}: {output:?}");
    }

    /// Commits everything that lies there.
    pub(crate) fn commit(&self, message: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", message]);
    }
}

/// The begin of every configuration: whose account it is.
pub(crate) const PROVIDER: &str = "provider \"aws\" {\n  region = \"us-east-1\"\n}\n\
     data \"aws_caller_identity\" \"me\" {}\n";

/// A role that a principal of the trust policy may take, with tags.
pub(crate) fn role(name: &str, principal: &str, tags: &str) -> String {
    format!(
        "resource \"aws_iam_role\" \"{name}\" {{\n  name = \"{name}\"\n  tags = {{ {tags} }}\n  \
         assume_role_policy = jsonencode({{ Version = \"2012-10-17\", Statement = [{{ Effect = \"Allow\", \
         Action = \"sts:AssumeRole\", Principal = {principal} }}] }})\n}}\n"
    )
}

/// A policy of a role or user.
pub(crate) fn policy(kind: &str, name: &str, statement: &str) -> String {
    format!(
        "resource \"aws_iam_{kind}_policy\" \"{name}\" {{\n  {kind} = aws_iam_{kind}.{name}.name\n  \
         policy = jsonencode({{ Version = \"2012-10-17\", Statement = [{{ Effect = \"Allow\", {statement} }}] }})\n}}\n"
    )
}

/// A user with tags.
pub(crate) fn user(name: &str, tags: &str) -> String {
    format!(
        "resource \"aws_iam_user\" \"{name}\" {{\n  name = \"{name}\"\n  tags = {{ {tags} }}\n}}\n"
    )
}

/// Findings of a rule.
pub(crate) fn of<'r>(report: &'r Value, rule: &str) -> Vec<&'r Value> {
    crate::support::list(report, "findings").iter().filter(|one| one["rule"] == rule).collect()
}
