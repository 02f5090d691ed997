//! The index of full texts: FTS5 in SQLite, `tsvector` in PostgreSQL, and the texts themselves in a table of both.
//!
//! The terms are made by `model::search`, so neither engine analyses anything. A whole document is one row, which answers
//! "which documents" from some thousands of rows, however many pages they have; "on which page" is asked only of the
//! documents that are shown.

use crate::engine::{Engine, Store, reading};
use crate::error::{WriteError, store_error};
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::library::{IndexedPage, IndexedText, PageHit, TextStore};
use model::search::QueryTerm;
use sqlx::{PgConnection, SqliteConnection};

statements! {
    CLEAR_PAGES = "delete from document_page where number = $1";
    PUT_PAGE = "insert into document_page (number, page, text) values ($1, $2, $3)";
    PAGES = "select page, text from document_page where number = $1 order by page";
    WORDS_LIKE = "select word, readable from document_word \
        where (word >= $1 and word < $2) or (backward >= $3 and backward < $4) limit 20000";
}

/// Pages of a document in SQLite's index: the document's number times this, plus the page.
const PAGES_OF_ONE: i64 = 4_096;
/// The most bytes of terms of one document in PostgreSQL, whose `tsvector` ends at a megabyte.
const MOST_TERMS: usize = 700_000;

/// What only SQLite understands.
pub(crate) const SQLITE: &[(&str, &str)] = &[
    ("sqlite::FORGET", sqlite::FORGET),
    ("sqlite::FORGET_PAGES", sqlite::FORGET_PAGES),
    ("sqlite::PUT", sqlite::PUT),
    ("sqlite::PUT_PAGE", sqlite::PUT_PAGE),
    ("sqlite::LEARN", sqlite::LEARN),
    ("sqlite::SEARCH", sqlite::SEARCH),
    ("sqlite::FIRST_PAGES", sqlite::FIRST_PAGES),
];

mod sqlite {
    pub const FORGET: &str = "delete from document_fts where rowid = $1";
    pub const FORGET_PAGES: &str = "delete from page_fts where rowid between $1 and $2";
    pub const PUT: &str = "insert into document_fts (rowid, terms) values ($1, $2)";
    pub const PUT_PAGE: &str = "insert into page_fts (rowid, terms) values ($1, $2)";
    pub const LEARN: &str = "insert into document_word (word, backward, readable) \
        select value ->> 0, value ->> 1, value ->> 2 from json_each($1) where true on conflict do nothing";
    pub const SEARCH: &str = "select group_concat(rowid) from document_fts where document_fts match $1";
    pub const FIRST_PAGES: &str = "select d.value, p.page, p.text from json_each($2) d \
        join document_page p on p.number = d.value and p.page = (select f.rowid % 4096 from page_fts f \
        where page_fts match $1 and f.rowid between d.value * 4096 and d.value * 4096 + 4095 order by f.rowid limit 1)";
}

/// What only PostgreSQL understands.
pub(crate) const POSTGRES: &[(&str, &str)] = &[
    ("postgres::FORGET", postgres::FORGET),
    ("postgres::FORGET_PAGES", postgres::FORGET_PAGES),
    ("postgres::PUT", postgres::PUT),
    ("postgres::PUT_PAGE", postgres::PUT_PAGE),
    ("postgres::LEARN", postgres::LEARN),
    ("postgres::SEARCH", postgres::SEARCH),
    ("postgres::FIRST_PAGES", postgres::FIRST_PAGES),
];

mod postgres {
    pub const FORGET: &str = "delete from document_fts where number = $1";
    pub const FORGET_PAGES: &str = "delete from page_fts where number = $1";
    pub const PUT: &str =
        "insert into document_fts (number, terms) values ($1, array_to_tsvector($2::text[]))";
    pub const PUT_PAGE: &str =
        "insert into page_fts (number, page, terms) values ($1, $2, array_to_tsvector($3::text[]))";
    pub const LEARN: &str = "insert into document_word (word, backward, readable) \
        select word, backward, readable from unnest($1::text[], $2::text[], $3::text[]) as w (word, backward, readable) \
        on conflict do nothing";
    pub const SEARCH: &str = "select array_agg(number) from document_fts where terms @@ $1::text::tsquery";
    pub const FIRST_PAGES: &str = "select d.number, p.page, p.text from unnest($2::bigint[]) as d (number) \
        join lateral (select f.page from page_fts f where f.number = d.number and f.terms @@ $1::text::tsquery \
        order by f.page limit 1) hit on true join document_page p on p.number = d.number and p.page = hit.page";
}

