//! Naming SQL: a constant for each statement and the list of them all.

/// Declares one constant for each statement, and `STATEMENTS`, the list that the tests prepare.
///
/// A limit is written `limit cast($3 as bigint)`: SQLite looks at a bare parameter there while it plans, and plans the statement anew
/// each time another value is bound (`sqlite3ExprIsInteger` in its source), which costs more than reading twenty rows.
macro_rules! statements {
    ($($(#[$meta:meta])* $vis:vis $name:ident = $sql:expr;)+) => {
        $($(#[$meta])* $vis const $name: &str = $sql;)+
        /// Every statement of this file, by name.
        pub(crate) const STATEMENTS: &[(&str, &str)] = &[$((stringify!($name), $name)),+];
    };
}

pub(crate) use statements;
