//! Reminding those who publish for an organisation of what was promised: before its day, and once it is late.

use crate::error::Error;
use crate::platform::Platform;
use model::accounts::{NoticeKind, Way};

impl Platform {
    /// Tells the focal points of pledges that are due within two weeks, and of those that are late and of which nothing was said since; each
    /// once. Says how many were told of.
    ///
    /// # Errors
    /// `Store`.
    pub async fn remind_of_pledges(&self) -> Result<usize, Error> {
        let (today, campaigns) = (self.clock.now().day(), self.campaigns().await?);
        let mut told = 0;
        for campaign in campaigns.all().iter().filter(|it| it.published) {
            for pledge in &campaign.pledges {
                let Some((reminder, due)) = pledge.reminder(today) else { continue };
                let store = &self.stores.advocacy;
                if store.pledge_told(campaign.id, pledge.number, reminder, due).await? {
                    continue;
                }
                let href = format!("/plaidoyer/{}/engagements/{}", campaign.slug, pledge.number);
                let what = format!("pledge_{}", reminder.code());
                let title = campaign.content.title.as_str();
                let mut news = Vec::new();
                for person in self.stores.members.focal_points(campaign.organization).await? {
                    let settings = self.stores.notices.settings_of(person).await?;
                    if settings.is_some_and(|it| it.way(NoticeKind::Advocacy) != Way::Off) {
                        news.push((person, self.notice(NoticeKind::Advocacy, &what, Some(title), &href)));
                    }
                }
                if store.tell_of_pledge(campaign.id, pledge.number, reminder, due, &news).await? {
                    self.have_news(&news.iter().map(|(person, _)| *person).collect::<Vec<_>>());
                    told += 1;
                }
            }
        }
        Ok(told)
    }
}
