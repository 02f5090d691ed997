//! A row by the names of its columns, for those that have more of them than a tuple may.

/// Declares `Row`, whose fields are columns of the same names, read alike from both engines. It stands in for sqlx's derived
/// `FromRow`, whose crate of macros would build sqlx a second time.
macro_rules! row {
    ($($column:ident: $kind:ty),+ $(,)?) => {
        pub(super) struct Row {
            $(pub(super) $column: $kind,)+
        }

        impl<'r, R: sqlx::Row> sqlx::FromRow<'r, R> for Row
        where
            &'static str: sqlx::ColumnIndex<R>,
            $($kind: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,)+
        {
            fn from_row(row: &'r R) -> sqlx::Result<Self> {
                Ok(Self { $($column: row.try_get(stringify!($column))?,)+ })
            }
        }
    };
}
pub(crate) use row;
