//! The vocabularies: what administrators changed is kept, and organisations follow.

use crate::people::{House, edit, on_both_engines, sheet};
use domain::Error;
use domain::directory::DirectoryStore;
use model::directory::{Filter, Organization, Scheme, Term, TermId};
use model::failure::{Failure, Problem};
use model::fields::Fields;

fn id(slug: &str) -> TermId {
    TermId(slug.to_owned())
}

/// What one field was refused for; nothing typed is a problem of any other field.
fn refused<T>(result: Result<T, Error>, field: &str) -> Problem {
    match result.err().expect("a refusal").failure() {
        Failure::Invalid { errors } if errors.len() == 1 && errors[0].field == field => {
            errors[0].problem.clone()
        }
        other => panic!("{field}: {other:?}"),
    }
}

impl House {
    /// A term as it is kept, whatever became of it.
    async fn term(&self, slug: &str) -> Term {
        let terms = self.store.terms().await.unwrap();
        terms.into_iter().find(|it| it.id == id(slug)).expect("the term")
    }

    /// The form of a term as it is, with these fields instead.
    async fn form(&self, slug: &str, fields: &[(&str, &str)]) -> Fields {
        let mut form = Fields::default();
        for (name, value) in fields {
            form.push(*name, *value);
        }
        for (name, value) in self.term(slug).await.fields().pairs() {
            if !fields.iter().any(|(given, _)| given == name) {
                form.push(name, value);
            }
        }
        form
    }

    async fn rename(&self, slug: &str, name: &str) -> Result<(), Error> {
        let form = self.form(slug, &[("nom", name)]).await;
        self.platform.edit_term(&self.right, &id(slug), self.term(slug).await.version, &form).await
    }

    async fn retire(&self, slug: &str) -> Result<(), Error> {
        let version = self.term(slug).await.version;
        self.platform.retire_term(&self.right, &id(slug), version, "ne sert plus").await
    }

    async fn merge(&self, slug: &str, into: &str) -> Result<(), Error> {
        let terms = self.store.terms().await.unwrap();
        let version =
            |slug: &str| terms.iter().find(|it| it.id == id(slug)).map_or(1, |it| it.version).to_string();
        let fields = [
            ("par", into),
            ("version", &version(slug)),
            ("version_par", &version(into)),
            ("raison", "la même chose"),
        ];
        self.platform.merge_term(&self.right, &id(slug), &Fields::from(fields)).await
    }

    async fn known_as(&self, slug: &str) -> Organization {
        self.platform.catalogue().await.unwrap().find(slug).expect("the organisation").clone()
    }

    async fn import(&self, csv: &str) -> Result<usize, Problem> {
        let (preview, _) =
            self.platform.import_at_once(&self.right, "mots.csv", csv.as_bytes()).await.unwrap();
        match preview.refusals.first() {
            Some(refusal) => Err(refusal.problem.clone()),
            None => Ok(preview.lines.len()),
        }
    }
}

/// Whether two terms say the same, whatever was marked and counted.
fn same(one: &Term, other: &Term) -> bool {
    *one == Term { version: one.version, ..other.clone() }
}

#[tokio::test]
async fn untouched_terms_follow_the_program_and_what_an_administrator_changed_stays() {
    on_both_engines(async |house| {
        let (platform, right) = (&house.platform, &house.right);
        let reference = house.store.terms().await.unwrap();
        let older = Term { french: "Comme autrefois".to_owned(), ..house.term("paix").await };
        let seen = house.store.terms_version().await.unwrap();
        house.store.put_terms(right, seen, &[older], None).await.unwrap();
        platform.keep_reference_terms(right).await.unwrap();
        let corrected = house.store.terms().await.unwrap();
        assert!(corrected.iter().zip(&reference).all(|(one, other)| same(one, other)));

        house.rename("paix", "Cohésion").await.unwrap();
        house.retire("medias").await.unwrap();
        house.merge("alphabetisation", "education").await.unwrap();
        let added =
            Fields::from([("nom", "Marché hebdomadaire"), ("image", "d-economy"), ("nom_bm", "dɔgɔ")]);
        platform.add_term(right, Scheme::Domain, &added).await.unwrap();
        platform.move_term(right, &id("veuves"), 1, true).await.unwrap();
        // A term that the program brings, with a name that somebody took meanwhile, stays out.
        house.rename("filles", "Jeunes filles").await.unwrap();
        let mut ours = house.store.terms().await.unwrap();
        let version = house.store.directory_version().await.unwrap();
        for _ in 0..2 {
            platform.keep_reference_terms(right).await.unwrap();
        }
        assert_eq!(house.store.terms().await.unwrap(), ours);
        assert_eq!(house.store.directory_version().await.unwrap(), version, "nothing is written for nothing");

        // A correction of the program still reaches what nobody touched, in an order made by hand too.
        let at = ours.iter().position(|it| it.id == id("femmes")).unwrap();
        let older = Term { english: None, ..ours[at].clone() };
        let seen = house.store.terms_version().await.unwrap();
        house.store.put_terms(right, seen, &[older], None).await.unwrap();
        platform.keep_reference_terms(right).await.unwrap();
        ours[at].version += 1;
        assert_eq!(house.store.terms().await.unwrap(), ours);
    })
    .await;
}

