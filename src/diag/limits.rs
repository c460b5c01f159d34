//! Every bound of the program, by name. Input is hostile: whatever can grow without end has its
//! limit here, and reaching one is said aloud.

/// Levels of nesting that JSON input may have; `serde_json` refuses more.
pub const JSON_DEPTH_MAX: usize = 127;
/// Bytes of one input file.
pub const INPUT_BYTES_MAX: u64 = 4 << 30;
/// Statements of one policy document; AWS's size limits allow far fewer.
pub const STATEMENTS_MAX: usize = 100_000;
/// Characters of one pattern in a policy.
pub const PATTERN_CHARS_MAX: usize = 16_384;
/// Principals that one actor may come to control before the search stops there.
pub const CONTROL_MAX: usize = 200_000;
/// Principals that are looked at to find one that another could act as and that read a secret.
pub const STAND_INS_MAX: usize = 256;
/// Steps of a printed path.
pub const PATH_STEPS_MAX: usize = 64;
/// Examples listed under a finding; the rest is a number.
pub const EXAMPLES_MAX: usize = 10;
/// Lines of a drawn graph; the rest is a number.
pub const LINES_MAX: usize = 20_000;
/// Lines that one set edge is drawn as; the rest is a number.
pub const FAN_MAX: usize = 50;
/// Lines of a drawn graph that name their statements; the others say how and to whom.
pub const PROVEN_LINES_MAX: usize = 4_000;
/// Cuts that are tried to say what would close the findings of a change.
pub const CUTS_MAX: usize = 24;
/// Principals (or four times as many resources) that are analysed again for that, all cuts together.
pub const CUTS_WORK_MAX: usize = 2_000;
/// Candidate resources that are tried to find one on which all calls of a technique are allowed.
pub const CANDIDATES_MAX: usize = 24;
/// Files of a directory of policies or exports.
pub const DIRECTORY_FILES_MAX: usize = 10_000;
/// References followed from one unknown value to the one that it copies.
pub const REFERENCE_HOPS_MAX: usize = 16;
/// Bytes of one line of `policy eval` and `policy compare`.
pub const LINE_BYTES_MAX: u64 = 64 << 20;
/// Completions of unknown condition keys that are tried before a decision stays conditional.
pub const COMPLETIONS_MAX: usize = 20_000;
/// States of the search for texts that tell patterns apart.
pub const CELL_STATES_MAX: usize = 20_000;
/// Steps of that search, counted in positions of patterns.
pub const CELL_WORK_MAX: usize = 20_000_000;
/// Members of the sets that are tried as values of a key with set operators.
pub const SET_MEMBERS_MAX: usize = 6;
/// Values and sets of values that are tried for one key.
pub const KEY_STATES_MAX: usize = 4_000;
/// Choices of one value a dimension that are tried to find a request outside of all boxes.
pub const CHOICES_MAX: usize = 200_000;
/// Combinations of one allow a layer that are compared.
pub const COMBINATIONS_MAX: usize = 10_000;
/// Ways to fill policy variables that are tried.
pub const WAYS_MAX: usize = 1_024;
/// Bits that a number of a configuration may have before or after the binary point.
pub const NUMBER_BITS_MAX: u64 = 1 << 18;
/// Levels that expressions and blocks of a configuration may nest.
pub const NESTING_MAX: usize = 200;
/// Expressions within expressions and behind references that are evaluated one in another.
pub const EVALUATION_DEPTH_MAX: usize = 4_000;
/// Expressions that are evaluated in one configuration, all instances together.
pub const EVALUATION_STEPS_MAX: u64 = 50_000_000;
/// Bytes of a text that an expression makes.
pub const TEXT_BYTES_MAX: usize = 4 << 20;
/// Bytes of the stack that expressions are evaluated on.
pub const EVALUATION_STACK_BYTES: usize = 512 << 20;
/// Elements and attributes of one value of a configuration, at all depths.
pub const VALUE_PARTS_MAX: usize = 200_000;
/// Instances that one `count` may ask for.
pub const INSTANCES_MAX: usize = 10_000;
/// Instances of resources of one configuration.
pub const RESOURCES_MAX: usize = 200_000;
/// Comparisons of parts of patterns with parts of paths in one `fileset`.
pub const GLOB_STEPS_MAX: u32 = 10_000_000;
/// Levels of modules that call modules.
pub const MODULE_DEPTH_MAX: usize = 24;
/// Errors of one configuration that are listed.
pub const CONFIGURATION_ERRORS_MAX: usize = 1_000;
/// Bytes that a compiled regular expression may take.
pub const REGEX_BYTES_MAX: usize = 1 << 22;
/// Widths, precisions and indexes in a format.
pub const FORMAT_WIDTH_MAX: usize = 10_000;
/// Numbers that `range` makes, as in Terraform.
pub const RANGE_MAX: usize = 1_024;
/// Elements that `setproduct` makes.
pub const PRODUCT_MAX: usize = 1_000_000;
/// Bytes of one file of rules.
pub const RULES_BYTES_MAX: u64 = 1 << 20;
/// Rules in one file.
pub const RULES_MAX: usize = 10_000;
/// Gates that each further one is compared with, to tell which close for the same findings.
pub const GATES_COMPARED_MAX: usize = 1_000;
/// Bytes of a condition on a finding.
pub const CEL_BYTES_MAX: usize = 4_096;
/// How deep a condition on a finding nests.
pub const CEL_DEPTH_MAX: usize = 32;
/// Steps that a condition on one finding may take; what takes more holds.
pub const CEL_STEPS_MAX: usize = 100_000;
/// Letters that are searched in one such step.
pub const CEL_LETTERS_PER_STEP: usize = 64;
/// Requests that are decided to find out for an invariant who reads what.
pub const INVARIANT_REQUESTS_MAX: usize = 1_000_000;
/// Commits of a change whose messages are read.
pub const COMMITS_MAX: usize = 1_000;
/// Bytes of one file in which a forge tells of a change.
pub const EVENT_BYTES_MAX: u64 = 32 << 20;
/// Letters of a filter pattern whose conditions are looked at; AWS takes no more.
pub const FILTER_PATTERN_MAX: usize = 1_024;
/// Pairs of names of two extents whose patterns are compared; beyond that only equal names cover.
pub const NAME_PAIRS_MAX: usize = 100_000;
