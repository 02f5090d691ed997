//! Example articles, which say *(exemple)*.

use crate::access::Administrator;
use crate::error::Error;
use crate::platform::Platform;
use crate::projects::{example_fields, wrong_example};
use model::audit::{Deed, Subject};
use model::library::DocumentState;
use model::news::Article;

/// `= publisher | title`; `key = value` and `@key` with what stands below it, as the form has them.
const ARTICLES: &str = include_str!("../../data/example-news.txt");

impl Platform {
    /// Loads the example articles of the example organisations, unless there are any; says how many there are.
    ///
    /// # Errors
    /// `Internal` if one does not pass the form's own checks, `Store`.
    pub async fn load_example_news(&self, right: &Administrator) -> Result<usize, Error> {
        if self.news().await?.all().iter().any(|it| it.example) {
            return Ok(0);
        }
        let catalogue = self.catalogue().await?;
        let mut count = 0;
        for part in ARTICLES.split("\n= ").map(|it| it.trim_start_matches("= ")) {
            let (head, body) = part.split_once('\n').unwrap_or((part, ""));
            let (publisher, title) = head.split_once(" | ").ok_or_else(|| wrong_example(head))?;
            let Some(publisher) = catalogue.find(publisher).filter(|it| it.example) else { continue };
            let librarian = right.librarian_of(publisher.id);
            let entered = self.enter_article(&librarian.contributor(), &example_fields(title, body)).await;
            let entered = entered.map_err(|error| {
                if error.disaster().is_some() { error } else { wrong_example(&format!("{title}: {error}")) }
            })?;
            let version = entered.version;
            let article = Article {
                state: DocumentState::Published,
                published_at: Some(entered.created_at),
                example: true,
                version: version + 1,
                ..entered
            };
            let log = self.entry(librarian.person(), Deed::ArticlePublished, Subject::Article(article.id));
            self.stores.news.publish_article(&librarian, &article, version, &log).await?;
            count += 1;
        }
        self.news.doubt();
        Ok(count)
    }
}
