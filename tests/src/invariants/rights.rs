//! Who may do what: the table of `docs/rights.md` is made of the code that decides it.

use crate::callers::surely;
use crate::people::{House, root};
use app::door::{OpenTo, doors};
use domain::Error;
use domain::access::Caller;
use model::accounts::{Moderates, Person, Role};
use model::id::OrganizationId;
use std::fmt::Write as _;

/// Set this to write the file instead of comparing it.
const WRITE: &str = "MUSOYA_WRITE_DOCS";
const FILE: &str = "docs/rights.md";

type Right = (&'static str, &'static str, fn(&Caller, OrganizationId) -> bool);

/// The rights of `domain/src/access.rs`, each with what it opens.
const RIGHTS: [Right; 9] = [
    ("oneself", "her own account, and nobody else's", |it, _| open(it.oneself())),
    ("member", "what members share: helping another member back in", |it, _| open(it.member())),
    ("focal point", "the organisation's page, members, invitations and messages", |it, own| {
        open(it.focal_point(own))
    }),
    ("receiver", "who joins the organisation", |it, own| open(it.receiver(own))),
    ("contributor", "entering documents in the organisation's name, and proposing them", |it, own| {
        open(it.contributor(own))
    }),
    ("librarian", "what the organisation publishes, and everything that it has in the library", |it, own| {
        open(it.librarian(own))
    }),
    ("moderator", "shutting people out, and letting them in again", |it, _| open(it.moderator())),
    (
        "warden",
        "warning, muting and suspending people; whoever moderates single spaces warns and mutes in them",
        |it, _| open(it.warden(None)),
    ),
    ("administrator", "every organisation, people's rights, the log, words to everybody", |it, _| {
        open(it.administrator())
    }),
];

fn open<T>(right: Result<T, Error>) -> bool {
    right.is_ok()
}

/// The five persons, all but the first with both their keys; they belong to the organisation of the table.
async fn five(house: &House, own: OrganizationId) -> [(&'static str, Caller); 5] {
    let member = house.member("Mariam", own, Role::Member).await;
    let focal_point = house.member("Fanta", own, Role::FocalPoint).await;
    let moderator = Person { moderates: Moderates::Everything, ..member.clone() };
    let administrator = Person { administrator: true, ..member.clone() };
    [
        ("visitor", Caller::Visitor),
        ("member", surely(member)),
        ("focal point", surely(focal_point)),
        ("moderator", surely(moderator)),
        ("administrator", surely(administrator)),
    ]
}

/// Whether a door of this kind opens to her.
fn opens(open_to: OpenTo, caller: &Caller, own: OrganizationId) -> bool {
    match open_to {
        OpenTo::Visitor => true,
        OpenTo::Oneself => caller.oneself().is_ok(),
        OpenTo::Member => caller.member().is_ok(),
        OpenTo::FocalPoint => caller.focal_point(own).is_ok(),
        OpenTo::Receiver => caller.receiver(own).is_ok(),
        OpenTo::Contributor => caller.contributor(own).is_ok(),
        OpenTo::Editor | OpenTo::Librarian => caller.librarian(own).is_ok(),
        OpenTo::Moderator => caller.moderator().is_ok(),
        OpenTo::Administrator => caller.administrator().is_ok(),
    }
}

const INTRODUCTION: &str = "\
# Who may do what

Made by the test `tests/src/invariants/rights.rs` of the code that decides it; change the code, then run the tests with
`MUSOYA_WRITE_DOCS=1`. Moderator and administrator are seen here in a session that a second factor opened: without one, they
are what the organisation makes of them. A moderator of single spaces is a moderator, but lets nobody into an organisation and
shuts nobody out. Everybody here but the visitor belongs to the organisation that the page is about.

Who entered a document may also change it until it is published.

Three rules are no column. Nobody changes her own standing, and nobody takes a measure towards herself or an administrator; towards
other staff, administrators alone do. Who was suspended has the first right of the table and no other until it is over. The list of all
people leaves the site, and who speaks under another first name is told, only if two administrators of different organisations agree,
once, and within a day of it (`TwoPeople` in `domain/src/access.rs`).
";

fn marks(persons: &[(&str, Caller); 5], may: impl Fn(&Caller) -> bool) -> String {
    persons.iter().map(|(_, caller)| if may(caller) { " yes |" } else { " – |" }).collect()
}

async fn table() -> String {
    let house = House::on_sqlite().await;
    let own = house.organization("Femmes de Ségou", &[]).await.id;
    let persons = five(&house, own).await;
    let names: Vec<&str> = persons.iter().map(|(name, _)| *name).collect();
    let head =
        |first: &str| format!("| {first} | {} |\n|---|{}\n", names.join(" | "), "---|".repeat(names.len()));
    let mut text = format!(
        "{INTRODUCTION}\n## Rights\n\n{}",
        head("right | what it opens").replacen("|---|", "|---|---|", 1)
    );
    for (name, what, may) in RIGHTS {
        writeln!(text, "| {name} | {what} |{}", marks(&persons, |caller| may(caller, own)))
            .expect("a string");
    }
    text.push_str("\n## Pages\n\n`R` stands for a page that can be read, `F` for one with a form.\n\n");
    text.push_str(&head("page | is").replacen("|---|", "|---|---|", 1));
    for door in doors() {
        let is = if door.post.is_some() { "R F" } else { "R" };
        let marks = marks(&persons, |caller| opens(door.open_to, caller, own));
        writeln!(text, "| `{}` | {is} |{marks}", door.path).expect("a string");
    }
    text
}

#[tokio::test]
async fn the_table_of_rights_says_what_the_code_does() {
    let made = table().await;
    let path = root().join(FILE);
    if std::env::var_os(WRITE).is_some_and(|value| !value.is_empty()) {
        std::fs::write(&path, &made).expect("a file that can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == made, "{FILE} is not what the code does: run the tests with {WRITE}=1");
}
