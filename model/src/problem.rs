//! Why a value was refused: codes, each of which becomes a sentence on the screen.

use serde::{Deserialize, Serialize};

/// Why a value was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum Problem {
    /// Nothing was entered.
    Required,
    /// What cannot be taken back was not confirmed.
    NotConfirmed,
    /// Fewer characters than needed.
    TooShort {
        /// The fewest characters that are accepted.
        min: usize,
    },
    /// More characters than kept.
    TooLong {
        /// The most characters that are accepted.
        max: usize,
    },
    /// More values than kept.
    TooManyValues {
        /// The most values that are accepted.
        max: usize,
    },
    /// Fewer values than needed.
    TooFewValues {
        /// The fewest values that are accepted.
        min: usize,
    },
    /// Not an `http` or `https` address.
    NotAWebAddress,
    /// Not a telephone number.
    NotAPhoneNumber {
        /// What was entered: several numbers stand in one field.
        value: String,
    },
    /// Not a year in the accepted range.
    NotAYear {
        /// The first accepted year.
        min: i32,
        /// The last accepted year.
        max: i32,
    },
    /// Not a day of the calendar.
    NotADay,
    /// A day that has not come yet.
    InTheFuture,
    /// A day that is over already.
    InThePast,
    /// A day that lies more than a year ahead.
    TooFarAway,
    /// Something that not everybody may see.
    NotForEverybody,
    /// A number outside its range.
    NotInRange {
        /// The smallest that is accepted.
        min: i64,
        /// The largest that is accepted.
        max: i64,
    },
    /// Not an e-mail address.
    NotAnEmail,
    /// A name that holds a telephone number.
    LooksLikeAPhone,
    /// A name that holds an e-mail address.
    LooksLikeAnAddress,
    /// Nobody replies to this topic any more: it was closed, moved out of reach or hidden.
    TopicClosed,
    /// She writes nothing here until this moment: moderators decided so.
    Muted {
        /// Until when, in Unix milliseconds.
        until: i64,
    },
    /// She writes nothing anywhere until this moment.
    Suspended {
        /// Until when, in Unix milliseconds.
        until: i64,
    },
    /// The topic became one with another, where her words would go now.
    TopicMerged,
    /// A topic cannot become one with itself.
    IntoItself,
    /// An experience stays a topic of its own.
    SheetStays,
    /// A hidden topic stays one of its own.
    HiddenStays,
    /// A topic with a poll stays one of its own.
    PollStays,
    /// No topic of this number that is open to this.
    UnknownTopic,
    /// The title is the one that the topic has.
    SameTitle,
    /// All posts were chosen, or the one that opens the topic, or none.
    NotThesePosts,
    /// The first of the chosen posts was erased or is hidden.
    OpensWithNothing,
    /// Nothing that can be read would stay.
    LeavesNothing,
    /// Not an instant of a recording.
    NotAnInstant {
        /// How many minutes a recording lasts at most.
        max: u32,
    },
    /// Two answers of a poll that differ in capitals or accents alone.
    SameAnswer {
        /// The one.
        one: String,
        /// The other.
        other: String,
    },
    /// Time passes between two posts of one person here, and it has not.
    TooSoon {
        /// How many seconds are left.
        seconds: i64,
    },
    /// Nobody votes in this poll any more: its time is over, or it was closed.
    PollClosed,
    /// Nobody answers this proposal any more: its time is over, or it was withdrawn.
    ProposalClosed,
    /// Who blocks says why.
    BlockNeedsReason,
    /// A moment that is too near or too far for a proposal to close.
    ClosesTooSoonOrLate {
        /// How many hours it stays open at least.
        hours: i64,
        /// How many days at most.
        days: i64,
    },
    /// She wrote much in a short time.
    TooManyPosts {
        /// How many minutes are left.
        minutes: i64,
    },
    /// She wrote the same words a moment ago.
    SaidAlready,
    /// More links than a newcomer's post carries.
    TooManyLinks {
        /// The most.
        max: usize,
    },
    /// A form that was sent before anybody can have filled it in.
    TooFast,
    /// A field that is for nobody.
    LeaveEmpty,
    /// She points at too many posts, or at too many in which nothing was found.
    TooManyFlags,
    /// Nobody speaks under another first name in this space.
    NoAliasHere,
    /// This post does not exist, or is not written under another first name.
    NotUnderAlias,
    /// A name without any letter.
    NoLetter,
    /// A name that cannot be told apart from somebody else's.
    TooAlike,
    /// A passphrase that is among the first that anybody would try.
    EasyToGuess,
    /// The two passphrases differ.
    NotTheSame,
    /// The passphrase in use is another one.
    WrongPassphrase,
    /// A code that is not, or no longer, good.
    WrongCode,
    /// Not what stands on a certificate.
    NotACertificateCode,
    /// A slip of nobody who registered for this meeting.
    UnknownSlip,
    /// A slip of somebody who waits for a place.
    WaitsForAPlace,
    /// A slip of another meeting.
    SlipOfAnotherMeeting,
    /// A meeting that has not begun, or was called off.
    MeetingNotOn,
    /// A passkey that was not recognised, whatever the reason.
    WrongPasskey,
    /// Two vouchers who came through each other, or through the same person, too short a time ago.
    VouchersTooClose,
    /// An invitation that is unknown, used up, over or withdrawn.
    InvitationOver,
    /// Words of a working group that are unknown, used up, over or withdrawn.
    GroupWordsOver,
    /// An invitation that she made herself.
    OwnInvitation,
    /// Organisations cannot be asked now.
    RequestsClosed,
    /// Nobody has that name, or she cannot be asked.
    UnknownPerson,
    /// Neither yes nor no.
    NotYesOrNo,
    /// Not one of the choices.
    UnknownValue {
        /// What was given.
        value: String,
    },
    /// No such region or commune.
    UnknownPlace {
        /// What was given.
        value: String,
    },
    /// Several communes have that name.
    AmbiguousPlace {
        /// What was given.
        value: String,
    },
    /// There are communes of that name, in other regions.
    PlaceElsewhere {
        /// What was given.
        value: String,
        /// The names of those regions.
        regions: String,
    },
    /// Neither a year nor a month nor a day of the calendar.
    NotADate,
    /// A year where a month or a day is needed.
    OnlyAYear,
    /// An end that lies before its beginning.
    EndBeforeBegin,
    /// A step that lies after the end.
    AfterTheEnd,
    /// Not an hour of the day.
    NotAnHour,
    /// A meeting of more than sixty days.
    LastsTooManyDays,
    /// Neither where it is nor where one joins from afar.
    PlaceOrLink,
    /// Nobody registers any more: it is over, was cancelled, or takes no registrations.
    RegistrationClosed,
    /// Two periods of one indicator that share a day.
    PeriodsOverlap,
    /// Not the three letters of a currency.
    NotACurrency,
    /// It would make a project a part of itself.
    PartOfItself,
    /// Another project of the organisation has that reference.
    ReferenceTaken,
    /// Another line says that in the same words.
    SaidByAnotherLine,
    /// Of an organisation for which she does not decide.
    NotYours,
    /// The lines about one thing say different things in this column.
    LinesDisagree,
    /// Two lines of a file are about the same thing.
    LineTwice,
    /// What was counted in more detail is not changed by a sum.
    UseDetail,
    /// A domain that does not stand below the one beside it.
    NotInDomain,
    /// Several projects are called so.
    SeveralCalledSo,
    /// What everybody reads already and would not add up any more: it is refused.
    MustAddUp {
        /// What the counts make.
        counted: u32,
        /// What was said.
        said: u32,
    },
    /// Counts that make another sum than the one that was said.
    DoesNotAddUp {
        /// What they make.
        counted: u32,
        /// What was said.
        said: u32,
    },
    /// A circle, or she, has as many proposals as there may be.
    TooManyProposals {
        /// How many of one person are open at most.
        own: i64,
        /// How many she makes in a day.
        day: i64,
        /// How many are open in one circle.
        all: i64,
    },
    /// She has as many drafts as she may have.
    TooManyDrafts {
        /// The most that one person may have.
        max: usize,
    },
    /// Nobody writes in this space for now, or she does no longer.
    SpaceClosed,
    /// Another organisation has that name.
    Taken,
    /// It would make an organisation its own parent.
    Circular,
    /// Another term of the taxonomy has, or had, that name.
    TermTaken,
    /// A term that is offered no more.
    TermRetired {
        /// What was given.
        value: String,
    },
    /// A term cannot become one with itself.
    SameTerm,
    /// A term cannot become one with a narrower one of its own.
    IntoNarrower,
    /// A term with narrower ones cannot stand below another.
    HasNarrower,
    /// The last domain that is offered.
    LastDomain,
    /// Not a purpose code of five digits.
    NotAPurposeCode,
    /// Name and passphrase do not fit together.
    WrongSignIn,
    /// An image that cannot be read.
    NotAnImage,
    /// The spreadsheet lacks this column.
    MissingColumn,
    /// Two columns of the spreadsheet mean the same.
    DuplicateColumn,
    /// A merged cell, whose value belongs to no single line.
    MergedCell,
    /// A quoted cell that is opened and never closed.
    OpenQuote,
    /// The file ends in the middle of a line.
    CutOff,
    /// A cell of a column without a title.
    Untitled,
    /// A name that is another organisation's acronym.
    AcronymOf {
        /// That organisation's name.
        name: String,
    },
    /// A file of a kind that is not accepted.
    NotAcceptedKind,
    /// A file whose name says another kind than its content.
    WrongExtension,
    /// An SVG image, which can carry a program.
    Svg,
    /// A file of an office program with macros.
    Macros,
    /// A file that is read as another kind by another program: a PDF that is also a web page or an archive.
    SeveralInOne,
    /// A file without a byte.
    EmptyFile,
    /// A file that cannot be read without its password.
    NeedsPassword,
    /// A file that ends too early or contradicts itself.
    BrokenFile,
    /// An image with more pixels than are read.
    TooManyPixels {
        /// The most that are read, in millions.
        max: u32,
    },
    /// An archive that unpacks into far more than it weighs.
    SwellsUp,
    /// A document of more pages than are read.
    TooManyPages {
        /// The most that are read.
        max: u32,
    },
    /// Sound or video that lasts longer than is kept.
    LastsTooLong {
        /// The longest that is kept, in minutes.
        max: u32,
    },
    /// A file that cannot be read within the memory and the time that one file may take.
    TooMuchWork,
    /// A file that is to be listened to, and holds no sound.
    NotASound,
    /// A file that is to be looked at, and is no image.
    NotAPicture,
    /// She keeps as much as one person may.
    NoRoomLeft {
        /// What she keeps already, in millions of bytes.
        used: usize,
        /// The most that one person keeps, in millions of bytes.
        max: usize,
    },
    /// What a browser gave is no address at which a phone can be told that there is news.
    NotAPushAddress,
    /// As many phones ring as may.
    TooManyDevices {
        /// The most that ring.
        max: usize,
    },
    /// A text written here and a page elsewhere at once.
    EitherTextOrLink,
    /// A text or a page elsewhere beside a file.
    HasAFile,
    /// A document for everybody under a licence that keeps it in the network.
    LicenceForNetworkOnly,
}
