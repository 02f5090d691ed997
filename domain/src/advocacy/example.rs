//! Example campaigns, which say *(exemple)*.

use crate::access::{Administrator, Contributor};
use crate::error::Error;
use crate::platform::Platform;
use crate::projects::{example_fields, wrong_example};
use model::advocacy::Campaign;
use model::audit::{Deed, Subject};
use model::fields::Fields;

/// `= publisher | title`, then the form; below it `+ engagement`, `+ suite` (of the pledge before it) and `+ papier` with theirs.
const CAMPAIGNS: &str = include_str!("../../data/example-campaigns.txt");

impl Platform {
    /// Loads the example campaigns of the example organisations, unless there are any; says how many there are.
    ///
    /// # Errors
    /// `Internal` if one does not pass the forms' own checks, `Store`.
    pub async fn load_example_campaigns(&self, right: &Administrator) -> Result<usize, Error> {
        if self.campaigns().await?.all().iter().any(|it| it.example) {
            return Ok(0);
        }
        let catalogue = self.catalogue().await?;
        let mut count = 0;
        for text in CAMPAIGNS.split("\n= ").map(|it| it.trim_start_matches("= ")) {
            let (head, body) = text.split_once('\n').unwrap_or((text, ""));
            let (publisher, title) = head.split_once(" | ").ok_or_else(|| wrong_example(head))?;
            let Some(publisher) = catalogue.find(publisher).filter(|it| it.example) else { continue };
            let librarian = right.librarian_of(publisher.id);
            let loaded = self.load_example_campaign(&librarian.contributor(), title, body).await;
            let slug = loaded.map_err(|error| {
                if error.disaster().is_some() { error } else { wrong_example(&format!("{title}: {error}")) }
            })?;
            let entered = self.own_campaign(&librarian.contributor(), &slug).await?;
            let version = entered.version;
            let campaign = Campaign { published: true, example: true, version: version + 1, ..entered };
            let log = self.entry(librarian.person(), Deed::CampaignPublished, Subject::Campaign(campaign.id));
            self.stores.advocacy.publish_campaign(&librarian, &campaign, version, &log).await?;
            count += 1;
        }
        self.campaigns.doubt();
        Ok(count)
    }

    async fn load_example_campaign(
        &self,
        right: &Contributor,
        title: &str,
        body: &str,
    ) -> Result<String, Error> {
        let mut parts = body.split("\n+ ");
        let own = parts.next().unwrap_or_default();
        let slug = self.enter_campaign(right, &example_fields(title, own)).await?.slug;
        let mut pledge = 0;
        for part in parts {
            let (kind, lines) = part.split_once('\n').unwrap_or((part, ""));
            let pairs = lines.lines().filter_map(|line| line.split_once(" = "));
            let fields =
                Fields::new(pairs.map(|(name, value)| (name.to_owned(), value.trim().to_owned())).collect());
            match kind {
                "engagement" => pledge = self.tell_pledge(right, &slug, None, &fields).await?,
                "suite" => self.follow_pledge(right, &slug, pledge, &fields).await?,
                "papier" => self.count_paper(right, &slug, &fields).await?,
                _ => return Err(wrong_example(kind)),
            }
        }
        Ok(slug)
    }
}
