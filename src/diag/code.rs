//! The closed list of diagnostic codes.

use std::fmt;

macro_rules! codes {
    ($($variant:ident $id:literal $help:literal),* $(,)?) => {
        /// Which kind of problem a diagnostic is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $help] $variant),* }

        impl Code {
            /// All codes, sorted by id.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The stable kebab-case id.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),* }
            }

            /// What to do next.
            pub fn help(self) -> &'static str {
                match self { $(Self::$variant => $help),* }
            }
        }
    };
}

codes! {
    ConfigurationInvalid "configuration-invalid" "mend the configuration; `terraform validate` says the same",
    InputEmpty "input-empty" "the file holds nothing: was the command that wrote it cut short?",
    InputKind "input-kind" "give a plan or state as JSON (`terraform show -json`), an IAM policy document, an account's authorization details or a snapshot",
    InputNotJson "input-not-json" "give JSON: for a plan, `terraform show -json PLANFILE > plan.json`",
    InputShape "input-shape" "write the file anew with the tool that made it; a hand-made file must have the same shape",
    InputTooDeep "input-too-deep" "no real plan, state or policy nests this deep: check where the file comes from",
    InputTooLarge "input-too-large" "split the input, or analyse the accounts one by one",
    InputTruncated "input-truncated" "the file ends too early: write it again and check the disk and the pipe",
    InputUnreadable "input-unreadable" "check the path and its permissions",
    InputVersion "input-version" "use a terraform whose JSON has major version 1, or a trustdrift that knows this version",
    NothingToAnalyse "nothing-to-analyse" "give a plan, state or account that holds at least one resource",
    OutputUnwritable "output-unwritable" "check the path and its permissions",
    PlanErrored "plan-errored" "mend what `terraform plan` reported and plan again: this plan stopped half-way",
    PlanExpected "plan-expected" "run `terraform plan -out=PLANFILE` and `terraform show -json PLANFILE`; to look at a state or account use `audit`, to compare two use `diff`",
    PlanIncomplete "plan-incomplete" "plan without -target, or apply the first round and plan again: a part of the change is not in this plan",
    PlanMismatch "plan-mismatch" "give the directory that the plan was made in, at the commit that it was made from, or plan again",
    PolicyInvalid "policy-invalid" "mend the policy document; AWS would not accept it as it is",
    PrincipalUnknown "principal-unknown" "name a principal of the input by its ARN, its Terraform address, `user/NAME` or `role/NAME`",
    RulesInvalid "rules-invalid" "mend the rule file at this place; `trustdrift rules check FILE` says what else is wrong with it",
    TerraformNeeded "terraform-needed" "run `terraform show -json PLANFILE > plan.json` and give that file",
    Usage "usage" "see `trustdrift --help`",
}

impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.id())
    }
}
