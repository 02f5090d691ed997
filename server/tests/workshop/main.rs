//! Stories of the workshop with the real process: what is recognised, refused, read and made light.

#[cfg(test)]
mod bench;
#[cfg(test)]
mod clean;
#[cfg(test)]
mod files;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod light;
#[cfg(test)]
mod media;
#[cfg(test)]
mod papers;
#[cfg(test)]
mod recognised;
