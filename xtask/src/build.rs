//! `cargo xtask build`: the core and the reader of tables as wasm, their doors for JavaScript, the page.

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

/// A part of the program that the page loads as one wasm module.
struct Module {
    /// Name of its files in the package.
    name: &'static str,
    /// The features of the crate that are in it.
    features: &'static str,
    /// Titles of the steps.
    compile: &'static str,
    door: &'static str,
    optimise: &'static str,
}

/// What wasm-opt does. The compiler has already optimised; what is left is order and names, and these
/// come out one per cent smaller than with `-O3` or `-Oz`.
const OPTIMISE: [&str; 5] =
    ["--no-inline=*packed*", "-O1", "--vacuum", "--reorder-functions", "--reorder-locals"];

/// The core, which matches, and the module `files`, which a page loads when it is needed.
const MODULES: [Module; 2] = [
    Module {
        name: "matchgraph",
        features: "",
        compile: "the core, compiled for the browser",
        door: "the door between JavaScript and the core",
        optimise: "the core, made smaller and faster",
    },
    Module {
        name: "files",
        features: "files",
        compile: "reading and writing tables, compiled for the browser",
        door: "the door between JavaScript and tables",
        optimise: "tables, made smaller",
    },
];

/// Builds everything that the page needs: `www/pkg`, then `www/dist`.
///
/// Fails with the command that failed, or with what to install.
pub(crate) fn run() -> Result<()> {
    step("the wasm target of Rust", add_target)?;
    step("Node and the packages of the page", node::prepare)?;
    for module in &MODULES {
        // Both come from one crate and so under one name: each is taken before the next is compiled.
        let compiled = step(module.compile, || module.compile())?;
        if !module.is_finished(&compiled)? {
            step(module.door, || module.make_door(&compiled))?;
            step(module.optimise, || module.optimise())?;
            fs::write(module.finished(), "")?;
        }
    }
    step("the page", || node::run_script("build", &[]))
}

/// The folder of the modules with their doors, from which the page is built.
pub(crate) fn package() -> PathBuf {
    workspace::page().join("pkg")
}

/// The core as the page loads it.
pub(crate) fn core() -> PathBuf {
    MODULES[0].wasm()
}

/// The module for tables as the page loads it.
pub(crate) fn tables() -> PathBuf {
    MODULES[1].wasm()
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

impl Module {
    fn wasm(&self) -> PathBuf {
        package().join(format!("{}_bg.wasm", self.name))
    }

    fn compile(&self) -> Result<PathBuf> {
        let mut cargo = Command::new(workspace::cargo());
        cargo
            .current_dir(workspace::root())
            .args(["rustc", "--lib", "--crate-type=cdylib", "--profile=wasm"])
            .args(["--no-default-features", "--features", self.features])
            .arg(format!("--target={TARGET}"))
            .env("CARGO_ENCODED_RUSTFLAGS", compiler_flags());
        process::run(&mut cargo)?;
        Ok(workspace::target_directory()?.join(TARGET).join("wasm/matchgraph.wasm"))
    }

    /// Written when the module is complete; what follows compiling takes long and is not repeated
    /// for the same module.
    fn finished(&self) -> PathBuf {
        package().join(format!(".{}.finished", self.name))
    }

    /// Whether the package was made from this module by this program.
    fn is_finished(&self, compiled: &Path) -> Result<bool> {
        let Ok(finished) = self.finished().metadata().and_then(|file| file.modified()) else {
            return Ok(false);
        };
        let sources =
            [compiled.metadata()?.modified()?, env::current_exe()?.metadata()?.modified()?];
        Ok(sources.into_iter().all(|source| source < finished) && self.wasm().is_file())
    }

    fn make_door(&self, compiled: &Path) -> Result<()> {
        if self.finished().exists() {
            fs::remove_file(self.finished())?;
        }
        Bindgen::new()
            .input_path(compiled)
            .web(true)?
            .typescript(true)
            // Without `import.meta`, so that the door also works in a classic script.
            .omit_default_module_path(true)
            .out_name(self.name)
            .generate(package())
    }

    fn optimise(&self) -> Result<()> {
        let program = workspace::page().join("node_modules/.bin/wasm-opt");
        let module = self.wasm();
        let mut optimiser = process::script(program);
        // The model of the packed texts stays in functions of its own, as its source asks.
        optimiser.args(OPTIMISE).arg(&module).arg("-o").arg(&module);
        process::run(&mut optimiser)
            .context("wasm-opt comes with the page's packages: run `npm ci` in www")
    }
}
