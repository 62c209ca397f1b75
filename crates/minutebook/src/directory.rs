//! The engine's folder, which may be read where nothing may be written.

use std::io::{Error, ErrorKind, Result};
use std::path::Path;
use std::sync::Arc;

use tantivy::directory::error::{
    DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError,
};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, META_LOCK, MmapDirectory, WatchCallback,
    WatchHandle, WritePtr,
};

/// Files on disk. Readers take the engine's lock for readers where they may write it, and do
/// without where the folder is read-only: then no writer removes files under them either.
#[derive(Debug, Clone)]
pub(crate) struct IndexDirectory(MmapDirectory);

impl IndexDirectory {
    pub(crate) fn open(path: &Path) -> std::result::Result<IndexDirectory, OpenDirectoryError> {
        MmapDirectory::open(path).map(IndexDirectory)
    }
}

impl Directory for IndexDirectory {
    fn acquire_lock(&self, lock: &Lock) -> std::result::Result<DirectoryLock, LockError> {
        match self.0.acquire_lock(lock) {
            Err(LockError::IoError(error)) if may_do_without(lock, &error) => {
                Ok(DirectoryLock::from(Box::new(())))
            }
            other => other,
        }
    }

    fn get_file_handle(
        &self,
        path: &Path,
    ) -> std::result::Result<Arc<dyn FileHandle>, OpenReadError> {
        self.0.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> std::result::Result<(), DeleteError> {
        self.0.delete(path)
    }

    fn exists(&self, path: &Path) -> std::result::Result<bool, OpenReadError> {
        self.0.exists(path)
    }

    fn open_write(&self, path: &Path) -> std::result::Result<WritePtr, OpenWriteError> {
        self.0.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> std::result::Result<Vec<u8>, OpenReadError> {
        self.0.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> Result<()> {
        self.0.atomic_write(path, data)
    }

    fn sync_directory(&self) -> Result<()> {
        self.0.sync_directory()
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.0.watch(callback)
    }
}

fn may_do_without(lock: &Lock, error: &Error) -> bool {
    let is_read_only =
        matches!(error.kind(), ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied);
    lock.filepath == META_LOCK.filepath && is_read_only
}

#[cfg(test)]
mod tests {
    use super::*;
    use tantivy::directory::INDEX_WRITER_LOCK;

    #[test]
    fn only_readers_do_without_a_lock() {
        let read_only = Error::from(ErrorKind::ReadOnlyFilesystem);
        assert!(may_do_without(&META_LOCK, &read_only));
        assert!(may_do_without(&META_LOCK, &Error::from(ErrorKind::PermissionDenied)));
        assert!(!may_do_without(&INDEX_WRITER_LOCK, &read_only));
        assert!(!may_do_without(&META_LOCK, &Error::from(ErrorKind::StorageFull)));
    }
}
