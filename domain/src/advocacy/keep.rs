//! Entering, changing, publishing and throwing away campaigns, and counting sheets of paper.

use crate::access::{Contributor, Librarian};
use crate::directory::unique_slug;
use crate::error::Error;
use crate::platform::Platform;
use model::advocacy::{Campaign, CampaignContent, CampaignContext, Paper, paper_field};
use model::audit::{Deed, Subject};
use model::failure::Problem;
use model::fields::Fields;
use model::id::CampaignId;
use model::library::Reader;
use model::projects::ProjectContext;
use model::search::slug as slug_of;

/// Words of the site's own addresses under /plaidoyer, which cannot be a campaign's.
const RESERVED: [&str; 1] = ["bilan"];
/// How many bundles of sheets are counted at most.
const MOST_PAPER: usize = 100;

impl Platform {
    /// Enters a campaign in an organisation's name; its readers do not see it yet.
    ///
    /// # Errors
    /// `Invalid` with every refused field.
    pub async fn enter_campaign(&self, right: &Contributor, fields: &Fields) -> Result<Campaign, Error> {
        let content = self.campaign_content(right, fields, None).await?;
        let now = self.clock.now();
        let taken = self.stores.advocacy.campaign_slugs(&slug_of(content.title.as_str())).await?;
        let campaign = Campaign {
            id: CampaignId::new(self.chance.uuid(now)),
            slug: unique_slug(content.title.as_str(), |slug| {
                RESERVED.contains(&slug) || taken.iter().any(|it| it == slug)
            }),
            organization: right.organization(),
            content,
            pledges: Vec::new(),
            paper: Vec::new(),
            published: false,
            example: false,
            created_at: now,
            updated_at: now,
            version: 1,
        };
        let log = self.entry(right.person(), Deed::CampaignEntered, Subject::Campaign(campaign.id));
        self.stores.advocacy.put_campaign(right, &campaign, None, Some(&log)).await?;
        Ok(campaign)
    }

    /// Changes what is said of a campaign; `version` is the one that the person saw.
    ///
    /// # Errors
    /// `NotFound`, `NotAllowed` for what is published and not hers to decide about, `Conflict` if it was changed since, `Invalid` with
    /// every refused field.
    pub async fn change_campaign(
        &self,
        right: &Contributor,
        slug: &str,
        version: i64,
        fields: &Fields,
    ) -> Result<(), Error> {
        let old = self.own_campaign(right, slug).await?;
        let content = self.campaign_content(right, fields, Some(&old)).await?;
        if old.version != version {
            return Err(Error::Conflict);
        }
        self.put_changed(right, Campaign { content, ..old }).await
    }

    /// Counts sheets of paper in bulk.
    ///
    /// # Errors
    /// As `change_campaign`.
    pub async fn count_paper(&self, right: &Contributor, slug: &str, fields: &Fields) -> Result<(), Error> {
        let (campaign, _) = self.with_paper(right, slug, fields).await?;
        self.put_changed(right, campaign).await
    }

    /// A campaign with one more bundle of sheets, which is not kept yet, and where that stands.
    pub(super) async fn with_paper(
        &self,
        right: &Contributor,
        slug: &str,
        fields: &Fields,
    ) -> Result<(Campaign, usize), Error> {
        let mut campaign = self.own_campaign(right, slug).await?;
        let paper = Paper::parse(fields, self.clock.now().day())?;
        if campaign.paper.len() >= MOST_PAPER {
            return Err(Error::field(paper_field::COUNT, Problem::TooManyValues { max: MOST_PAPER }));
        }
        let at = campaign.paper.partition_point(|it| it.on <= paper.on);
        campaign.paper.insert(at, paper);
        Ok((campaign, at))
    }

