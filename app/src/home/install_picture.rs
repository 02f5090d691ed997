//! Drawings of the steps of an installation: a phone, and where on it a finger goes. Our own, so that they need no picture of another's.

use crate::t;
use crate::t::Locale;
use leptos::prelude::*;

/// What is touched, and where it stands in that browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touch {
    /// Three points above the page, on the right.
    DotsAbove,
    /// Three points beside the address, which this browser has below the page.
    DotsBelow,
    /// Three lines below the page, on the right.
    LinesBelow,
    /// The square with an arrow in the middle below the page.
    Share,
    /// A line of the menu that opened from above.
    MenuAbove,
    /// A line of the menu that opened from below.
    MenuBelow,
    /// The button of a question in the middle.
    Question,
    /// The word in the corner above.
    Corner,
}

impl Touch {
    const fn words(self, locale: Locale) -> &'static str {
        match self {
            Self::DotsAbove => t::phone::picture_dots_above(locale),
            Self::DotsBelow => t::phone::picture_dots_below(locale),
            Self::LinesBelow => t::phone::picture_lines_below(locale),
            Self::Share => t::phone::picture_share(locale),
            Self::MenuAbove => t::phone::picture_menu_above(locale),
            Self::MenuBelow => t::phone::picture_menu_below(locale),
            Self::Question => t::phone::picture_question(locale),
            Self::Corner => t::phone::picture_corner(locale),
        }
    }

    fn drawn(self) -> AnyView {
        match self {
            Self::DotsAbove => html! { {bar(8)}{dots(16)}{ring(60, 16)} },
            Self::DotsBelow => html! { {bar(106)}{dots(114)}{ring(60, 114)} },
            Self::LinesBelow => {
                html! { {bar(8)}{bar_alone()}<path class="sign" d="M56 110h8M56 114h8M56 118h8"></path>{ring(60, 114)} }
            }
            Self::Share => html! {
                {bar(8)}
                {bar_alone()}
                <path class="sign" d="M33 112h-1v7h8v-7h-1M36 116v-8M34 110l2-2 2 2"></path>
                {ring(36, 114)}
            },
            Self::MenuAbove => html! { {bar(8)}{menu(14, 26, 40)} },
            Self::MenuBelow => html! { {bar_alone()}{menu(52, 8, 56)} },
            Self::Question => html! {
                <rect class="sheet" x="9" y="42" width="54" height="46" rx="4"></rect>
                <rect class="own" x="14" y="47" width="12" height="12" rx="3"></rect>
                <path class="line" d="M30 51h26M30 56h16M14 66h40"></path>
                <path class="line" d="M16 79h14"></path>
                <rect class="mark" x="35" y="73" width="24" height="11" rx="5.5"></rect>
                <path class="on-mark" d="M40 78.5h14"></path>
            },
            Self::Corner => html! {
                <rect class="sheet" x="5" y="30" width="62" height="93" rx="4"></rect>
                <path class="line" d="M10 38h12"></path>
                <rect class="mark" x="43" y="33" width="21" height="10" rx="5"></rect>
                <path class="on-mark" d="M48 38h11"></path>
                <rect class="own" x="11" y="52" width="12" height="12" rx="3"></rect>
                <path class="line" d="M28 56h30M28 61h18"></path>
            },
        }
    }
}

/// The drawing of a step, with its words for who does not see it.
pub fn picture(locale: Locale, touch: Touch) -> AnyView {
    html! {
        <svg class="step-picture" viewBox="0 0 72 128" width="72" height="128" role="img" aria-label=touch.words(locale)>
            <rect class="phone" x="1" y="1" width="70" height="126" rx="9"></rect>
            <rect class="screen" x="5" y="8" width="62" height="115" rx="3"></rect>
            <path class="line" d="M11 34h34M11 42h46M11 50h40M11 66h34M11 74h46M11 82h28"></path>
            {touch.drawn()}
        </svg>
    }
}

/// The bar with the address, at this height.
fn bar(y: i32) -> AnyView {
    html! {
        <rect class="bar" x="5" y=y width="62" height="16" rx="3"></rect>
        <rect class="screen" x="9" y=y + 4 width="40" height="8" rx="4"></rect>
    }
}

/// The bar below the page, where the address stands above.
fn bar_alone() -> AnyView {
    html! { <rect class="bar" x="5" y="106" width="62" height="17" rx="3"></rect> }
}

fn dots(y: i32) -> AnyView {
    let dots = [-4, 0, 4].map(|below| html! { <circle class="dot" cx="60" cy=y + below r="1.3"></circle> });
    dots.into_iter().collect_view().into_any()
}

fn ring(x: i32, y: i32) -> AnyView {
    html! { <circle class="ring" cx=x cy=y r="8.5"></circle> }
}

/// A menu of five lines, of which one is touched.
fn menu(y: i32, x: i32, width: i32) -> AnyView {
    let lines = [8, 20, 46, 58].map(|below| format!("M{} {}h{}", x + 8, y + below, width - 18)).concat();
    html! {
        <rect class="sheet" x=x y=y width=width height="68" rx="4"></rect>
        <path class="line" d=lines></path>
        <rect class="mark" x=x + 3 y=y + 26 width=width - 6 height="14" rx="3"></rect>
        <path class="on-mark" d=format!("M{} {}h6m-3-3v6M{} {}h{}", x + 7, y + 33, x + 18, y + 33, width - 28)></path>
    }
}