#[async_trait]
impl TextStore for Store {
    async fn index(&self, text: &IndexedText) -> Result<(), StoreError> {
        match &self.engine {
            Engine::Sqlite { write, .. } => {
                let done: Result<(), WriteError> = async {
                    let mut transaction = write.begin_with("begin immediate").await?;
                    index_in_sqlite(&mut transaction, text).await?;
                    Ok(transaction.commit().await?)
                }
                .await;
                done.map_err(WriteError::into_store_error)
            }
            Engine::Postgres(pool) => {
                let done: Result<(), WriteError> = async {
                    let mut transaction = pool.begin().await?;
                    index_in_postgres(&mut transaction, text).await?;
                    Ok(transaction.commit().await?)
                }
                .await;
                done.map_err(WriteError::into_store_error)
            }
        }
    }

    async fn forget_text(&self, number: i64) -> Result<(), StoreError> {
        self.index(&IndexedText { number, pages: Some(Vec::new()), ..IndexedText::default() }).await
    }

    async fn pages(&self, number: i64) -> Result<Vec<(i64, String)>, StoreError> {
        reading!(self, |db| sqlx::query_as(PAGES).bind(number).fetch_all(db).await)
    }

    async fn search(&self, query: &[QueryTerm]) -> Result<Vec<i64>, StoreError> {
        match &self.engine {
            Engine::Sqlite { read, .. } => {
                let query = sqlx::query_scalar(sqlite::SEARCH).bind(for_sqlite(query));
                let found: Option<String> = query.fetch_one(read).await.map_err(store_error)?;
                let found = found.unwrap_or_default();
                Ok(found.split(',').filter_map(|number| number.parse().ok()).collect())
            }
            Engine::Postgres(pool) => {
                let query = sqlx::query_scalar(postgres::SEARCH).bind(for_postgres(query));
                let found: Option<Vec<i64>> = query.fetch_one(pool).await.map_err(store_error)?;
                Ok(found.unwrap_or_default())
            }
        }
    }

    async fn first_pages(&self, query: &[QueryTerm], numbers: &[i64]) -> Result<Vec<PageHit>, StoreError> {
        let rows: Vec<(i64, i64, String)> = match &self.engine {
            Engine::Sqlite { read, .. } => {
                let numbers =
                    serde_json::to_string(numbers).map_err(|cause| StoreError::Other(cause.into()))?;
                let rows = sqlx::query_as(sqlite::FIRST_PAGES).bind(for_sqlite(query)).bind(numbers);
                rows.fetch_all(read).await.map_err(store_error)?
            }
            Engine::Postgres(pool) => {
                let rows = sqlx::query_as(postgres::FIRST_PAGES).bind(for_postgres(query)).bind(numbers);
                rows.fetch_all(pool).await.map_err(store_error)?
            }
        };
        Ok(rows.into_iter().map(|(number, page, text)| PageHit { number, page, text }).collect())
    }

    async fn words_like(&self, word: &str) -> Result<Vec<(String, String)>, StoreError> {
        // One slip touches at most two letters that stand side by side: one of these two ends is as it was.
        let letters: Vec<char> = word.chars().collect();
        let intact = letters.len().saturating_sub(1) / 2;
        let front: String = letters.iter().take(intact).collect();
        let back: String = letters.iter().rev().take(intact).collect();
        let after = |end: &str| [end, char::MAX.encode_utf8(&mut [0; 4])].concat();
        reading!(self, |db| {
            let query = sqlx::query_as(WORDS_LIKE).bind(&front).bind(after(&front));
            query.bind(&back).bind(after(&back)).fetch_all(db).await
        })
    }
}

