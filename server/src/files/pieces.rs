//! Pieces of files on their way to those who download: what one piece was in, the next one is read into.

use bytes::Bytes;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

/// How many bytes are read at once.
pub(super) const PIECE: usize = 128 * 1024;
/// How many buffers wait for the next download: two for each of sixteen slow phones, 4 MB.
const KEPT: usize = 32;

/// Buffers that nobody reads from now. Pieces are made on one thread and given back on another, which makes the system's allocator
/// keep a heap for each thread: measured with 32 downloads, several times what is in flight.
#[derive(Clone, Default)]
pub(super) struct Buffers(Arc<Mutex<Vec<Box<[u8]>>>>);

impl Buffers {
    /// A piece of so many bytes, at most [`PIECE`], as `read` fills it.
    ///
    /// # Errors
    /// What `read` answers.
    pub(super) fn fill(
        &self,
        wanted: usize,
        read: impl FnOnce(&mut [u8]) -> io::Result<()>,
    ) -> io::Result<Bytes> {
        if wanted < PIECE {
            // The end of a file, or a small one: as much as it takes, and gone with it.
            let mut bytes = vec![0; wanted];
            read(&mut bytes)?;
            return Ok(bytes.into());
        }
        let free = self.free().pop();
        let mut piece = Piece { buffer: free.unwrap_or_else(|| vec![0; PIECE].into()), home: self.clone() };
        read(&mut piece.buffer)?;
        Ok(Bytes::from_owner(piece))
    }

    fn free(&self) -> std::sync::MutexGuard<'_, Vec<Box<[u8]>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A buffer that goes back when the last who reads from it lets it go.
struct Piece {
    buffer: Box<[u8]>,
    home: Buffers,
}

impl AsRef<[u8]> for Piece {
    fn as_ref(&self) -> &[u8] {
        &self.buffer
    }
}

impl Drop for Piece {
    fn drop(&mut self) {
        let buffer = std::mem::take(&mut self.buffer);
        let mut free = self.home.free();
        if free.len() < KEPT {
            free.push(buffer);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(buffers: &Buffers, with: u8) -> Bytes {
        buffers
            .fill(PIECE, |piece| {
                piece.fill(with);
                Ok(())
            })
            .unwrap()
    }

    #[test]
    fn a_buffer_is_used_again_only_when_nobody_reads_from_it() {
        let buffers = Buffers::default();
        let first = filled(&buffers, 1);
        let part = first.slice(10..20);
        drop(first);
        let second = filled(&buffers, 2);
        assert!(part.iter().all(|it| *it == 1) && second.iter().all(|it| *it == 2));
        assert!(buffers.free().is_empty());
        drop((part, second));
        assert_eq!(buffers.free().len(), 2);
        assert_eq!(filled(&buffers, 3).len(), PIECE);
    }

    #[test]
    fn no_more_buffers_wait_than_are_worth_keeping() {
        let buffers = Buffers::default();
        let pieces: Vec<_> = (0..2 * KEPT).map(|_| filled(&buffers, 0)).collect();
        drop(pieces);
        assert_eq!(buffers.free().len(), KEPT);
    }

    #[test]
    fn what_could_not_be_read_is_an_error_and_its_buffer_comes_back() {
        let buffers = Buffers::default();
        for wanted in [1, PIECE] {
            let broken = buffers.fill(wanted, |_| Err(io::ErrorKind::UnexpectedEof.into()));
            assert_eq!(broken.unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
        }
        assert_eq!(buffers.free().len(), 1);
    }
}
