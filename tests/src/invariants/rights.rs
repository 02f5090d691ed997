//! Who may do what: the tables of `docs/rights.md` are made of the code that decides it, and only that code makes callers and rights.

use super::sources;
use crate::five::{Who, opens};
use crate::people::{House, root};
use app::door::doors;
use domain::access::{Caller, TwoPeople};
use domain::accounts::AccountStore as _;
use domain::proposals::CircleOf;
use domain::{Error, Platform};
use model::fields::Fields;
use model::forum::Space;
use model::id::OrganizationId;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Set this to write the file instead of comparing it.
const WRITE: &str = "MUSOYA_WRITE_DOCS";
const FILE: &str = "docs/rights.md";
/// What makes rights, and the only places that may call it: the command line, and what stands in for it.
const OPERATOR: &str = concat!("at_the_command_", "line()");
const OPERATORS: [&str; 4] = ["domain/src/access.rs", "server/src/cli/", "server/src/bench/", "tests/src/"];
/// What makes callers of people, and the only place where the site calls it: where sessions are recognised.
const RECOGNISED: &str = concat!("Caller::", "recognised(");
const RECOGNISERS: [&str; 3] =
    ["domain/src/accounts/sessions.rs", "domain/src/access/tests.rs", "tests/src/"];

/// What a right is asked about.
struct About {
    own: OrganizationId,
    space: Space,
    platform: Platform,
}

type Right = (&'static str, &'static str, fn(&Caller, &About) -> bool);

/// The rights of `domain/src/access/rights.rs`, each with what it opens. `TwoPeople` needs a second person.
const RIGHTS: [Right; 13] = [
    ("Oneself", "her own account, and nobody else's", |it, _| open(it.oneself())),
    (
        "Member",
        "what members share: helping another member back in, pointing at what somebody wrote",
        |it, _| open(it.member()),
    ),
    ("Writer", "writing in a space that she reads, while it is not locked", |it, about| {
        open(it.writer(&about.space))
    }),
    ("FocalPoint", "the organisation's page, members, invitations and messages", |it, about| {
        open(it.focal_point(about.own))
    }),
    ("Receiver", "who joins the organisation", |it, about| open(it.receiver(about.own))),
    (
        "Contributor",
        "entering documents, projects, reports and meetings in the organisation's name, and proposing documents",
        |it, about| open(it.contributor(about.own)),
    ),
    (
        "Librarian",
        "what the organisation publishes, and everything that it has in the library and of common work",
        |it, about| open(it.librarian(about.own)),
    ),
    (
        "Host",
        "who comes to the organisation's meetings, and what its groups answered; whoever belongs elsewhere is not told, staff among them",
        |it, about| open(it.host(about.own)),
    ),
    (
        "Voter",
        "the proposals of a circle: a working group in which she has a place, or her organisation; staff of elsewhere have none",
        |it, about| open(it.voter(&CircleOf::Organization(about.own))),
    ),
    ("Moderator", "shutting people out, and letting them in again", |it, _| open(it.moderator())),
    ("SpaceModerator", "what is seen in a space, and what becomes of its topics", |it, about| {
        open(it.space_moderator(&about.space))
    }),
    (
        "Warden",
        "warning, muting and suspending people; whoever moderates single spaces warns and mutes in them",
        |it, _| open(it.warden(None)),
    ),
    ("Administrator", "every organisation, people's rights, the log, words to everybody", |it, _| {
        open(it.administrator())
    }),
];
const TOGETHER: (&str, &str) = ("TwoPeople", "taking along the list of people, opening another first name");

fn open<T>(right: Result<T, Error>) -> bool {
    right.is_ok()
}

const INTRODUCTION: &str = "\
# Who may do what

Made by the test `tests/src/invariants/rights.rs` of the code that decides it; change the code, then run the tests with
`MUSOYA_WRITE_DOCS=1`. Moderator and administrator are seen here in a session that a second factor opened: without one, they
are what the organisation makes of them, to read as well as to do. A moderator of single spaces is a moderator, but lets nobody into an
organisation and shuts nobody out. Everybody here but the visitor belongs to the organisation that the page or the action is about; the
space of the forum is one for members, and not locked. That each page and each other route lets in exactly these is tried by
`tests/src/http/rights.rs` and `tests/src/http/routes.rs`.

