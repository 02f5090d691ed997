//! Where files are kept: a folder by default, a provider of S3 by a setting.

mod folder;
mod pieces;
mod s3;

pub use folder::Folder;
pub use s3::Bucket;

use domain::files::FileStore;
use std::path::PathBuf;
use std::sync::Arc;

/// Where the operator wants files (`MUSOYA_FILES`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilesSetting {
    /// A folder.
    Folder(PathBuf),
    /// A bucket: `s3://BUCKET/PREFIX?endpoint=https://…&region=…`; the prefix, the endpoint and the region can be left out.
    Bucket {
        /// Its name.
        bucket: String,
        /// What the names of its objects begin with; empty, or without a slash at its ends.
        prefix: String,
        /// The provider's address; Amazon's if none.
        endpoint: Option<String>,
        /// The provider's region.
        region: String,
        /// The key (`AWS_ACCESS_KEY_ID`).
        key: String,
        /// Its secret (`AWS_SECRET_ACCESS_KEY`).
        secret: String,
    },
}

impl FilesSetting {
    /// Reads the setting; `environment` knows the keys of a bucket.
    ///
    /// # Errors
    /// What was expected, for the operator.
    pub fn parse(text: &str, environment: impl Fn(&str) -> Option<String>) -> Result<Self, &'static str> {
        let Some(rest) = text.strip_prefix("s3://") else {
            return match text {
                "" => Err("a folder, or s3://BUCKET"),
                _ if text.contains("://") => Err("a folder, or s3://BUCKET"),
                _ => Ok(Self::Folder(PathBuf::from(text))),
            };
        };
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (bucket, prefix) = place.split_once('/').unwrap_or((place, ""));
        let is_plain = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'.' | b'_' | b'/');
        if bucket.is_empty() || !place.bytes().all(is_plain) {
            return Err("s3:// and the name of a bucket");
        }
        let (mut endpoint, mut region) = (None, "us-east-1".to_owned());
        for pair in query.split('&').filter(|it| !it.is_empty()) {
            match pair.split_once('=') {
                Some(("endpoint", url)) if url.starts_with("https://") || url.starts_with("http://") => {
                    endpoint = Some(url.trim_end_matches('/').to_owned());
                }
                Some(("region", name)) => region = name.to_owned(),
                _ => return Err("s3://BUCKET?endpoint=https://…&region=…"),
            }
        }
        let both = (environment("AWS_ACCESS_KEY_ID"), environment("AWS_SECRET_ACCESS_KEY"));
        let (Some(key), Some(secret)) = both else {
            return Err("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment beside s3://");
        };
        let (bucket, prefix) = (bucket.to_owned(), prefix.trim_matches('/').to_owned());
        Ok(Self::Bucket { bucket, prefix, endpoint, region, key, secret })
    }

    /// Opens it.
    ///
    /// # Errors
    /// A line for the operator: a folder that cannot be made, a provider whose address is none.
    pub fn open(&self) -> Result<Arc<dyn FileStore>, String> {
        match self {
            Self::Folder(path) => Ok(Arc::new(
                Folder::open(path).map_err(|error| format!("files {}: {error}", path.display()))?,
            )),
            Self::Bucket { .. } => {
                Ok(Arc::new(Bucket::open(self).map_err(|error| format!("files: {error}"))?))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<FilesSetting, &'static str> {
        FilesSetting::parse(text, |name| Some(name.to_lowercase()))
    }

    #[test]
    fn a_folder_and_a_bucket_are_told_apart() {
        assert_eq!(parse("/srv/files"), Ok(FilesSetting::Folder(PathBuf::from("/srv/files"))));
        let bucket = parse("s3://musoya/site/?endpoint=http://127.0.0.1:9000/&region=garage").unwrap();
        let FilesSetting::Bucket { bucket, prefix, endpoint, region, key, .. } = bucket else {
            panic!("a bucket")
        };
        assert_eq!((bucket.as_str(), prefix.as_str(), region.as_str()), ("musoya", "site", "garage"));
        assert_eq!(endpoint.as_deref(), Some("http://127.0.0.1:9000"));
        assert_eq!(key, "aws_access_key_id");
    }

    #[test]
    fn what_is_neither_is_refused() {
        for text in ["", "ftp://x", "s3://", "s3://a b", "s3://a?endpoint=x", "s3://a?color=red"] {
            assert!(parse(text).is_err(), "{text}");
        }
        assert!(FilesSetting::parse("s3://a", |_| None).is_err(), "no key");
    }
}
