//! The index of full texts: FTS5 in SQLite, `tsvector` in PostgreSQL, and the texts themselves in a table of both.
//!
//! The terms are made by `model::search`, so neither engine analyses anything. A whole document is one row, which answers
//! "which documents" from some thousands of rows, however many pages they have; "on which page" is asked only of the
//! documents that are shown, and answered by `model::search` from the packed parts of their concordance.

use crate::engine::{BEGIN, Engine, Store, at_once, reading};
use crate::error::{WriteError, store_error};
use crate::statements::statements;
use async_trait::async_trait;
use domain::StoreError;
use domain::library::{IndexedPages, IndexedText, PageText, TextStore};
use model::search::{ConcordancePart, QueryTerm};
use serde_json::Value;
use sqlx::{Connection as _, PgConnection, SqliteConnection};

statements! {
    CLEAR_PAGES = "delete from document_page where number = $1";
    CLEAR_CONCORDANCE = "delete from document_concordance where number = $1";
    PAGES = "select page, text from document_page where number = $1 order by page";
    WORDS_LIKE = "select word, readable from document_word \
        where ((word >= $1 and word < $2) or (backward >= $3 and backward < $4)) \
        and length(word) between $5 and $6 limit 20000";
}

/// The most bytes of terms of one document in PostgreSQL, whose `tsvector` ends at a megabyte.
const MOST_TERMS: usize = 700_000;

/// What only SQLite understands.
pub(crate) const SQLITE: &[(&str, &str)] = &[
    ("sqlite::FORGET", sqlite::FORGET),
    ("sqlite::PUT", sqlite::PUT),
    ("sqlite::PUT_PAGE", sqlite::PUT_PAGE),
    ("sqlite::PUT_PART", sqlite::PUT_PART),
    ("sqlite::LEARN", sqlite::LEARN),
    ("sqlite::SEARCH", sqlite::SEARCH),
    ("sqlite::CONCORDANCE", sqlite::CONCORDANCE),
    ("sqlite::TEXTS_OF", sqlite::TEXTS_OF),
    ("sqlite::MISSING", sqlite::MISSING),
];

mod sqlite {
    pub const FORGET: &str = "delete from document_fts where rowid = $1";
    pub const PUT: &str = "insert into document_fts (rowid, terms) values ($1, $2)";
    pub const PUT_PAGE: &str = "insert into document_page (number, page, text) values ($1, $2, $3)";
    pub const PUT_PART: &str =
        "insert into document_concordance (number, initial, packed) values ($1, $2, $3)";
    pub const LEARN: &str = "insert into document_word (word, backward, readable) \
        select value ->> 0, value ->> 1, value ->> 2 from json_each($1) where true on conflict do nothing";
    pub const SEARCH: &str = "select group_concat(rowid) from document_fts where document_fts match $1";
    pub const CONCORDANCE: &str = "select c.number, c.initial, c.packed from json_each($1) d cross join json_each($2) i \
        join document_concordance c on c.number = d.value and c.initial = i.value";
    pub const TEXTS_OF: &str = "select p.number, p.page, p.text from json_each($1) w \
        join document_page p on p.number = w.value ->> 0 and p.page = w.value ->> 1";
    pub const MISSING: &str =
        "select number from document where number not in (select rowid from document_fts) order by number";
}

/// What only PostgreSQL understands.
pub(crate) const POSTGRES: &[(&str, &str)] = &[
    ("postgres::FORGET", postgres::FORGET),
    ("postgres::PUT", postgres::PUT),
    ("postgres::PUT_PAGES", postgres::PUT_PAGES),
    ("postgres::PUT_PARTS", postgres::PUT_PARTS),
    ("postgres::LEARN", postgres::LEARN),
    ("postgres::SEARCH", postgres::SEARCH),
    ("postgres::CONCORDANCE", postgres::CONCORDANCE),
    ("postgres::TEXTS_OF", postgres::TEXTS_OF),
    ("postgres::MISSING", postgres::MISSING),
];

