//! News: what organisations write for everybody, for as long as it is worth reading.

mod article;
mod list;

pub use article::{Article, ArticleContent, ArticleSummary, ArticleText, ArticleTitle, article_field};
pub use list::News;
