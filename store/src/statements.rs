//! Naming SQL: a constant for each statement and the list of them all.

/// Declares one constant for each statement, and `STATEMENTS`, the list that the tests prepare.
macro_rules! statements {
    ($($(#[$meta:meta])* $vis:vis $name:ident = $sql:expr;)+) => {
        $($(#[$meta])* $vis const $name: &str = $sql;)+
        /// Every statement of this file, by name.
        pub(crate) const STATEMENTS: &[(&str, &str)] = &[$((stringify!($name), $name)),+];
    };
}

pub(crate) use statements;