Who entered a document may also change it until it is published. Nobody changes her own role, place or standing, whatever right she
has, and nobody takes a measure towards herself or an administrator; towards other staff, administrators alone do. Who was suspended has
the first right of the table and no other until it is over. `with another` stands for two administrators of different organisations
who have both been what they are for 30 days, and who agree, once, and within a day of it
(docs/decisions/0026).
";

struct Tables {
    persons: Vec<(Who, Caller)>,
    about: About,
}

impl Tables {
    async fn of(house: &House) -> Self {
        let own = house.organization("Femmes de Ségou", &[]).await.id;
        let fields = Fields::from([("nom", "Entre nous"), ("public", "membres")]);
        let space = house.platform.make_space(&house.right, &fields).await.unwrap();
        let mut persons = Vec::new();
        for who in Who::FIVE {
            persons.push((who, who.comes(house, own).await));
        }
        Self { persons, about: About { own, space, platform: house.platform.clone() } }
    }

    fn head(&self, first: &str) -> String {
        let names: Vec<&str> = self.persons.iter().map(|(who, _)| who.title()).collect();
        let lines = "---|".repeat(first.matches('|').count() + 1 + names.len());
        format!("| {first} | {} |\n|{lines}\n", names.join(" | "))
    }

    fn marks(&self, may: impl Fn(&Caller) -> bool) -> String {
        self.persons.iter().map(|(_, caller)| if may(caller) { " yes |" } else { " – |" }).collect()
    }

    fn of_right(&self, name: &str, together: &[bool]) -> String {
        if name == TOGETHER.0 {
            return together.iter().map(|may| if *may { " with another |" } else { " – |" }).collect();
        }
        let right = RIGHTS.iter().find(|(right, ..)| *right == name);
        let (.., may) = right.unwrap_or_else(|| panic!("{name} is no right of the table"));
        self.marks(|caller| may(caller, &self.about))
    }

    /// Who of them can be one of two, beside another administrator of another organisation.
    async fn together(&self, house: &House) -> Vec<bool> {
        let other = house.organization("Femmes de Mopti", &[]).await.id;
        let second = house.administrator_of("Kadia", other).await.0;
        let second = house.store.credentials_of(second).await.unwrap().unwrap();
        let now = self.about.platform.clock().now();
        let mut may = Vec::new();
        for (_, caller) in &self.persons {
            let two: Result<TwoPeople, Error> = match (caller.administrator(), caller.person()) {
                (Ok(right), Some(person)) => {
                    let own = house.store.credentials_of(person.id).await.unwrap().unwrap();
                    right.together_with(&own, &second, now)
                }
                _ => Err(Error::NotAllowed),
            };
            may.push(two.is_ok());
        }
        may
    }
}

/// What the stores do for a right alone: the method, what its comment says first, and the right that it demands.
fn actions() -> BTreeMap<String, Vec<(String, String)>> {
    let mut actions: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for (_, text) in sources("domain/src") {
        let mut said = String::new();
        let mut lines = text.lines().map(str::trim);
        while let Some(line) = lines.next() {
            if let Some(words) = line.strip_prefix("///") {
                said.push_str(words);
                continue;
            }
            if let Some(rest) = line.strip_prefix("async fn ") {
                let mut signature = line.to_owned();
                while !signature.ends_with([';', '{']) {
                    signature.push_str(lines.next().expect("the end of a signature"));
                }
                let right = signature.split("right: &").nth(1).and_then(|rest| rest.split([',', ')']).next());
                if let (Some(right), true) = (right, signature.ends_with(';')) {
                    let end = said.find(". ").or_else(|| said.find(';')).unwrap_or(said.len());
                    let sentence = said[..end].trim().trim_end_matches('.').to_owned();
                    let name = rest.split('(').next().unwrap_or_default();
                    actions.entry(right.to_owned()).or_default().push((name.to_owned(), sentence));
                }
            }
            said.clear();
        }
    }
    actions
}

