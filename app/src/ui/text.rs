//! Words for values: dates, numbers, kinds, and the sentence for each refusal.

use crate::t;
use crate::t::Locale;
use model::directory::OrganizationKind;
use model::failure::Problem;
use model::language::SpokenLanguage;
use model::time::{Day, Moment};

/// A day in words: «14 mai 2026», «1er mars 2026».
pub fn date(locale: Locale, day: Day) -> String {
    let number =
        if day.day() == 1 { t::common::date_first_day(locale).to_owned() } else { day.day().to_string() };
    t::common::date_long(locale, number, month(locale, day.month()), day.year())
}

/// The name of a month, 1 to 12.
pub const fn month(locale: Locale, number: u8) -> &'static str {
    match number {
        1 => t::common::month_1(locale),
        2 => t::common::month_2(locale),
        3 => t::common::month_3(locale),
        4 => t::common::month_4(locale),
        5 => t::common::month_5(locale),
        6 => t::common::month_6(locale),
        7 => t::common::month_7(locale),
        8 => t::common::month_8(locale),
        9 => t::common::month_9(locale),
        10 => t::common::month_10(locale),
        11 => t::common::month_11(locale),
        _ => t::common::month_12(locale),
    }
}

/// A number with narrow no-break spaces between thousands.
pub fn number(value: usize) -> String {
    let digits = value.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

pub(super) const fn kind_name(locale: Locale, kind: OrganizationKind) -> &'static str {
    match kind {
        OrganizationKind::Platform => t::common::kind_platform(locale),
        OrganizationKind::Alliance => t::common::kind_alliance(locale),
        OrganizationKind::Network => t::common::kind_network(locale),
        OrganizationKind::Grouping => t::common::kind_par(locale),
        OrganizationKind::Local => t::common::kind_local(locale),
        OrganizationKind::Partner => t::common::kind_partner(locale),
    }
}

/// The kind in the plural, for headings.
pub const fn plural_kind(locale: Locale, kind: OrganizationKind) -> &'static str {
    match kind {
        OrganizationKind::Platform => t::common::kind_platform_plural(locale),
        OrganizationKind::Alliance => t::common::kind_alliance_plural(locale),
        OrganizationKind::Network => t::common::kind_network_plural(locale),
        OrganizationKind::Grouping => t::common::kind_par_plural(locale),
        OrganizationKind::Local => t::common::kind_local_plural(locale),
        OrganizationKind::Partner => t::common::kind_partner_plural(locale),
    }
}

/// A language inside of a sentence: French begins it with a small letter.
pub fn language_in_words(locale: Locale, language: SpokenLanguage) -> String {
    language_name(locale, language).to_lowercase()
}

/// A language in words.
pub const fn language_name(locale: Locale, language: SpokenLanguage) -> &'static str {
    match language {
        SpokenLanguage::French => t::common::lang_fr(locale),
        SpokenLanguage::Bambara => t::common::lang_bm(locale),
        SpokenLanguage::Fulfulde => t::common::lang_ffm(locale),
        SpokenLanguage::Songhay => t::common::lang_ses(locale),
        SpokenLanguage::Tamasheq => t::common::lang_taq(locale),
        SpokenLanguage::Soninke => t::common::lang_snk(locale),
        SpokenLanguage::Dogon => t::common::lang_dts(locale),
        SpokenLanguage::Syenara => t::common::lang_shz(locale),
        SpokenLanguage::Mamara => t::common::lang_myk(locale),
        SpokenLanguage::Khassonke => t::common::lang_kao(locale),
        SpokenLanguage::Bomu => t::common::lang_bmq(locale),
        SpokenLanguage::Bozo => t::common::lang_boz(locale),
        SpokenLanguage::Hassaniya => t::common::lang_mey(locale),
        SpokenLanguage::Maninka => t::common::lang_mwk(locale),
        SpokenLanguage::English => t::common::lang_en(locale),
    }
}

