//! `musoya audit`: the log of what staff did.

use super::Failed;
use domain::Platform;
use domain::access::Administrator;
use domain::audit::Chain;

/// Checks the chain and says how many lines it has; a broken one is a failure.
pub async fn verify(platform: &Platform, right: &Administrator) -> Result<(), Failed> {
    match platform.check_audit(right).await? {
        Chain::Whole(lines) => {
            println!("{lines} entries, chain whole");
            Ok(())
        }
        Chain::BrokenAt(line) => Err(Failed(format!("broken at entry {line}"))),
    }
}
