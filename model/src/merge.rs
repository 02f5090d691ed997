//! Two who changed one thing without knowing of each other: what one of them alone changed is merged, what both did is hers to decide
//! (docs/decisions/0057).

use crate::fields::Fields;

/// What becomes of the two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// What needs no question, as a form would send it.
    pub settled: Fields,
    /// What both changed, each in another way.
    pub differing: Vec<Differing>,
}

/// A field that both changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differing {
    /// Its name.
    pub name: String,
    /// What she says.
    pub hers: Vec<String>,
    /// What stands there.
    pub there: Vec<String>,
}

impl Merged {
    /// `seen` is what stood there when she began; where nobody knows it, whatever differs is asked. What is no part of the thing goes along.
    pub fn of(seen: Option<&Fields>, hers: &Fields, there: &Fields) -> Self {
        let mut names: Vec<&str> = Vec::new();
        for (name, _) in [there].into_iter().chain(seen).flat_map(Fields::pairs) {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        let beside = hers.pairs().iter().filter(|(name, _)| !names.contains(&name.as_str()));
        let mut settled: Vec<(String, String)> = beside.cloned().collect();
        let mut differing = Vec::new();
        for name in names {
            let [own, other] = [hers, there].map(|it| said(it, name));
            let before = seen.map(|it| said(it, name));
            let from = if own == other || before.as_ref() == Some(&own) {
                there
            } else if before.as_ref() == Some(&other) {
                hers
            } else {
                let [hers, there] = [hers, there].map(|it| it.all(name).map(str::to_owned).collect());
                differing.push(Differing { name: name.to_owned(), hers, there });
                continue;
            };
            settled.extend(from.all(name).map(|value| (name.to_owned(), value.to_owned())));
        }
        Self { settled: Fields::new(settled), differing }
    }
}

/// What a field says, whether on several lines or in several values.
fn said(fields: &Fields, name: &str) -> String {
    fields.all(name).collect::<Vec<_>>().join("\n").replace("\r\n", "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEEN: [(&str, &str); 3] = [("fait", "Un puits."), ("aide", "Le chef."), ("du", "2026")];

    fn merged(hers: [(&str, &str); 3], there: [(&str, &str); 3]) -> Merged {
        Merged::of(Some(&Fields::from(SEEN)), &Fields::from(hers), &Fields::from(there))
    }

    #[test]
    fn what_one_of_them_changed_is_merged_and_what_both_did_is_asked() {
        let hers = [("fait", "Deux puits."), ("aide", "Le chef."), ("du", "2026")];
        let there = [("fait", "Un puits."), ("aide", "Le maire."), ("du", "2026")];
        let both = merged(hers, there);
        assert!(both.differing.is_empty());
        assert_eq!(
            [both.settled.get("fait"), both.settled.get("aide"), both.settled.get("du")],
            ["Deux puits.", "Le maire.", "2026"]
        );
        let asked = merged(hers, [("fait", "Trois puits."), ("aide", "Le maire."), ("du", "2026")]);
        assert_eq!(asked.settled.get("aide"), "Le maire.");
        assert!(!asked.settled.has("fait"), "nothing is decided for her");
        let [it] = asked.differing.as_slice() else { panic!("one question: {asked:?}") };
        assert_eq!(
            (it.hers.as_slice(), it.there.as_slice()),
            (&["Deux puits.".to_owned()][..], &["Trois puits.".to_owned()][..])
        );
    }

    #[test]
    fn who_does_not_say_what_she_saw_is_asked_of_whatever_differs() {
        let (hers, there) = ([("texte", "Le mien.")], [("texte", "Le sien.")]);
        let asked = Merged::of(None, &Fields::from(hers), &Fields::from(there));
        assert_eq!(asked.differing.len(), 1);
        assert!(Merged::of(None, &Fields::from(hers), &Fields::from(hers)).differing.is_empty());
    }

    #[test]
    fn an_emptied_field_is_a_change_and_lines_are_values() {
        let emptied = merged([("fait", ""), ("aide", "Le chef."), ("du", "2026")], SEEN);
        assert!(emptied.differing.is_empty() && !emptied.settled.has("fait"), "{emptied:?}");
        let asked = merged(
            [("fait", ""), ("aide", "Le chef."), ("du", "2026")],
            [("fait", "Dix."), SEEN[1], SEEN[2]],
        );
        assert!(asked.differing[0].hers.is_empty());
        let lines = Fields::from([("avec", "AFLED\r\nANFA"), ("geste", "suite")]);
        let values = Fields::from([("avec", "AFLED"), ("avec", "ANFA")]);
        let same = Merged::of(None, &lines, &values);
        assert!(same.differing.is_empty() && same.settled.get("geste") == "suite", "{same:?}");
    }
}
