//! A browser for the tests of the page: found, or installed where that is nobody's business but
//! the test machine's, or asked for.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use crate::process;

/// What a person does who has no browser for the tests.
const INSTALL: &str = "no Chromium or Chrome was found. Install one (Debian and Ubuntu: \
    `apt-get install chromium fonts-noto-cjk`; macOS: `brew install --cask chromium`; Windows: \
    Chrome or Edge) or name it in the environment variable CHROME";

/// Names on the search path.
const NAMES: [&str; 6] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
];

/// Usual places outside the search path: macOS.
const APPLICATIONS: [&str; 3] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

/// Usual places outside the search path: Windows, below the folders of [`PROGRAM_FOLDERS`].
const PROGRAMS: [&str; 3] = [
    r"Google\Chrome\Application\chrome.exe",
    r"Chromium\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
];

/// Environment variables that name the folders of programs on Windows.
const PROGRAM_FOLDERS: [&str; 3] = ["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"];

/// The outcome of looking for a browser.
pub(crate) enum Browser {
    /// Its executable file.
    Found(PathBuf),
    /// None is there and none may be installed; the sentence says what to do.
    Missing(&'static str),
}

/// Finds a browser: `CHROME`, then the usual places, then, as root on Debian, through apt. There it
/// also installs a font with Chinese characters when there is none.
///
/// Fails when `CHROME` names no file or apt fails.
pub(crate) fn find() -> Result<Browser> {
    if let Some(named) = env::var_os("CHROME").filter(|named| !named.is_empty()) {
        let named = PathBuf::from(named);
        ensure!(named.is_file(), "CHROME is {}, which is not a file", named.display());
        return Ok(Browser::Found(named));
    }
    let found = usual_place();
    let mut missing = Vec::new();
    if found.is_none() {
        missing.push("chromium");
    }
    if !has_chinese_font() {
        missing.push("fonts-noto-cjk");
    }
    if !missing.is_empty() && is_root_on_debian() {
        let installed = install(&missing);
        // The tests do without the font, not without the browser.
        if found.is_none() {
            installed?;
        }
    }
    if !has_chinese_font() {
        println!("   no font with Chinese characters: screenshots will show boxes");
    }
    Ok(found.or_else(usual_place).map_or(Browser::Missing(INSTALL), Browser::Found))
}

fn usual_place() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let on_path = env::split_paths(&path).flat_map(|folder| {
        NAMES.map(|name| folder.join(name).with_extension(env::consts::EXE_EXTENSION))
    });
    let programs = PROGRAM_FOLDERS
        .iter()
        .filter_map(env::var_os)
        .flat_map(|folder| PROGRAMS.map(|program| PathBuf::from(&folder).join(program)));
    on_path.chain(APPLICATIONS.map(PathBuf::from)).chain(programs).find(|place| place.is_file())
}

/// Whether text in Chinese can be drawn. Only Linux may lack a font for it.
fn has_chinese_font() -> bool {
    env::consts::OS != "linux"
        || process::answer(Command::new("fc-list").arg(":lang=zh"))
            .is_some_and(|fonts| !fonts.is_empty())
}

fn is_root_on_debian() -> bool {
    Path::new("/etc/debian_version").is_file()
        && process::answer(Command::new("id").arg("-u")).is_some_and(|user| user == "0")
}

fn install(packages: &[&str]) -> Result<()> {
    apt_get(&["update"])?;
    apt_get(&[&["install", "-y", "--no-install-recommends"], packages].concat())
}

fn apt_get(arguments: &[&str]) -> Result<()> {
    let mut apt = Command::new("apt-get");
    process::run(apt.arg("-q").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
}