#[tokio::test]
async fn the_second_of_two_editors_is_told_and_a_name_is_had_once() {
    on_both_engines(async |house| {
        let (platform, right) = (&house.platform, &house.right);
        let next_door = house.next_door().await;
        let form = house.form("paix", &[("nom", "Leur nom")]).await;
        house.rename("paix", "Mon nom").await.unwrap();
        for platform in [platform, &next_door] {
            let late = platform.edit_term(right, &id("paix"), 1, &form).await;
            assert_eq!(late.unwrap_err().failure(), Failure::Conflict);
            let late = platform.retire_term(right, &id("paix"), 1, "trop tard").await;
            assert_eq!(late.unwrap_err().failure(), Failure::Conflict);
            let late = platform.move_term(right, &id("paix"), 1, true).await;
            assert_eq!(late.unwrap_err().failure(), Failure::Conflict);
        }
        assert_eq!(house.term("paix").await.french, "Mon nom");
        let nowhere = platform.bring_back_term(right, &id("nulle-part"), 1).await;
        assert!(matches!(nowhere, Err(Error::NotFound)));

        for taken in ["  medias et INFORMATION", "Paix"] {
            assert_eq!(refused(house.rename("education", taken).await, "nom"), Problem::TermTaken, "{taken}");
        }
        house.rename("paix", "PAIX").await.unwrap();
        // Another list has its own names.
        let form = Fields::from([("nom", "Paix")]);
        assert_eq!(platform.add_term(right, Scheme::Target, &form).await.unwrap(), id("paix-2"));
        let add = Fields::from([("nom", "Ajouter"), ("image", "d-peace")]);
        assert_eq!(platform.add_term(right, Scheme::Domain, &add).await.unwrap(), id("ajouter-2"));

        // Of several who add one name at the same moment, one does.
        let form = Fields::from([("nom", "Sport"), ("image", "d-training")]);
        let (one, two, three) = tokio::join!(
            platform.add_term(right, Scheme::Domain, &form),
            next_door.add_term(right, Scheme::Domain, &form),
            platform.add_term(right, Scheme::Domain, &form),
        );
        let (added, late): (Vec<_>, Vec<_>) = [one, two, three].into_iter().partition(Result::is_ok);
        assert_eq!((added.len(), late.len()), (1, 2));
        for refusal in late {
            assert_eq!(refused(refusal, "nom"), Problem::TermTaken);
        }
    })
    .await;
}

#[tokio::test]
async fn a_form_says_everything_that_is_wrong_with_it() {
    on_both_engines(async |house| {
        let (platform, right) = (&house.platform, &house.right);
        let wrong = Fields::from([
            ("nom", "A"),
            ("nom_en", &*"x".repeat(81)),
            ("dans", "alphabetisation"),
            ("image", "d-navire"),
            ("cad", "1518"),
        ]);
        let errors = platform.add_term(right, Scheme::Domain, &wrong).await.unwrap_err().failure();
        let Failure::Invalid { errors } = errors else { panic!("{errors:?}") };
        let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["nom", "nom_en", "dans", "image", "cad"]);
        let form = house.form("education", &[("dans", "paix")]).await;
        let below = platform.edit_term(right, &id("education"), 1, &form).await;
        assert_eq!(refused(below, "dans"), Problem::HasNarrower);
        let form = house.form("paix", &[("dans", "paix")]).await;
        let itself = platform.edit_term(right, &id("paix"), 1, &form).await;
        assert_eq!(refused(itself, "dans"), Problem::SameTerm);
        let version = house.store.terms_version().await.unwrap();
        let same = house.form("paix", &[]).await;
        platform.edit_term(right, &id("paix"), 1, &same).await.unwrap();
        assert_eq!(house.store.terms_version().await.unwrap(), version, "nothing changed");
        let form = house.form("paix", &[("dans", "education"), ("image", "")]).await;
        platform.edit_term(right, &id("paix"), 1, &form).await.unwrap();
        let paix = house.term("paix").await;
        assert_eq!(
            (paix.parent, paix.icon.as_str(), paix.edited),
            (Some(id("education")), "d-education", true)
        );
    })
    .await;
}

