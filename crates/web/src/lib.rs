//! Pages and JSON over one open index.
