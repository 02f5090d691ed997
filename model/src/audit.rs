//! The log of what staff did: the words for deeds and what they were done to.

mod subject;

pub use subject::Subject;

use crate::coded::coded;
use crate::id::{PersonId, SpaceId};
use crate::moderation::Motive;
use crate::time::Moment;
coded!(
    /// What was done.
    Deed {
        /// An organisation's page was made.
        OrganizationCreated = "organisation-creee",
        /// An organisation's page was changed.
        OrganizationChanged = "organisation-modifiee",
        /// An organisation's page was published.
        OrganizationPublished = "organisation-publiee",
        /// An organisation's page was hidden.
        OrganizationHidden = "organisation-masquee",
        /// A spreadsheet was imported.
        Imported = "import",
        /// An import was taken back.
        ImportUndone = "import-annule",
        /// Example data was loaded.
        ExampleLoaded = "exemple-charge",
        /// Example data was removed.
        ExampleRemoved = "exemple-retire",
        /// A message or report was marked as dealt with.
        MessageDone = "message-traite",
        /// A message was answered in the organisation's name.
        MessageAnswered = "message-repondu",
        /// An administrator was made.
        AdministratorMade = "administratrice",
        /// An invitation was made.
        InvitationMade = "invitation",
        /// An invitation was withdrawn.
        InvitationWithdrawn = "invitation-retiree",
        /// A request to join was accepted.
        RequestAccepted = "demande-acceptee",
        /// A request to join was refused.
        RequestRefused = "demande-refusee",
        /// A member was taken out of an organisation.
        MemberWithdrawn = "membre-retiree",
        /// A member became focal point, or is one no longer.
        RoleChanged = "role",
        /// Somebody's rights as staff were changed.
        StandingChanged = "droits",
        /// Somebody was shut out.
        ShutOut = "exclusion",
        /// Somebody was let in again.
        LetIn = "readmission",
        /// Somebody's passphrase was replaced by the operator.
        PassphraseReset = "phrase-remplacee",
        /// Two administrators' deed was asked for.
        AgreementAsked = "accord-demande",
        /// The second administrator agreed.
        AgreementGiven = "accord-donne",
        /// The list of people was exported.
        PeopleExported = "liste-exportee",
        /// Who stands behind another first name was told to two administrators.
        AliasOpened = "prenom-ouvert",
        /// A term of the vocabularies was changed.
        TermChanged = "vocabulaire",
        /// A term was added.
        TermAdded = "mot-ajoute",
        /// A term was given another place in the order.
        TermMoved = "mot-deplace",
        /// A term is offered no more.
        TermRetired = "mot-retire",
        /// A term is offered again.
        TermBroughtBack = "mot-repropose",
        /// A term became one with another.
        TermMerged = "mot-fondu",
        /// A document was entered.
        DocumentEntered = "document-entre",
        /// A document was changed.
        DocumentChanged = "document-modifie",
        /// A document was published.
        DocumentPublished = "document-publie",
        /// A document was taken away from its readers.
        DocumentWithdrawn = "document-retire",
        /// A proposal went back to her who made it.
        DocumentGivenBack = "document-rendu",
        /// A draft was thrown away.
        DocumentDiscarded = "document-jete",
        /// A collection was put together, changed or shown.
        CollectionChanged = "dossier-modifie",
        /// A collection was thrown away; its documents stay.
        CollectionDiscarded = "dossier-jete",
        /// A project was entered.
        ProjectEntered = "projet-entre",
        /// A project was changed.
        ProjectChanged = "projet-modifie",
        /// A project was published.
        ProjectPublished = "projet-publie",
        /// A project was taken away from its readers.
        ProjectWithdrawn = "projet-retire",
        /// A draft of a project was thrown away.
        ProjectDiscarded = "projet-jete",
        /// The report of an activity was begun.
        ActivityBegun = "activite-commencee",
        /// A published report was corrected.
        ActivityChanged = "activite-modifiee",
        /// The report of an activity was published.
        ActivityPublished = "activite-publiee",
        /// The report of an activity was taken away from its readers.
        ActivityWithdrawn = "activite-retiree",
        /// A draft of a report was thrown away.
        ActivityDiscarded = "activite-jetee",
        /// A meeting was entered.
        EventEntered = "rencontre-entree",
        /// A meeting was changed.
        EventChanged = "rencontre-modifiee",
        /// A meeting was published.
        EventPublished = "rencontre-publiee",
        /// A meeting was taken away from its readers.
        EventWithdrawn = "rencontre-retiree",
        /// A meeting was cancelled.
        EventCancelled = "rencontre-annulee",
        /// A draft of a meeting was thrown away.
        EventDiscarded = "rencontre-jetee",
        /// A certificate was given by an organisation.
        CertificateGiven = "attestation-donnee",
        /// A certificate was withdrawn by its organisation.
        CertificateWithdrawn = "attestation-retiree",
        /// An article was entered.
        ArticleEntered = "article-entre",
        /// A published article was corrected.
        ArticleChanged = "article-corrige",
        /// An article was published.
        ArticlePublished = "article-publie",
        /// An article was taken away from its readers.
        ArticleWithdrawn = "article-retire",
        /// A proposed article went back to her who made it.
        ArticleGivenBack = "article-rendu",
        /// A draft of an article was thrown away.
        ArticleDiscarded = "article-jete",
        /// An article was put above the others, until a day.
        ArticlePinned = "article-epingle",
        /// An article went back among the others.
        ArticleUnpinned = "article-desepingle",
        /// A campaign was entered.
        CampaignEntered = "campagne-entree",
        /// A published campaign was changed: its words, its pledges, or its sheets of paper.
        CampaignChanged = "campagne-modifiee",
        /// A campaign was published.
        CampaignPublished = "campagne-publiee",
        /// A campaign was taken away from its readers.
        CampaignWithdrawn = "campagne-retiree",
        /// A draft of a campaign was thrown away.
        CampaignDiscarded = "campagne-jetee",
        /// An action plan was entered.
        PlanEntered = "plan-entre",
        /// A published plan was changed: its words, its actions, or how far they are.
        PlanChanged = "plan-modifie",
        /// An action plan was published.
        PlanPublished = "plan-publie",
        /// An action plan was taken away from its readers.
        PlanWithdrawn = "plan-retire",
        /// A draft of an action plan was thrown away.
        PlanDiscarded = "plan-jete",
        /// The photo of sheets of paper was looked at.
        SheetSeen = "feuille-vue",
        /// A FFOM was begun.
        SwotEntered = "ffom-commence",
        /// A published FFOM was changed: what it is about, its lines, or their hands.
        SwotChanged = "ffom-modifie",
        /// A FFOM was published.
        SwotPublished = "ffom-publie",
        /// A FFOM was taken away from its readers.
        SwotWithdrawn = "ffom-retire",
        /// A draft of a FFOM was thrown away.
        SwotDiscarded = "ffom-jete",
        /// A proposal was withdrawn: nobody reads more than its title, and why.
        ProposalWithdrawn = "proposition-retiree",
        /// Why somebody answered a proposal so was taken out of her circle's sight.
        ReasonHidden = "raison-masquee",
        /// A path of training was entered.
        PathEntered = "parcours-entre",
        /// A published path was changed: its words, its lessons, or their quizzes.
        PathChanged = "parcours-modifie",
        /// A path was published.
        PathPublished = "parcours-publie",
        /// A path was taken away from its readers.
        PathWithdrawn = "parcours-retire",
        /// A draft of a path was thrown away.
        PathDiscarded = "parcours-jete",
        /// A space of the forum was made or changed.
        SpaceChanged = "espace-modifie",
        /// Somebody was given a place in a working group.
        SeatGiven = "place-donnee",
        /// Somebody was taken out of a working group.
        SeatTaken = "place-retiree",
        /// Words were made that open a working group.
        GroupWordsMade = "mots-de-groupe",
        /// Words open a working group no longer.
        GroupWordsEnded = "mots-de-groupe-retires",
        /// A space was closed: it is read, nobody writes in it.
        SpaceLocked = "espace-ferme",
        /// A space was opened again.
        SpaceUnlocked = "espace-rouvert",
        /// Time passes between two posts of one person in a space, or no longer.
        SpaceSlowed = "espace-lent",
        /// The words that hold a post back in a space were changed.
        HeldWordsChanged = "mots-retenus",
        /// Time passes between two posts of one person in a topic, or no longer.
        TopicSlowed = "sujet-lent",
        /// A topic was put above the others.
        TopicPinned = "sujet-epingle",
        /// A topic went back among the others.
        TopicUnpinned = "sujet-desepingle",
        /// A topic was closed.
        TopicClosed = "sujet-ferme",
        /// A topic was opened again.
        TopicReopened = "sujet-rouvert",
        /// A topic was hidden.
        TopicHidden = "sujet-masque",
        /// A topic was shown again.
        TopicShown = "sujet-remontre",
        /// A topic was moved to another space.
        TopicMoved = "sujet-deplace",
        /// A moderator gave a topic another title.
        TopicRetitled = "titre-corrige",
        /// A moderator erased the title of a topic and gave it another one.
        TitleErased = "titre-efface",
        /// A moderator marked a reply as the one that answers somebody else's question.
        AnswerMarked = "reponse-marquee",
        /// A moderator took that mark away.
        AnswerUnmarked = "reponse-demarquee",
        /// A topic became one with another.
        TopicMerged = "sujet-reuni",
        /// Posts of a topic became a topic of their own.
        TopicSplit = "sujet-separe",
        /// What a post said before it was corrected is shown to readers no more.
        FormerWithheld = "avant-retenu",
        /// A moderator changed the words of a post.
        PostRetouched = "message-corrige",
        /// An experience was marked as a good practice.
        PracticeMarked = "bonne-pratique",
        /// An experience is a good practice no longer.
        PracticeLifted = "bonne-pratique-levee",
        /// A moderator said in a line what is heard in a recording.
        RecordingCaptioned = "enregistrement-decrit",
        /// A post was hidden.
        PostHidden = "message-masque",
        /// A hidden post was erased for good.
        PostRemoved = "message-efface",
        /// A post was shown again.
        PostShown = "message-remontre",
        /// Nothing was found in a post that readers had pointed at.
        PostKept = "message-garde",
        /// A decision about a post was taken back at once.
        DecisionUndone = "decision-reprise",
        /// Somebody was warned.
        MemberWarned = "avertissement",
        /// Somebody writes nothing for a time, in one space or in all.
        MemberMuted = "silence",
        /// Somebody writes nothing anywhere for a time.
        MemberSuspended = "suspension",
        /// Somebody's sessions were ended.
        SessionsEnded = "sessions-closes",
        /// A measure towards somebody was lifted.
        MeasureLifted = "mesure-levee",
        /// A measure was looked at again and stays.
        MeasureKept = "mesure-maintenue",
        /// An answer to what was said against a measure was taken back at once.
        AnswerUndone = "reponse-reprise",
        /// A note about a member was written.
        NoteWritten = "note-ecrite",
        /// A note about a member was taken away.
        NoteRemoved = "note-retiree",
        /// The settings of the site were changed.
        SettingsChanged = "reglages",
        /// A word went to everybody.
        Announced = "annonce",
    }
);

/// One line of the log, before it is chained to the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: Moment,
    /// Who; nobody when it was the command line.
    pub actor: Option<PersonId>,
    /// What.
    pub deed: Deed,
    /// To what.
    pub subject: Subject,
    /// Why, in her words.
    pub reason: Option<String>,
    /// The space of the forum in whose own log it is told, without names.
    pub space: Option<SpaceId>,
    /// Why, if it is one of the reasons of the list: the only words that a space's log tells.
    pub motive: Option<Motive>,
}

/// One line of the log as it is kept. Deed and subject stay as they were written, so that the chain can be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// Its number, from 1 without gaps.
    pub seq: i64,
    /// When.
    pub at: Moment,
    /// Who.
    pub actor: Option<String>,
    /// The deed's code.
    pub deed: String,
    /// The subject's code.
    pub subject: String,
    /// Why.
    pub reason: Option<String>,
    /// The space in whose log it is told.
    pub space: Option<String>,
    /// The reason of the list.
    pub motive: Option<String>,
    /// SHA-256 over the hash before and this line, in hexadecimal.
    pub hash: String,
}
