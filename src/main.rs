//! The command line of trustdrift: arguments in, exit code out.

fn main() -> std::process::ExitCode {
    trustdrift::cli::run(std::env::args_os())
}
