//! A session as its owner sees it: on what, since when, the last time.

use crate::coded::coded;
use crate::time::Moment;
use serde::{Deserialize, Serialize};

coded!(
    /// What a device runs, as its browser says.
    System {
        /// Android.
        Android = "android",
        /// iPhone or iPad.
        Ios = "ios",
        /// Windows.
        Windows = "windows",
        /// A Mac.
        Mac = "mac",
        /// Linux.
        Linux = "linux",
        /// Something else, or nothing was said.
        Other = "autre",
    }
);

coded!(
    /// A browser's family.
    Browser {
        /// Firefox.
        Firefox = "firefox",
        /// Edge.
        Edge = "edge",
        /// Opera, Opera Mini.
        Opera = "opera",
        /// Samsung Internet.
        Samsung = "samsung",
        /// Chrome and those like it.
        Chrome = "chrome",
        /// Safari.
        Safari = "safari",
        /// Something else, or nothing was said.
        Other = "autre",
    }
);

/// A device in two words; nothing finer is kept, because it would tell phones apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// What it runs.
    pub system: System,
    /// Its browser.
    pub browser: Browser,
}

impl Device {
    /// What a `User-Agent` says.
    pub fn of(user_agent: &str) -> Self {
        // The order matters: Android says Linux, Edge and Opera say Chrome, Chrome says Safari.
        let systems = [
            ("Android", System::Android),
            ("iPhone", System::Ios),
            ("iPad", System::Ios),
            ("Windows", System::Windows),
            ("Mac OS", System::Mac),
            ("Linux", System::Linux),
        ];
        let browsers = [
            ("Firefox", Browser::Firefox),
            ("FxiOS", Browser::Firefox),
            ("Edg", Browser::Edge),
            ("OPR", Browser::Opera),
            ("Opera", Browser::Opera),
            ("SamsungBrowser", Browser::Samsung),
            ("Chrome", Browser::Chrome),
            ("CriOS", Browser::Chrome),
            ("Safari", Browser::Safari),
        ];
        let system = systems.iter().find(|(word, _)| user_agent.contains(word));
        let browser = browsers.iter().find(|(word, _)| user_agent.contains(word));
        Self {
            system: system.map_or(System::Other, |(_, system)| *system),
            browser: browser.map_or(Browser::Other, |(_, browser)| *browser),
        }
    }

    /// As it is kept: `android/chrome`.
    pub fn code(self) -> String {
        format!("{}/{}", self.system.code(), self.browser.code())
    }

    /// Reads what `code` wrote.
    pub fn read(code: &str) -> Self {
        let (system, browser) = code.split_once('/').unwrap_or_default();
        Self {
            system: System::parse(system).unwrap_or(System::Other),
            browser: Browser::parse(browser).unwrap_or(Browser::Other),
        }
    }
}

/// One of a person's sessions, as she sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionShown {
    /// A handle for ending it; it opens nothing.
    pub handle: String,
    /// On what.
    pub device: Device,
    /// Since when.
    pub created_at: Moment,
    /// The last time, to ten minutes.
    pub seen_at: Moment,
    /// Whether she stays signed in there.
    pub stays: bool,
    /// Whether it is the one that asks.
    pub is_this: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_known_by_two_words() {
        let phone = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36";
        let device = Device::of(phone);
        assert_eq!((device.system, device.browser), (System::Android, Browser::Chrome));
        assert_eq!(Device::read(&device.code()), device);
        assert_eq!(Device::of(""), Device { system: System::Other, browser: Browser::Other });
        let opera = Device::of("Opera/9.80 (Android; Opera Mini/36.2) Presto/2.12");
        assert_eq!((opera.system, opera.browser), (System::Android, Browser::Opera));
    }
}
