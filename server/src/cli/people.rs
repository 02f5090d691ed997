//! `musoya user`: people who can sign in.

use super::Failed;
use domain::access::Administrator;
use domain::{Error, Platform};
use model::accounts::Moderates;
use model::failure::Failure;

/// Makes an administrator and prints her passphrase once.
pub async fn add(platform: &Platform, right: &Administrator, name: &str) -> Result<(), Failed> {
    let (person, passphrase) = platform.add_administrator(right, name).await.map_err(explained)?;
    println!("name:       {}\npassphrase: {passphrase}", person.name);
    Ok(())
}

/// Gives a person a new passphrase and prints it once.
pub async fn reset(platform: &Platform, right: &Administrator, name: &str) -> Result<(), Failed> {
    let passphrase = platform.reset_passphrase(right, name).await.map_err(explained)?;
    println!("passphrase: {passphrase}");
    Ok(())
}

/// Names everybody.
pub async fn list(platform: &Platform, right: &Administrator) -> Result<(), Failed> {
    for standing in platform.everybody(right).await? {
        let person = standing.person;
        let role = match (person.administrator, person.moderates) {
            (true, _) => "administrator",
            (false, Moderates::Nothing) => "member",
            (false, _) => "moderator",
        };
        println!("{}\t{role}", person.name);
    }
    Ok(())
}

fn explained(error: Error) -> Failed {
    match error.failure() {
        Failure::Invalid { errors } => {
            Failed(format!("name refused: {:?}", errors.first().map(|it| &it.problem)))
        }
        Failure::NotFound => Failed("nobody has that name".to_owned()),
        _ => Failed::from(error),
    }
}
