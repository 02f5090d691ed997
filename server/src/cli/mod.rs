//! The command line: `serve`, `migrate`, `example`, `import`, `user`, `audit`, `backup`, `restore`, `export`.

mod audit;
pub mod copy;
mod data;
mod export;
mod people;
mod serve;

use crate::machine::ThisMachine;
use crate::outside::{SystemChance, SystemClock};
use crate::settings::Settings;
use crate::workshop;
use clap::{Parser, Subcommand};
use domain::access::Administrator;
use domain::forum::Pace;
use domain::{Error, Platform, Stores};
use std::ffi::OsString;
use std::fmt;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use store::{OpenError, Store};

/// Musoya Applic: the site of the organisations that defend the rights of women and girls in Mali.
#[derive(Parser)]
#[command(name = "musoya", version, propagate_version = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the site until it is stopped (Ctrl-C or SIGTERM).
    Serve,
    /// Bring the database up to date and stop.
    Migrate,
    /// Load or remove the example data.
    #[command(subcommand)]
    Example(ExampleCommand),
    /// Import organisations from a CSV or XLSX file, or the projects and activities of one: all or nothing.
    Import {
        /// The file.
        file: PathBuf,
        /// Import projects and activities: the organisation of lines that name none, by the last part of its address.
        #[arg(long, value_name = "ORGANISATION")]
        work_of: Option<String>,
        /// Only say what would be done.
        #[arg(long)]
        preview: bool,
    },
    /// People who can sign in.
    #[command(subcommand)]
    User(UserCommand),
    /// The log of what staff did.
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Write a consistent, checked copy of the database and all files into one new file, while the site runs.
    Backup {
        /// The new file.
        file: PathBuf,
    },
    /// Put a copy in the place of the database, and its files beside those that are there; the site must be stopped.
    Restore {
        /// The copy.
        file: PathBuf,
        /// Replace a database that is there.
        #[arg(long)]
        replace: bool,
    },
    /// Write what everybody may read of the site into one new ZIP of plain files, which open from a memory card without network.
    Export {
        /// The new file.
        file: PathBuf,
        /// Leave out the files of documents, the voices and the pictures.
        #[arg(long)]
        without_media: bool,
        /// What the unpacked files may weigh at most, in millions of bytes; the lightest documents come first.
        #[arg(long, value_name = "MB", conflicts_with = "without_media")]
        max_megabytes: Option<u64>,
    },
    /// Do one job of the workshop; the server starts it.
    #[command(hide = true)]
    Work {
        /// The most address space, in bytes.
        #[arg(long)]
        memory: u64,
        /// The most time of the processor, in seconds.
        #[arg(long)]
        cpu: u64,
    },
}

#[derive(Subcommand)]
enum ExampleCommand {
    /// Load what is not there.
    Load,
    /// Remove all of it.
    Remove,
}

#[derive(Subcommand)]
enum UserCommand {
    /// Make an administrator; her passphrase is printed once.
    Add {
        /// The name under which she signs in.
        name: String,
    },
    /// Give a person a new passphrase, printed once, and end her sessions.
    Reset {
        /// Her name.
        name: String,
    },
    /// Name everybody.
    List,
}

#[derive(Subcommand)]
enum AuditCommand {
    /// Check that no line of the log was changed, removed, cut off or moved; a broken chain ends with exit code 1.
    Verify,
}

/// What ends a command, in one line for the operator.
#[derive(Debug)]
pub struct Failed(String);

impl fmt::Display for Failed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self(error.to_string())
    }
}

impl From<OpenError> for Failed {
    fn from(error: OpenError) -> Self {
        Self(format!("database: {error}"))
    }
}

/// Runs the command that the arguments name.
pub fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let code = error.exit_code();
            // If even that cannot be printed, the code says it.
            drop(error.print());
            return ExitCode::from(u8::try_from(code).unwrap_or(2));
        }
    };
    // It has neither settings nor a database, and no thread before its limits.
    if let Command::Work { memory, cpu } = arguments.command {
        return workshop::work(memory, cpu);
    }
    let settings = match Settings::read() {
        Ok(settings) => settings,
        Err(error) => return refuse(&error),
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return refuse(&error),
    };
    match runtime.block_on(obey(arguments.command, settings)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failed) => refuse(&failed),
    }
}

fn refuse(error: &dyn fmt::Display) -> ExitCode {
    eprintln!("musoya: {error}");
    ExitCode::FAILURE
}

async fn obey(command: Command, settings: Settings) -> Result<(), Failed> {
    match command {
        Command::Serve => serve::serve(settings).await,
        Command::Restore { file, replace } => copy::restore(&settings, &file, replace).await,
        other => {
            let (store, platform) = open(&settings).await?;
            let right = Administrator::at_the_command_line();
            let done = match other {
                Command::Serve | Command::Restore { .. } | Command::Work { .. } | Command::Migrate => Ok(()),
                Command::Example(ExampleCommand::Load) => data::load_example(&platform, &right).await,
                Command::Example(ExampleCommand::Remove) => data::remove_example(&platform, &right).await,
                Command::Import { file, work_of: None, preview } => {
                    data::import(&platform, &right, &file, preview).await
                }
                Command::Import { file, work_of: Some(of), preview } => {
                    data::import_work(&platform, &right, &of, &file, preview).await
                }
                Command::User(UserCommand::Add { name }) => people::add(&platform, &right, &name).await,
                Command::User(UserCommand::Reset { name }) => people::reset(&platform, &right, &name).await,
                Command::User(UserCommand::List) => people::list(&platform, &right).await,
                Command::Audit(AuditCommand::Verify) => audit::verify(&platform, &right).await,
                Command::Backup { file } => {
                    let files = settings.files.open().map_err(Failed)?;
                    copy::backup(&settings, &store, files.as_ref(), &file).await
                }
                Command::Export { file, without_media, max_megabytes } => {
                    let limit = export::limit(without_media, max_megabytes);
                    export::export(&settings, &store, &platform, &file, limit).await
                }
            };
            store.close().await;
            done
        }
    }
}

/// Opens the database, brings it up to date, and joins the parts.
async fn open(settings: &Settings) -> Result<(Store, Platform), Failed> {
    // Nobody else on the machine reads what is in it.
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&settings.data)
        .map_err(|error| Failed(format!("{}: {error}", settings.data.display())))?;
    let store = Store::open(&settings.database).await?;
    let machine = ThisMachine::new(store.clone(), &settings.data);
    let files = settings.files.open().map_err(Failed)?;
    let stores = Stores::of(store.clone(), files);
    let pace = Pace::of(settings.posts_in_ten_minutes, settings.form_seconds);
    let platform = Platform::new(stores, Arc::new(SystemClock), Arc::new(SystemChance))
        .with_machine(Arc::new(machine))
        .with_pace(pace);
    let right = Administrator::at_the_command_line();
    platform.keep_reference_terms(&right).await?;
    platform.move_logos(&right).await?;
    Ok((store, platform))
}
