//! Pages without text, drawn.