/// How long is left, in the unit that one waits in.
fn too_soon(locale: Locale, seconds: i64) -> String {
    let seconds = usize::try_from(seconds).unwrap_or(1);
    if seconds < 120 {
        t::errors::too_soon_seconds(locale, seconds)
    } else {
        t::errors::too_soon_minutes(locale, seconds.div_ceil(60))
    }
}

/// The sentence for what is wrong with a value.
pub fn problem(locale: Locale, problem: &Problem) -> String {
    match problem {
        Problem::Required => t::errors::required(locale).to_owned(),
        Problem::NotConfirmed => t::errors::not_confirmed(locale).to_owned(),
        Problem::TooShort { min } => t::errors::too_short(locale, min),
        Problem::TooLong { max } => t::errors::too_long(locale, max),
        Problem::TooManyValues { max } => t::errors::too_many_values(locale, max),
        Problem::TooFewValues { min } => t::errors::too_few_values(locale, min),
        Problem::NotAWebAddress => t::errors::not_a_web_address(locale).to_owned(),
        Problem::NotAPhoneNumber { value } => t::errors::not_a_phone_number(locale, value),
        Problem::InThePast => t::errors::in_the_past(locale).to_owned(),
        Problem::TooFarAway => t::errors::too_far_away(locale).to_owned(),
        Problem::NotForEverybody => t::errors::not_for_everybody(locale).to_owned(),
        Problem::NotInRange { min, max } => t::errors::not_in_range(locale, max, min),
        Problem::NotAnEmail => t::errors::not_an_email(locale).to_owned(),
        Problem::LooksLikeAPhone => t::errors::looks_like_a_phone(locale).to_owned(),
        Problem::LooksLikeAnAddress => t::errors::looks_like_an_address(locale).to_owned(),
        Problem::TopicClosed => t::errors::topic_closed(locale).to_owned(),
        Problem::Muted { until } => t::errors::muted(locale, date(locale, Moment(*until).day())),
        Problem::Suspended { until } => t::errors::suspended(locale, date(locale, Moment(*until).day())),
        Problem::TopicMerged => t::errors::topic_merged(locale).to_owned(),
        Problem::IntoItself => t::errors::into_itself(locale).to_owned(),
        Problem::SheetStays => t::errors::sheet_stays(locale).to_owned(),
        Problem::HiddenStays => t::errors::hidden_stays(locale).to_owned(),
        Problem::PollStays => t::errors::poll_stays(locale).to_owned(),
        Problem::UnknownTopic => t::errors::unknown_topic(locale).to_owned(),
        Problem::SameTitle => t::errors::same_title(locale).to_owned(),
        Problem::NotThesePosts => t::errors::not_these_posts(locale).to_owned(),
        Problem::OpensWithNothing => t::errors::opens_with_nothing(locale).to_owned(),
        Problem::LeavesNothing => t::errors::leaves_nothing(locale).to_owned(),
        Problem::NotAnInstant { max } => t::errors::not_an_instant(locale, max),
        Problem::SameAnswer { one, other } => t::errors::same_answer(locale, one, other),
        Problem::TooManyPosts { minutes } => {
            t::errors::too_many_posts(locale, usize::try_from(*minutes).unwrap_or(1))
        }
        Problem::SaidAlready => t::errors::said_already(locale).to_owned(),
        Problem::TooManyLinks { max } => t::errors::too_many_links(locale, *max),
        Problem::TooFast => t::errors::too_fast(locale).to_owned(),
        Problem::LeaveEmpty => t::errors::leave_empty(locale).to_owned(),
        Problem::TooSoon { seconds } => too_soon(locale, *seconds),
        Problem::PollClosed => t::errors::poll_closed(locale).to_owned(),
        Problem::ProposalClosed => t::errors::proposal_closed(locale).to_owned(),
        Problem::BlockNeedsReason => t::errors::block_needs_reason(locale).to_owned(),
        Problem::ClosesTooSoonOrLate { hours, days } => {
            t::errors::closes_too_soon_or_late(locale, days, hours)
        }
        Problem::TooManyFlags => t::errors::too_many_flags(locale).to_owned(),
        Problem::NoAliasHere => t::errors::no_alias_here(locale).to_owned(),
        Problem::NotUnderAlias => t::errors::not_under_alias(locale).to_owned(),
        Problem::NoLetter => t::errors::no_letter(locale).to_owned(),
        Problem::TooAlike => t::errors::too_alike(locale).to_owned(),
        Problem::EasyToGuess => t::errors::easy_to_guess(locale).to_owned(),
        Problem::NotTheSame => t::errors::not_the_same(locale).to_owned(),
        Problem::WrongPassphrase => t::errors::wrong_passphrase(locale).to_owned(),
        Problem::WrongCode => t::errors::wrong_code(locale).to_owned(),
        Problem::NotACertificateCode => t::errors::not_a_certificate_code(locale).to_owned(),
        Problem::UnknownSlip => t::errors::unknown_slip(locale).to_owned(),
        Problem::WaitsForAPlace => t::errors::waits_for_a_place(locale).to_owned(),
        Problem::SlipOfAnotherMeeting => t::errors::slip_of_another_meeting(locale).to_owned(),
        Problem::MeetingNotOn => t::errors::meeting_not_on(locale).to_owned(),
        Problem::WrongPasskey => t::errors::wrong_passkey(locale).to_owned(),
        Problem::VouchersTooClose => t::errors::vouchers_too_close(locale).to_owned(),
        Problem::RequestsClosed => t::errors::requests_closed(locale).to_owned(),
        Problem::InvitationOver => t::errors::invitation_over(locale).to_owned(),
        Problem::GroupWordsOver => t::errors::group_words_over(locale).to_owned(),
        Problem::OwnInvitation => t::errors::own_invitation(locale).to_owned(),
        Problem::UnknownPerson => t::errors::unknown_person(locale).to_owned(),
        Problem::NotAYear { min, max } => t::errors::not_a_year(locale, max, min),
        Problem::NotADay => t::errors::not_a_day(locale).to_owned(),
        Problem::InTheFuture => t::errors::in_the_future(locale).to_owned(),
        Problem::NotYesOrNo => t::errors::not_yes_or_no(locale).to_owned(),
        Problem::UnknownValue { value } => t::errors::unknown_value(locale, value),
        Problem::UnknownPlace { value } => t::errors::unknown_place(locale, value),
        Problem::AmbiguousPlace { value } => t::errors::ambiguous_place(locale, value),
        Problem::PlaceElsewhere { value, regions } => t::errors::place_elsewhere(locale, regions, value),
        Problem::NotADate => t::errors::not_a_date(locale).to_owned(),
        Problem::OnlyAYear => t::errors::only_a_year(locale).to_owned(),
        Problem::EndBeforeBegin => t::errors::end_before_begin(locale).to_owned(),
        Problem::AfterTheEnd => t::errors::after_the_end(locale).to_owned(),
        Problem::NotAnHour => t::errors::not_an_hour(locale).to_owned(),
        Problem::LastsTooManyDays => t::errors::lasts_too_many_days(locale).to_owned(),
        Problem::PlaceOrLink => t::errors::place_or_link(locale).to_owned(),
        Problem::RegistrationClosed => t::errors::registration_closed(locale).to_owned(),
        Problem::PeriodsOverlap => t::errors::periods_overlap(locale).to_owned(),
        Problem::NotACurrency => t::errors::not_a_currency(locale).to_owned(),
        Problem::PartOfItself => t::errors::part_of_itself(locale).to_owned(),
        Problem::NotYours => t::errors::not_yours(locale).to_owned(),
        Problem::LinesDisagree => t::errors::lines_disagree(locale).to_owned(),
        Problem::LineTwice => t::errors::line_twice(locale).to_owned(),
        Problem::UseDetail => t::errors::use_detail(locale).to_owned(),
        Problem::NotInDomain => t::errors::not_in_domain(locale).to_owned(),
        Problem::SeveralCalledSo => t::errors::several_called_so(locale).to_owned(),
        Problem::MustAddUp { counted, said } => {
            t::errors::must_add_up(locale, number(*counted as usize), number(*said as usize))
        }
        Problem::SaidByAnotherLine => t::errors::said_by_another_line(locale).to_owned(),
        Problem::ReferenceTaken => t::errors::reference_taken(locale).to_owned(),
        Problem::DoesNotAddUp { counted, said } => {
            t::errors::does_not_add_up(locale, number(*counted as usize), number(*said as usize))
        }
        Problem::NotAPushAddress => t::errors::not_a_push_address(locale).to_owned(),
        Problem::TooManyDevices { max } => t::errors::too_many_devices(locale, max),
        Problem::TooManyProposals { own, day, all } => t::errors::too_many_proposals(locale, all, day, own),
        Problem::TooManyDrafts { max } => t::errors::too_many_drafts(locale, max),
        Problem::SpaceClosed => t::errors::space_closed(locale).to_owned(),
        Problem::Taken => t::errors::taken(locale).to_owned(),
        Problem::Circular => t::errors::circular(locale).to_owned(),
        Problem::TermTaken => t::errors::term_taken(locale).to_owned(),
        Problem::TermRetired { value } => t::errors::term_retired(locale, value),
        Problem::SameTerm => t::errors::same_term(locale).to_owned(),
        Problem::IntoNarrower => t::errors::into_narrower(locale).to_owned(),
        Problem::HasNarrower => t::errors::has_narrower(locale).to_owned(),
        Problem::LastDomain => t::errors::last_domain(locale).to_owned(),
        Problem::NotAPurposeCode => t::errors::not_a_purpose_code(locale).to_owned(),
        Problem::WrongSignIn => t::errors::wrong_sign_in(locale).to_owned(),
        Problem::NotAnImage => t::errors::not_an_image(locale).to_owned(),
        Problem::MissingColumn => t::errors::missing_column(locale).to_owned(),
        Problem::DuplicateColumn => t::errors::duplicate_column(locale).to_owned(),
        Problem::MergedCell => t::errors::merged_cell(locale).to_owned(),
        Problem::OpenQuote => t::errors::open_quote(locale).to_owned(),
        Problem::CutOff => t::errors::cut_off(locale).to_owned(),
        Problem::Untitled => t::errors::untitled(locale).to_owned(),
        Problem::AcronymOf { name } => t::errors::acronym_of(locale, name),
        Problem::NotAcceptedKind => t::errors::not_accepted_kind(locale).to_owned(),
        Problem::WrongExtension => t::errors::wrong_extension(locale).to_owned(),
        Problem::Svg => t::errors::svg(locale).to_owned(),
        Problem::Macros => t::errors::macros(locale).to_owned(),
        Problem::SeveralInOne => t::errors::several_in_one(locale).to_owned(),
        Problem::EmptyFile => t::errors::empty_file(locale).to_owned(),
        Problem::NeedsPassword => t::errors::needs_password(locale).to_owned(),
        Problem::BrokenFile => t::errors::broken_file(locale).to_owned(),
        Problem::TooManyPixels { max } => t::errors::too_many_pixels(locale, max),
        Problem::SwellsUp => t::errors::swells_up(locale).to_owned(),
        Problem::TooManyPages { max } => t::errors::too_many_pages(locale, max),
        Problem::LastsTooLong { max } => t::errors::lasts_too_long(locale, max),
        Problem::TooMuchWork => t::errors::too_much_work(locale).to_owned(),
        Problem::NotASound => t::errors::not_a_sound(locale).to_owned(),
        Problem::NotAPicture => t::errors::not_a_picture(locale).to_owned(),
        Problem::NoRoomLeft { used, max } => t::errors::no_room_left(locale, number(*max), number(*used)),
        Problem::EitherTextOrLink => t::errors::either_text_or_link(locale).to_owned(),
        Problem::HasAFile => t::errors::has_a_file(locale).to_owned(),
        Problem::LicenceForNetworkOnly => t::errors::licence_for_network_only(locale).to_owned(),
    }
}