async fn index_in_sqlite(db: &mut SqliteConnection, text: &IndexedText) -> Result<(), sqlx::Error> {
    let first = text.number * PAGES_OF_ONE;
    sqlx::query(sqlite::FORGET).bind(text.number).execute(&mut *db).await?;
    if !text.terms.is_empty() {
        sqlx::query(sqlite::PUT).bind(text.number).bind(text.terms.join(" ")).execute(&mut *db).await?;
    }
    if let Some(pages) = &text.pages {
        sqlx::query(CLEAR_PAGES).bind(text.number).execute(&mut *db).await?;
        let forget = sqlx::query(sqlite::FORGET_PAGES).bind(first).bind(first + PAGES_OF_ONE - 1);
        forget.execute(&mut *db).await?;
        for IndexedPage { page, text: content, terms } in pages.iter().filter(|it| it.page < PAGES_OF_ONE) {
            let put = sqlx::query(PUT_PAGE).bind(text.number).bind(page).bind(content);
            put.execute(&mut *db).await?;
            let put = sqlx::query(sqlite::PUT_PAGE).bind(first + page).bind(terms.join(" "));
            put.execute(&mut *db).await?;
        }
    }
    let backward: Vec<String> = text.words.iter().map(|(word, _)| word.chars().rev().collect()).collect();
    let rows =
        text.words.iter().zip(&backward).map(|((word, readable), backward)| [&**word, backward, readable]);
    let words: Vec<[&str; 3]> = rows.collect();
    let words = serde_json::to_string(&words).map_err(|cause| sqlx::Error::Encode(cause.into()))?;
    sqlx::query(sqlite::LEARN).bind(words).execute(&mut *db).await?;
    Ok(())
}

async fn index_in_postgres(db: &mut PgConnection, text: &IndexedText) -> Result<(), sqlx::Error> {
    sqlx::query(postgres::FORGET).bind(text.number).execute(&mut *db).await?;
    if !text.terms.is_empty() {
        let mut left = MOST_TERMS;
        let fits = |term: &&String| {
            left = left.saturating_sub(term.len() + 1);
            left > 0
        };
        let terms: Vec<&String> = text.terms.iter().take_while(fits).collect();
        sqlx::query(postgres::PUT).bind(text.number).bind(terms).execute(&mut *db).await?;
    }
    if let Some(pages) = &text.pages {
        sqlx::query(CLEAR_PAGES).bind(text.number).execute(&mut *db).await?;
        sqlx::query(postgres::FORGET_PAGES).bind(text.number).execute(&mut *db).await?;
        for IndexedPage { page, text: content, terms } in pages {
            let put = sqlx::query(PUT_PAGE).bind(text.number).bind(page).bind(content);
            put.execute(&mut *db).await?;
            let put = sqlx::query(postgres::PUT_PAGE).bind(text.number).bind(page).bind(terms);
            put.execute(&mut *db).await?;
        }
    }
    let backward: Vec<String> = text.words.iter().map(|(word, _)| word.chars().rev().collect()).collect();
    let (words, readable): (Vec<&String>, Vec<&String>) = text.words.iter().map(|(a, b)| (a, b)).unzip();
    sqlx::query(postgres::LEARN).bind(words).bind(backward).bind(readable).execute(&mut *db).await?;
    Ok(())
}

/// How an engine writes a query. It is a value that is bound, not a part of a statement; forms hold only letters and digits,
/// and are quoted all the same.
struct Spelling {
    quote: &'static str,
    beginning: &'static str,
    either: &'static str,
    both: &'static str,
}

pub(crate) fn for_sqlite(query: &[QueryTerm]) -> String {
    spelt(query, &Spelling { quote: "\"", beginning: " *", either: " OR ", both: " AND " })
}

pub(crate) fn for_postgres(query: &[QueryTerm]) -> String {
    spelt(query, &Spelling { quote: "'", beginning: ":*", either: " | ", both: " & " })
}

fn spelt(query: &[QueryTerm], spelling: &Spelling) -> String {
    let quoted = |form: &str| [spelling.quote, form, spelling.quote].concat();
    let term = |term: &QueryTerm| {
        let mut ways: Vec<String> = term.alternatives.iter().map(|form| quoted(form)).collect();
        if let Some(begin) = term.alternatives.first().filter(|_| term.prefix) {
            ways.push([&quoted(begin), spelling.beginning].concat());
        }
        ["(", &ways.join(spelling.either), ")"].concat()
    };
    query.iter().map(term).collect::<Vec<_>>().join(spelling.both)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::search::query_terms;

    #[test]
    fn a_query_says_the_same_to_both_engines() {
        let query = query_terms("lois paix");
        assert_eq!(for_sqlite(&query), "(\"lois\" OR \"loi\") AND (\"paix\" OR \"paix\" *)");
        assert_eq!(for_postgres(&query), "('lois' | 'loi') & ('paix' | 'paix':*)");
    }

    #[test]
    fn signs_of_a_query_language_are_no_query() {
        let query = query_terms("\"a\" OR NEAR( 'b' | !c:* ) *");
        for text in [for_sqlite(&query), for_postgres(&query)] {
            assert!(!text.contains('!') && !text.contains("NEAR("), "{text}");
        }
    }
}
