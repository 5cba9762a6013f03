//! A project file under a passphrase: Argon2id (RFC 9106) makes the key, XChaCha20-Poly1305 encrypts.
//!
//! `MATCHGRAPH-SEALED`, a format number (1 byte), memory in KiB, passes and lanes of Argon2id (4 bytes
//! each, little-endian), salt (16 bytes), nonce (24 bytes), then the encrypted file with its tag. All of
//! what stands before the encrypted file is authenticated with it.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

use crate::failure::Failure;

/// How every sealed file begins.
const MAGIC: &[u8] = b"MATCHGRAPH-SEALED\x01";
/// Memory in KiB, passes, lanes: the first choice of OWASP's password storage recommendations for
/// Argon2id.
const COST: [u32; 3] = [19 * 1024, 2, 1];
/// The dearest that is opened: a hostile file must not take all memory.
const DEAREST: [u32; 3] = [256 * 1024, 16, 4];
/// Bytes of salt and nonce.
const SALT: usize = 16;
const NONCE: usize = 24;
/// Characters of the shortest passphrase that is accepted for sealing.
const SHORTEST: usize = 8;

/// Random bytes that sealing needs: the core has no source of its own.
pub type Entropy = [u8; SALT + NONCE];

/// Does the file begin as a sealed one?
pub fn is_sealed(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Encrypts a file. `entropy` must be fresh random bytes each time. Fails if the passphrase has fewer
/// than eight characters.
pub fn seal(file: &[u8], passphrase: &str, entropy: &Entropy) -> Result<Vec<u8>, Failure> {
    if passphrase.chars().count() < SHORTEST {
        return Err(Failure::new("weak_passphrase").with("count", SHORTEST));
    }
    let mut sealed = MAGIC.to_vec();
    for cost in COST {
        sealed.extend_from_slice(&cost.to_le_bytes());
    }
    sealed.extend_from_slice(entropy);
    let (salt, nonce) = entropy.split_at(SALT);
    let cipher = cipher(passphrase, salt, COST).ok_or_else(refusal)?;
    let nonce = XNonce::try_from(nonce).map_err(|_| refusal())?;
    let encrypted =
        cipher.encrypt(&nonce, Payload { msg: file, aad: &sealed }).map_err(|_| refusal())?;
    sealed.extend_from_slice(&encrypted);
    Ok(sealed)
}

/// Decrypts a file that [`seal`] made. Fails if the passphrase is wrong or the file damaged; which of
/// the two it is cannot be told.
pub fn open(sealed: &[u8], passphrase: &str) -> Result<Vec<u8>, Failure> {
    let head = MAGIC.len() + 12 + SALT + NONCE;
    let (before, encrypted) = sealed.split_at_checked(head).ok_or_else(refusal)?;
    let parts = before.strip_prefix(MAGIC).and_then(|rest| rest.split_at_checked(12));
    let (costs, entropy) = parts.ok_or_else(refusal)?;
    let mut cost = [0; 3];
    for (cost, bytes) in cost.iter_mut().zip(costs.chunks_exact(4)) {
        *cost = bytes.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte));
    }
    if cost.iter().zip(DEAREST).any(|(cost, most)| *cost > most) {
        return Err(refusal());
    }
    let (salt, nonce) = entropy.split_at(SALT);
    let cipher = cipher(passphrase, salt, cost).ok_or_else(refusal)?;
    let nonce = XNonce::try_from(nonce).map_err(|_| refusal())?;
    cipher.decrypt(&nonce, Payload { msg: encrypted, aad: before }).map_err(|_| refusal())
}

/// The one answer to everything that cannot be opened.
fn refusal() -> Failure {
    Failure::new("wrong_passphrase")
}

/// The cipher with the key of a passphrase.
fn cipher(passphrase: &str, salt: &[u8], cost: [u32; 3]) -> Option<XChaCha20Poly1305> {
    let [memory, passes, lanes] = cost;
    let params = Params::new(memory, passes, lanes, Some(32)).ok()?;
    let mut key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, &mut key)
        .ok()?;
    XChaCha20Poly1305::new_from_slice(&key).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTROPY: Entropy = [7; SALT + NONCE];

    #[test]
    fn what_was_sealed_opens_with_the_same_words_only() {
        let sealed = seal("需求".as_bytes(), "春天的八个字口令", &ENTROPY).unwrap();
        assert!(is_sealed(&sealed));
        assert!(!sealed.windows(6).any(|window| window == "需求".as_bytes()));
        assert_eq!(open(&sealed, "春天的八个字口令").unwrap(), "需求".as_bytes());
        assert_eq!(open(&sealed, "春天的八个字口今").unwrap_err().code(), "wrong_passphrase");
        assert_eq!(seal(b"", "short", &ENTROPY).unwrap_err().code(), "weak_passphrase");
    }

    #[test]
    fn a_changed_byte_or_a_hostile_cost_is_refused() {
        let sealed = seal(b"needs", "eight characters", &ENTROPY).unwrap();
        // The last byte of the memory is kept: it would only make the test slow.
        for at in [MAGIC.len() + 5, MAGIC.len() + 13, MAGIC.len() + 40, sealed.len() - 1] {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(open(&changed, "eight characters").is_err(), "byte {at}");
        }
        let mut dear = sealed.clone();
        dear[MAGIC.len() + 3] = 0xff;
        assert!(open(&dear, "eight characters").is_err());
        for length in 0..sealed.len() {
            if length < 60 {
                assert!(open(&sealed[..length], "eight characters").is_err());
            }
        }
    }
}
