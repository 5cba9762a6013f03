//! `cargo xtask build`: the core as wasm, its door for JavaScript, and the page.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::step::step;
use crate::{node, process, workspace};

/// The target of the browser.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Builds everything that the page needs: `www/pkg`, then `www/dist`.
///
/// Fails with the command that failed, or with what to install.
pub(crate) fn run() -> Result<()> {
    step("the wasm target of Rust", add_target)?;
    step("Node and the packages of the page", node::prepare)?;
    let module = step("the core, compiled for the browser", compile_core)?;
    if !is_finished(&module)? {
        step("the door between JavaScript and the core", || make_door(&module))?;
        step("the core, made smaller and faster", optimise)?;
        fs::write(finished(), "")?;
    }
    step("the page", || node::run_script("build", &[]))
}

/// The folder of the core with its door, from which the page is built.
pub(crate) fn package() -> PathBuf {
    workspace::page().join("pkg")
}

/// The core as the page loads it.
pub(crate) fn core() -> PathBuf {
    package().join("matchgraph_bg.wasm")
}

/// Adds the standard library of the wasm target when it is not there.
///
/// Fails when it is missing and rustup cannot fetch it.
pub(crate) fn add_target() -> Result<()> {
    // rustc is asked instead of rustup, so that a toolchain from elsewhere does as well.
    let mut rustc = Command::new("rustc");
    rustc.current_dir(workspace::root()).args(["--print", "target-libdir", "--target", TARGET]);
    if process::answer(&mut rustc).is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    let mut rustup = Command::new("rustup");
    process::run(rustup.current_dir(workspace::root()).args(["target", "add", TARGET])).context(
        "the core cannot be compiled for the browser without the target wasm32-unknown-unknown; \
         add it with `rustup target add wasm32-unknown-unknown` or, without rustup, install your \
         distribution's standard library for it",
    )
}

fn compile_core() -> Result<PathBuf> {
    let mut cargo = Command::new(workspace::cargo());
    cargo
        .current_dir(workspace::root())
        .args(["rustc", "--lib", "--crate-type=cdylib", "--profile=wasm", "--no-default-features"])
        .arg(format!("--target={TARGET}"))
        .env("CARGO_ENCODED_RUSTFLAGS", compiler_flags());
    process::run(&mut cargo)?;
    Ok(workspace::target_directory()?.join(TARGET).join("wasm/matchgraph.wasm"))
}

/// The flags for the compiler, separated as cargo wants them where a path may hold a space.
fn compiler_flags() -> String {
    // Every browser we support has it; scoring runs on it.
    let mut flags = vec!["-Ctarget-feature=+simd128".to_owned()];
    // The places of dependencies stand in the module, for messages of panics. Without the folder
    // of whoever builds, every machine makes the same bytes.
    let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from);
    if let Some(home) = cargo_home.or_else(|| Some(env::home_dir()?.join(".cargo"))) {
        flags.push(format!("--remap-path-prefix={}=cargo", home.display()));
    }
    flags.join("\u{1f}")
}

/// Written when the package is complete; what follows compiling takes long and is not repeated
/// for the same module.
fn finished() -> PathBuf {
    package().join(".finished")
}

/// Whether the package was made from this module by this program.
fn is_finished(module: &Path) -> Result<bool> {
    let Ok(finished) = finished().metadata().and_then(|file| file.modified()) else {
        return Ok(false);
    };
    let sources = [module.metadata()?.modified()?, env::current_exe()?.metadata()?.modified()?];
    Ok(sources.into_iter().all(|source| source < finished) && core().is_file())
}

fn make_door(module: &Path) -> Result<()> {
    if finished().exists() {
        fs::remove_file(finished())?;
    }
    Bindgen::new()
        .input_path(module)
        .web(true)?
        .typescript(true)
        // Without `import.meta`, so that the door also works in a classic script.
        .omit_default_module_path(true)
        .out_name("matchgraph")
        .generate(package())
}

fn optimise() -> Result<()> {
    let program = workspace::page().join("node_modules/.bin/wasm-opt");
    let module = core();
    process::run(process::script(program).arg("-O3").arg(&module).arg("-o").arg(&module))
        .context("wasm-opt comes with the page's packages: run `npm ci` in www")
}