#[tokio::test]
async fn a_retired_term_stays_where_it_is_used_and_is_chosen_by_nobody_else() {
    on_both_engines(async |house| {
        let (platform, right) = (&house.platform, &house.right);
        let with = house
            .organization("Avec", &[("domaines", "medias"), ("domaines", "radios-communautaires")])
            .await;
        house.organization("Sans", &[]).await;
        let wordless = platform.retire_term(right, &id("medias"), 1, "  ").await;
        assert_eq!(refused(wordless, "raison"), Problem::Required);
        let before = house.store.directory_version().await.unwrap();
        house.retire("medias").await.unwrap();
        assert!(house.store.directory_version().await.unwrap() > before);
        let catalogue = platform.catalogue().await.unwrap();
        assert!(
            !catalogue.terms().offered(Scheme::Domain).any(|it| it.french.contains("adio")),
            "nor what is below"
        );
        assert_eq!(house.known_as("avec").await.terms, with.terms);
        let kept = edit(platform, right, "avec", 1, &sheet("Avec", &[("domaines", "medias")])).await.unwrap();
        assert_eq!(kept.terms, [id("medias")]);
        let gone = || Problem::TermRetired { value: "medias".to_owned() };
        let other = edit(platform, right, "sans", 1, &sheet("Sans", &[("domaines", "medias")])).await;
        assert_eq!(refused(other, "domaines"), gone());
        assert_eq!(house.import("nom;domaines\nSans;medias").await, Err(gone()));
        assert_eq!(house.import("nom;domaines\nAvec;medias").await, Ok(1));
        platform.bring_back_term(right, &id("medias"), 2).await.unwrap();
        assert_eq!(house.import("nom;domaines\nSans;Médias et information").await, Ok(1));
        assert_eq!(house.known_as("sans").await.terms, [id("medias")]);

        // One domain stays, whatever is below or beside it.
        let roots: Vec<TermId> = catalogue.terms().roots(Scheme::Domain).map(|it| it.id.clone()).collect();
        let (last, others) = roots.split_last().unwrap();
        for other in others {
            house.retire(other.as_str()).await.unwrap();
        }
        assert_eq!(refused(house.retire(last.as_str()).await, "raison"), Problem::LastDomain);
        let targets = house.store.terms().await.unwrap();
        for target in targets.iter().filter(|it| it.scheme == Scheme::Target) {
            house.retire(target.id.as_str()).await.unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn when_one_term_replaces_another_everything_follows() {
    on_both_engines(async |house| {
        let (platform, right) = (&house.platform, &house.right);
        house.organization("Une", &[("domaines", "paix")]).await;
        house.organization("Deux", &[("domaines", "paix"), ("domaines", "droits-humains")]).await;
        house.organization("Trois", &[("domaines", "alphabetisation")]).await;
        let merger = platform.merger(right, &id("paix"), "droits-humains").await.unwrap();
        assert_eq!((merger.organizations, merger.both, merger.narrower), (2, 1, 0));
        house.merge("paix", "droits-humains").await.unwrap();
        assert_eq!(house.known_as("une").await.terms, [id("droits-humains")]);
        assert_eq!(house.known_as("deux").await.terms, [id("droits-humains")]);
        let catalogue = platform.catalogue().await.unwrap();
        let (filter, ignored) = Filter::parse(&Fields::from([("domaine", "paix")]), catalogue.terms());
        assert!(ignored.is_empty() && catalogue.browse(&filter).total == 2, "an old address finds them");
        assert_eq!(house.import("nom;type;domaines\nQuatre;reseau;paix | droits-humains").await, Ok(1));
        assert_eq!(house.known_as("quatre").await.terms, [id("droits-humains")]);

        // What was joined before follows once more, and narrower terms go along.
        house.merge("droits-humains", "education").await.unwrap();
        assert_eq!(house.known_as("une").await.terms, [id("education")]);
        house.merge("education", "sante-reproductive").await.unwrap();
        let catalogue = platform.catalogue().await.unwrap();
        assert_eq!(catalogue.terms().root_of(&id("alphabetisation")), &id("sante-reproductive"));
        assert_eq!(catalogue.terms().narrower(&id("sante-reproductive")).count(), 4);
        assert_eq!(house.known_as("une").await.terms, [id("sante-reproductive")]);
        let gone = house.rename("paix", "De retour").await;
        assert_eq!(gone.unwrap_err().failure(), Failure::Conflict);
        let again = Fields::from([("nom", "Paix"), ("image", "d-peace")]);
        assert_eq!(
            refused(platform.add_term(right, Scheme::Domain, &again).await, "nom"),
            Problem::TermTaken
        );

        // An import from before is taken back: what it brings back means the term that stayed.
        let unknown = |value: &str| Problem::UnknownValue { value: value.to_owned() };
        for (from, into, problem) in [
            ("medias", "medias", Problem::SameTerm),
            ("medias", "radios-communautaires", Problem::IntoNarrower),
            ("medias", "maraichage", Problem::HasNarrower),
            ("medias", "", Problem::Required),
            ("medias", "nulle-part", unknown("nulle-part")),
            ("medias", "veuves", unknown("veuves")),
        ] {
            assert_eq!(refused(house.merge(from, into).await, "par"), problem, "{from} into {into}");
            assert_eq!(refused(platform.merger(right, &id(from), into).await, "par"), problem);
        }
        house.merge("radios-communautaires", "medias").await.unwrap();
        house.retire("veuves").await.unwrap();
        let retired = Problem::TermRetired { value: "veuves".to_owned() };
        assert_eq!(refused(house.merge("femmes", "veuves").await, "par"), retired);
        // Who saw another state of one of the two is told.
        house.rename("femmes", "Toutes les femmes").await.unwrap();
        let late = Fields::from([("par", "femmes"), ("version", "1"), ("version_par", "1"), ("raison", "x")]);
        let late = platform.merge_term(right, &id("filles"), &late).await;
        assert_eq!(late.unwrap_err().failure(), Failure::Conflict);
        let log = platform.audit(right, None).await.unwrap();
        let words: Vec<_> = log.iter().take(3).map(|it| (it.deed.as_str(), it.subject.as_str())).collect();
        assert_eq!(
            words,
            [
                ("vocabulaire", "term:femmes"),
                ("mot-retire", "term:veuves"),
                ("mot-fondu", "term:radios-communautaires")
            ]
        );
        assert_eq!(
            log[2].reason.as_deref(),
            Some("Radios communautaires → Médias et information. la même chose")
        );
    })
    .await;
}

#[tokio::test]
async fn an_import_that_is_taken_back_brings_no_term_back_that_another_replaced() {
    on_both_engines(async |house| {
        house.organization("Une", &[("domaines", "paix")]).await;
        assert_eq!(house.import("nom;domaines\nUne;medias").await, Ok(1));
        house.merge("paix", "education").await.unwrap();
        let imports = house.platform.imports(&house.right).await.unwrap();
        house.platform.undo_last_import(&house.right, imports[0].id).await.unwrap();
        assert_eq!(house.known_as("une").await.terms, [id("education")]);
    })
    .await;
}

#[tokio::test]
async fn the_order_is_the_administrators() {
    on_both_engines(async |house| {
        let order = async |scheme| -> Vec<String> {
            let catalogue = house.platform.catalogue().await.unwrap();
            catalogue.terms().roots(scheme).map(|it| it.id.0.clone()).collect()
        };
        let before = order(Scheme::Domain).await;
        let step = async |slug: &str, up: bool| {
            let version = house.term(slug).await.version;
            house.platform.move_term(&house.right, &id(slug), version, up).await.unwrap();
        };
        step(&before[0], true).await;
        assert_eq!(order(Scheme::Domain).await, before, "nothing stands above the first");
        step(&before[2], true).await;
        step(&before[2], true).await;
        let mut wanted = before.clone();
        wanted[..3].rotate_right(1);
        assert_eq!(order(Scheme::Domain).await, wanted);
        step(&wanted[0], false).await;
        wanted.swap(0, 1);
        assert_eq!(order(Scheme::Domain).await, wanted);
        let log = house.platform.audit(&house.right, None).await.unwrap();
        assert_eq!(log.iter().filter(|line| line.deed == "mot-deplace").count(), 3);
        house.platform.keep_reference_terms(&house.right).await.unwrap();
        assert_eq!(order(Scheme::Domain).await, wanted);
    })
    .await;
}