async fn tables() -> String {
    let house = House::on_sqlite().await;
    let tables = Tables::of(&house).await;
    let together = tables.together(&house).await;
    let mut text = format!("{INTRODUCTION}\n## Rights\n\n{}", tables.head("right | what it opens"));
    let row = |text: &mut String, first: String, marks: String| {
        writeln!(text, "| {first} |{marks}").expect("a string");
    };
    let all = RIGHTS.iter().map(|(name, what, _)| (*name, *what)).chain([TOGETHER]);
    for (name, what) in all {
        row(&mut text, format!("{name} | {what}"), tables.of_right(name, &together));
    }
    text.push_str(
        "\n## Actions\n\nWhat the stores do only for whoever holds a right: the method, and what it says of itself. A deed without its \
         right does not\ncompile.\n\n",
    );
    text.push_str(&tables.head("action | what it does | right"));
    for (right, mut deeds) in actions() {
        deeds.sort();
        let marks = tables.of_right(&right, &together);
        for (name, sentence) in deeds {
            row(&mut text, format!("`{name}` | {sentence} | {right}"), marks.clone());
        }
    }
    text.push_str("\n## Pages\n\n`R` stands for a page that can be read, `F` for one with a form.\n\n");
    text.push_str(&tables.head("page | is"));
    for door in doors() {
        let is = if door.post.is_some() { "R F" } else { "R" };
        let marks = tables.marks(|caller| opens(door.open_to, caller, tables.about.own));
        row(&mut text, format!("`{}` | {is}", door.path), marks);
    }
    text
}

#[tokio::test]
async fn the_tables_of_rights_say_what_the_code_does() {
    let made = tables().await;
    let path = root().join(FILE);
    if std::env::var_os(WRITE).is_some_and(|value| !value.is_empty()) {
        std::fs::write(&path, &made).expect("a file that can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == made, "{FILE} is not what the code does: run the tests with {WRITE}=1");
}

#[test]
fn every_right_stands_in_the_table_and_opens_something() {
    let code = std::fs::read_to_string(root().join("domain/src/access/rights.rs")).unwrap();
    let mut declared: Vec<&str> = code.lines().filter_map(|line| line.strip_prefix("pub struct ")).collect();
    let name = |it: &&str| it.trim_end_matches(" {").to_owned();
    declared.sort_unstable();
    let declared: Vec<String> = declared.iter().map(name).collect();
    let mut listed: Vec<String> = RIGHTS.iter().map(|(name, ..)| (*name).to_owned()).collect();
    listed.push(TOGETHER.0.to_owned());
    listed.sort_unstable();
    assert_eq!(declared, listed);
    let demanded: Vec<String> = actions().into_keys().collect();
    assert_eq!(demanded, declared, "the stores demand each of them");
    assert!(actions().values().map(Vec::len).sum::<usize>() > 100);
}

#[test]
fn only_the_command_line_is_the_operator_and_only_a_session_makes_a_caller() {
    let all = ["model", "domain", "store", "app", "frontend", "pocket", "server", "tests", "xtask"];
    for (path, text) in all.iter().flat_map(|name| sources(&format!("{name}/src"))) {
        let may = |places: &[&str]| places.iter().any(|place| path.starts_with(place));
        assert!(!text.contains(OPERATOR) || may(&OPERATORS), "{path} makes itself the operator");
        assert!(!text.contains(RECOGNISED) || may(&RECOGNISERS), "{path} makes a caller of its own");
        // With a function's name instead of a call, or under another name.
        for hidden in ["at_the_command_line;", "::at_the_command_line)", "recognised as", "::recognised)"] {
            assert!(!text.contains(hidden) || path.ends_with("invariants/rights.rs"), "{path}: {hidden}");
        }
    }
    // Outside of `domain/src/access/` the compiler refuses `SignedIn { … }`: its fields are private.
    let signed_in = std::fs::read_to_string(root().join("domain/src/access/signed_in.rs")).unwrap();
    let fields = signed_in.split("pub struct SignedIn {").nth(1).unwrap().split('}').next().unwrap();
    assert!(fields.lines().all(|line| !line.trim_start().starts_with("pub ")), "{fields}");
}
