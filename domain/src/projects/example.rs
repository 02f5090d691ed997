//! Example projects and activities: public facts with their source's date, and invented ones that say *(exemple)*.

use crate::access::{Administrator, Librarian};
use crate::error::Error;
use crate::platform::Platform;
use model::audit::{Deed, Subject};
use model::fields::Fields;
use model::projects::{Activity, Project, Swot};

/// `= projet | publisher | title`, `= activite | …` or `= ffom | …`; `key = value` and `@key` with what stands below it, as the forms have them.
const WORKS: &str = include_str!("../../data/example-projects.txt");

impl Platform {
    /// Loads the example projects and activities of the example organisations, unless there are any; says how many there are.
    ///
    /// # Errors
    /// `Internal` if one does not pass the forms' own checks, `Store`.
    pub async fn load_example_works(&self, right: &Administrator) -> Result<usize, Error> {
        let works = self.works().await?;
        if works.projects().any(|it| it.example) || works.activities().any(|it| it.example) {
            return Ok(0);
        }
        let mut count = 0;
        for (head, body) in parts(WORKS) {
            let [kind, publisher, title] = head.split(" | ").collect::<Vec<_>>()[..] else {
                return Err(wrong_example(head));
            };
            let catalogue = self.catalogue().await?;
            let Some(publisher) = catalogue.find(publisher).filter(|it| it.example) else { continue };
            let librarian = right.librarian_of(publisher.id);
            let fields = example_fields(title, body);
            let loaded = match kind {
                "projet" => self.load_example_project(&librarian, &fields).await,
                "ffom" => self.load_example_swot(&librarian, &fields).await,
                _ => self.load_example_activity(&librarian, &fields).await,
            };
            loaded.map_err(|error| {
                if error.disaster().is_some() { error } else { wrong_example(&format!("{title}: {error}")) }
            })?;
            count += 1;
        }
        self.works.doubt();
        Ok(count)
    }

    async fn load_example_project(&self, librarian: &Librarian, fields: &Fields) -> Result<(), Error> {
        let entered = self.enter_project(&librarian.contributor(), fields).await?;
        let version = entered.version;
        let project = Project { published: true, example: true, version: version + 1, ..entered };
        let log = self.entry(librarian.person(), Deed::ProjectPublished, Subject::Project(project.id));
        self.stores.projects.publish_project(librarian, &project, version, &log).await?;
        // The next ones may be a part of it.
        self.works.doubt();
        Ok(())
    }

    async fn load_example_swot(&self, librarian: &Librarian, fields: &Fields) -> Result<(), Error> {
        let right = librarian.contributor();
        let begun = self.begin_swot(&right, fields).await?;
        let mut content = begun.content;
        // `@mains` says how many hands were raised: a number for each line, in their order.
        let hands = fields.get("mains").split_whitespace().map(|it| it.parse().ok());
        for (line, hands) in content.lines.iter_mut().zip(hands) {
            line.hands = hands;
        }
        let version = begun.version;
        let swot = Swot { content, published: true, example: true, version: version + 1, ..begun };
        let log = self.entry(librarian.person(), Deed::SwotPublished, Subject::Swot(swot.id));
        self.stores.swots.publish_swot(librarian, &swot, version, &log).await?;
        self.swots.doubt();
        Ok(())
    }

    /// Public facts are told as far as they are known: a date that no source gives is left out.
    async fn load_example_activity(&self, librarian: &Librarian, fields: &Fields) -> Result<(), Error> {
        let begun = self.begin_report(&librarian.contributor(), fields).await?;
        let version = begun.version;
        let activity = Activity { published: true, example: true, version: version + 1, ..begun };
        let log = self.entry(librarian.person(), Deed::ActivityPublished, Subject::Activity(activity.id));
        Ok(self.stores.projects.publish_activity(librarian, &activity, version, &log).await?)
    }
}

/// The first line of each example of a file, and what stands below it.
pub fn parts(file: &str) -> impl Iterator<Item = (&str, &str)> {
    let parts = file.split("\n= ").map(|it| it.trim_start_matches("= "));
    parts.map(|part| part.split_once('\n').unwrap_or((part, "")))
}

/// The form that the lines of an example fill in.
pub fn example_fields(title: &str, body: &str) -> Fields {
    let (lines, blocks) = match body.find("\n@") {
        Some(at) => body.split_at(at),
        None => (body, ""),
    };
    let mut fields = Fields::from([("titre", title)]);
    for (name, value) in lines.lines().filter_map(|line| line.split_once(" =")) {
        // Domains stand on one line.
        let values = if name == "domaines" { value.split(", ").collect() } else { vec![value] };
        values.into_iter().for_each(|it| fields.push(name, it.trim()));
    }
    for block in blocks.split("\n@").skip(1) {
        let (name, text) = block.split_once('\n').unwrap_or((block, ""));
        fields.push(name, text.trim());
    }
    fields
}

/// That example data does not pass the forms’ own checks.
pub fn wrong_example(text: &str) -> Error {
    Error::Internal(format!("example data: {text}").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_an_example_are_a_form() {
        let form = example_fields(
            "Un titre",
            "statut = termine\ncible =\ndomaines = paix, medias\n@description\nUn.\n\nDeux.\n@publics\nToutes.",
        );
        assert_eq!(
            (form.get("titre"), form.get("statut"), form.get("publics")),
            ("Un titre", "termine", "Toutes.")
        );
        assert_eq!(form.all("domaines").collect::<Vec<_>>(), ["paix", "medias"]);
        assert_eq!(form.get("description"), "Un.\n\nDeux.");
        assert!(form.has("cible"), "an empty column keeps the others beside it in their rows");
    }
}