mod postgres {
    pub const FORGET: &str = "delete from document_fts where number = $1";
    pub const PUT: &str = "insert into document_fts (number, terms) values ($1, $2)";
    pub const PUT_PAGES: &str = "insert into document_page (number, page, text) \
        select $1, page, text from unnest($2::bigint[], $3::text[]) as p (page, text)";
    pub const PUT_PARTS: &str = "insert into document_concordance (number, initial, packed) \
        select $1, initial, packed from unnest($2::text[], $3::bytea[]) as p (initial, packed)";
    pub const LEARN: &str = "insert into document_word (word, backward, readable) \
        select word, backward, readable from unnest($1::text[], $2::text[], $3::text[]) as w (word, backward, readable) \
        on conflict do nothing";
    pub const SEARCH: &str = "select documents_with($1)";
    pub const CONCORDANCE: &str = "select number, initial, packed from document_concordance \
        where number = any($1::bigint[]) and initial = any($2::text[])";
    pub const TEXTS_OF: &str = "select p.number, p.page, p.text from unnest($1::bigint[], $2::bigint[]) as w (number, page) \
        join document_page p on p.number = w.number and p.page = w.page";
    pub const MISSING: &str =
        "select number from document where number not in (select number from document_fts) order by number";
}

#[async_trait]
impl TextStore for Store {
    async fn index(&self, text: &IndexedText) -> Result<(), StoreError> {
        match &self.engine {
            Engine::Sqlite { write, .. } => {
                let done: Result<(), WriteError> = async {
                    let mut writer = write.get().await?;
                    let indexed = async {
                        let mut transaction = writer.begin_with(BEGIN).await?;
                        index_in_sqlite(&mut transaction, text).await?;
                        Ok(transaction.commit().await?)
                    };
                    at_once(indexed).await
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
        self.index(&IndexedText { number, pages: Some(IndexedPages::default()), ..IndexedText::default() })
            .await
    }

    async fn missing_texts(&self) -> Result<Vec<i64>, StoreError> {
        let numbers = match &self.engine {
            Engine::Sqlite { read, .. } => {
                let mut reader = read.get().await.map_err(store_error)?;
                sqlx::query_scalar(sqlite::MISSING).fetch_all(&mut *reader).await
            }
            Engine::Postgres(pool) => sqlx::query_scalar(postgres::MISSING).fetch_all(pool).await,
        };
        numbers.map_err(store_error)
    }

    async fn pages(&self, number: i64) -> Result<Vec<(i64, String)>, StoreError> {
        reading!(self, |db| sqlx::query_as(PAGES).bind(number).fetch_all(db).await)
    }

    async fn search(&self, query: &[QueryTerm]) -> Result<Vec<i64>, StoreError> {
        match &self.engine {
            Engine::Sqlite { read, .. } => {
                let mut reader = read.get().await.map_err(store_error)?;
                let query = sqlx::query_scalar(sqlite::SEARCH).bind(for_sqlite(query));
                let found: Option<String> = query.fetch_one(&mut *reader).await.map_err(store_error)?;
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

    async fn concordance(
        &self,
        numbers: &[i64],
        initials: &[char],
    ) -> Result<Vec<(i64, ConcordancePart)>, StoreError> {
        let initials: Vec<String> = initials.iter().copied().map(String::from).collect();
        let rows: Vec<(i64, String, Vec<u8>)> = match &self.engine {
            Engine::Sqlite { read, .. } => {
                let mut reader = read.get().await.map_err(store_error)?;
                let rows = sqlx::query_as(sqlite::CONCORDANCE)
                    .bind(list(numbers.iter().copied()))
                    .bind(list(initials));
                rows.fetch_all(&mut *reader).await.map_err(store_error)?
            }
            Engine::Postgres(pool) => {
                let rows = sqlx::query_as(postgres::CONCORDANCE).bind(numbers).bind(initials);
                rows.fetch_all(pool).await.map_err(store_error)?
            }
        };
        let part = |(number, initial, packed): (i64, String, Vec<u8>)| {
            Some((number, ConcordancePart { initial: initial.chars().next()?, packed }))
        };
        Ok(rows.into_iter().filter_map(part).collect())
    }

    async fn texts_of(&self, pages: &[(i64, i64)]) -> Result<Vec<PageText>, StoreError> {
        let rows: Vec<(i64, i64, String)> = match &self.engine {
            Engine::Sqlite { read, .. } => {
                let mut reader = read.get().await.map_err(store_error)?;
                let rows = sqlx::query_as(sqlite::TEXTS_OF)
                    .bind(list(pages.iter().map(|(number, page)| [*number, *page])));
                rows.fetch_all(&mut *reader).await.map_err(store_error)?
            }
            Engine::Postgres(pool) => {
                let (numbers, pages): (Vec<i64>, Vec<i64>) = pages.iter().copied().unzip();
                let rows = sqlx::query_as(postgres::TEXTS_OF).bind(numbers).bind(pages);
                rows.fetch_all(pool).await.map_err(store_error)?
            }
        };
        Ok(rows.into_iter().map(|(number, page, text)| PageText { number, page, text }).collect())
    }

    async fn words_like(&self, word: &str) -> Result<Vec<(String, String)>, StoreError> {
        // One slip touches at most two letters that stand side by side: one of these two ends is as it was.
        let letters: Vec<char> = word.chars().collect();
        let intact = letters.len().saturating_sub(1) / 2;
        let front: String = letters.iter().take(intact).collect();
        let back: String = letters.iter().rev().take(intact).collect();
        let after = |end: &str| [end, char::MAX.encode_utf8(&mut [0; 4])].concat();
        let length = i64::try_from(letters.len()).unwrap_or(i64::MAX);
        reading!(self, |db| {
            let query = sqlx::query_as(WORDS_LIKE).bind(&front).bind(after(&front));
            let query = query.bind(&back).bind(after(&back));
            query.bind(length.saturating_sub(1)).bind(length.saturating_add(1)).fetch_all(db).await
        })
    }
}

async fn index_in_sqlite(db: &mut SqliteConnection, text: &IndexedText) -> Result<(), sqlx::Error> {
    sqlx::query(sqlite::FORGET).bind(text.number).execute(&mut *db).await?;
    if !text.terms.is_empty() {
        sqlx::query(sqlite::PUT).bind(text.number).bind(text.terms.join(" ")).execute(&mut *db).await?;
    }
    if let Some(pages) = &text.pages {
        sqlx::query(CLEAR_PAGES).bind(text.number).execute(&mut *db).await?;
        sqlx::query(CLEAR_CONCORDANCE).bind(text.number).execute(&mut *db).await?;
        for (page, content) in &pages.texts {
            let put = sqlx::query(sqlite::PUT_PAGE).bind(text.number).bind(page).bind(content);
            put.execute(&mut *db).await?;
        }
        for part in &pages.concordance {
            let put = sqlx::query(sqlite::PUT_PART).bind(text.number).bind(part.initial.to_string());
            put.bind(&part.packed).execute(&mut *db).await?;
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
        let fits = |term: &&str| {
            left = left.saturating_sub(term.len() + 1);
            left > 0
        };
        let terms: Vec<&str> = text.terms.iter().map(String::as_str).take_while(fits).collect();
        sqlx::query(postgres::PUT).bind(text.number).bind(terms.join(" ")).execute(&mut *db).await?;
    }
    if let Some(pages) = &text.pages {
        sqlx::query(CLEAR_PAGES).bind(text.number).execute(&mut *db).await?;
        sqlx::query(CLEAR_CONCORDANCE).bind(text.number).execute(&mut *db).await?;
        let (numbers, texts): (Vec<i64>, Vec<&String>) =
            pages.texts.iter().map(|(page, text)| (page, text)).unzip();
        let put = sqlx::query(postgres::PUT_PAGES).bind(text.number).bind(numbers).bind(texts);
        put.execute(&mut *db).await?;
        let (initials, packed): (Vec<String>, Vec<&[u8]>) =
            pages.concordance.iter().map(|part| (part.initial.to_string(), part.packed.as_slice())).unzip();
        let put = sqlx::query(postgres::PUT_PARTS).bind(text.number).bind(initials).bind(packed);
        put.execute(&mut *db).await?;
    }
    let backward: Vec<String> = text.words.iter().map(|(word, _)| word.chars().rev().collect()).collect();
    let (words, readable): (Vec<&String>, Vec<&String>) = text.words.iter().map(|(a, b)| (a, b)).unzip();
    sqlx::query(postgres::LEARN).bind(words).bind(backward).bind(readable).execute(&mut *db).await?;
    Ok(())
}

/// A list as one value for SQLite.
fn list<T: Into<Value>>(items: impl IntoIterator<Item = T>) -> String {
    items.into_iter().map(Into::into).collect::<Value>().to_string()
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
        // What begins with a word is also the word itself.
        if let Some(whole) = ways.first_mut().filter(|_| term.prefix) {
            whole.push_str(spelling.beginning);
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
        assert_eq!(for_sqlite(&query), "(\"lois\" OR \"loi\") AND (\"paix\" *)");
        assert_eq!(for_postgres(&query), "('lois' | 'loi') & ('paix':*)");
    }

    #[test]
    fn signs_of_a_query_language_are_no_query() {
        let query = query_terms("\"a\" OR NEAR( 'b' | !c:* ) *");
        for text in [for_sqlite(&query), for_postgres(&query)] {
            assert!(!text.contains('!') && !text.contains("NEAR("), "{text}");
        }
    }
}
