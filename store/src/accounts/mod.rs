//! People, their sessions and their places in organisations.

mod addresses;
mod factors;
mod members;
mod passkeys;
mod people;
mod recoveries;
mod requests;
mod rows;
mod sessions;
mod standing;

pub(crate) use people::read_settings;
pub(crate) use rows::{StandingRow, standings};
pub(crate) use standing::EVERYBODY;

use model::accounts::{Affiliation, DisplayName, Icon, Moderates, Person, Role};
use model::id::{OrganizationId, PersonId};

/// The statements of these files.
pub(crate) const ALL_STATEMENTS: &[&[(&str, &str)]] = &[
    addresses::STATEMENTS,
    factors::STATEMENTS,
    members::STATEMENTS,
    passkeys::STATEMENTS,
    people::STATEMENTS,
    recoveries::STATEMENTS,
    requests::STATEMENTS,
    sessions::STATEMENTS,
    standing::STATEMENTS,
];

/// The columns that make a person, with one row for each of her organisations.
macro_rules! person_columns {
    () => {
        "p.id, p.name, p.icon, p.administrator, p.moderates, a.organization_id, a.role"
    };
}
/// Where they come from.
macro_rules! person_tables {
    () => {
        "from person p left join affiliation a on a.person_id = p.id"
    };
}
pub(crate) use {person_columns, person_tables};

/// A row of these columns.
pub(crate) type PersonRow = (String, String, String, i64, String, Option<String>, Option<String>);

/// The person of her first row.
pub(crate) fn person(row: &PersonRow) -> Option<Person> {
    let (id, name, icon, administrator, moderates, ..) = row;
    Some(Person {
        id: PersonId::parse(id)?,
        name: DisplayName::parse(name).ok()?,
        icon: Icon::parse(icon).unwrap_or(Icon::Calabash),
        administrator: *administrator != 0,
        moderates: Moderates::read(moderates),
        affiliations: Vec::new(),
    })
}

/// What a row says about one of her organisations.
pub(crate) fn affiliation(organization: Option<&String>, role: Option<&String>) -> Option<Affiliation> {
    Some(Affiliation {
        organization: OrganizationId::parse(organization?)?,
        role: Role::parse(role?).unwrap_or(Role::Member),
    })
}

/// People of rows that are ordered by person.
pub(crate) fn people(rows: &[PersonRow]) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    for row in rows {
        let is_known = people.last().is_some_and(|last| last.id.to_string() == row.0);
        if !is_known {
            people.extend(person(row));
        }
        if let (Some(last), Some(affiliation)) =
            (people.last_mut(), affiliation(row.5.as_ref(), row.6.as_ref()))
            && last.id.to_string() == row.0
        {
            last.affiliations.push(affiliation);
        }
    }
    people
}

/// Writes a new person in the transaction `$tx` of either engine; used inside `writing!`.
macro_rules! adding_person {
    ($tx:ident, $new:expr) => {{
        use $crate::accounts::people;
        let new: &domain::accounts::NewPerson = $new;
        let settings = serde_json::to_string(&new.settings).unwrap_or_default();
        sqlx::query(people::ADD)
            .bind(new.person.id.to_string())
            .bind(new.person.name.as_str())
            .bind(&new.folded_name)
            .bind(&new.skeleton)
            .bind(&new.passphrase_hash)
            .bind(i64::from(new.person.administrator))
            .bind(new.person.icon.code())
            .bind(settings)
            .bind(new.joined_at.0)
            .bind(new.settled_since.0)
            .execute(&mut *$tx)
            .await?;
        if let Some(email) = &new.email {
            sqlx::query($crate::accounts::addresses::WISH)
                .bind(new.person.id.to_string())
                .bind(email.as_str())
                .bind(new.joined_at.0)
                .execute(&mut *$tx)
                .await?;
        }
    }};
}
pub(crate) use adding_person;