    /// Takes a bundle of sheets back that was counted wrongly; `version` is the one that the person saw.
    ///
    /// # Errors
    /// As `change_campaign`; `NotFound` if there is none.
    pub async fn uncount_paper(
        &self,
        right: &Contributor,
        slug: &str,
        version: i64,
        at: usize,
    ) -> Result<(), Error> {
        let mut campaign = self.own_campaign(right, slug).await?;
        if campaign.version != version {
            return Err(Error::Conflict);
        }
        if at >= campaign.paper.len() {
            return Err(Error::NotFound);
        }
        let photo = campaign.paper.remove(at).photo;
        self.put_changed(right, campaign).await?;
        if let Some(id) = photo {
            self.stores.advocacy.drop_sheet(right, id).await?;
        }
        Ok(())
    }

    /// Shows a campaign to everybody, or takes it away from its readers; nothing is deleted.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` if it was changed in between.
    pub async fn show_campaign(&self, right: &Librarian, slug: &str, published: bool) -> Result<(), Error> {
        let old = self.own_campaign(&right.contributor(), slug).await?;
        if old.published == published {
            return Ok(());
        }
        let version = old.version;
        let campaign = Campaign { published, updated_at: self.clock.now(), version: version + 1, ..old };
        let deed = if published { Deed::CampaignPublished } else { Deed::CampaignWithdrawn };
        let log = self.entry(right.person(), deed, Subject::Campaign(campaign.id));
        self.stores.advocacy.publish_campaign(right, &campaign, version, &log).await?;
        self.campaigns.doubt();
        Ok(())
    }

    /// Throws a draft away; what is published is taken away from its readers first.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` if it is published.
    pub async fn discard_campaign(&self, right: &Contributor, slug: &str) -> Result<(), Error> {
        let campaign = self.own_campaign(right, slug).await?;
        let log = self.entry(right.person(), Deed::CampaignDiscarded, Subject::Campaign(campaign.id));
        Ok(self.stores.advocacy.remove_campaign(right, campaign.id, &log).await?)
    }

    /// The campaign that she changes.
    pub(super) async fn own_campaign(&self, right: &Contributor, slug: &str) -> Result<Campaign, Error> {
        let found = self.stores.advocacy.campaign(slug).await?;
        let own = found.filter(|it| it.organization == right.organization()).ok_or(Error::NotFound)?;
        if own.published && !right.decides() { Err(Error::NotAllowed) } else { Ok(own) }
    }

    /// Keeps a campaign as it was changed, in the place of the one that was read.
    pub(super) async fn put_changed(&self, right: &Contributor, campaign: Campaign) -> Result<(), Error> {
        let replaces = campaign.version;
        let campaign = Campaign { updated_at: self.clock.now(), version: replaces + 1, ..campaign };
        let log = self.entry(right.person(), Deed::CampaignChanged, Subject::Campaign(campaign.id));
        let log = campaign.published.then_some(&log);
        self.stores.advocacy.put_campaign(right, &campaign, Some(replaces), log).await?;
        self.campaigns.doubt();
        Ok(())
    }

    async fn campaign_content(
        &self,
        right: &Contributor,
        fields: &Fields,
        own: Option<&Campaign>,
    ) -> Result<CampaignContent, Error> {
        let names = self.names_for(right).await?;
        let held = own.map_or(&[][..], |it| &it.content.domains);
        let terms = names.catalogue.terms();
        let before = own.and_then(|it| it.content.kit);
        let find = |slug: &str| {
            let found = names.shelves.collection(slug)?;
            // A kit is for everybody, unless it stands there already.
            (found.published || Some(found.id) == before).then_some(found.id)
        };
        let told = own.map_or(&[][..], |it| &it.content.voices);
        let find_voice = |slug: &str| {
            let found = names.shelves.find(slug)?;
            // The same of a document that is heard.
            let offered = found.is_heard() && Reader::Visitor.reads(found);
            (offered || told.contains(&found.id)).then_some(found.id)
        };
        let parsed = names.lend(|naming| {
            let around = ProjectContext { terms, naming, held };
            let context = CampaignContext { around, find_collection: &find, find_voice: &find_voice };
            CampaignContent::parse(fields, &context)
        });
        Ok(parsed?)
    }
}
