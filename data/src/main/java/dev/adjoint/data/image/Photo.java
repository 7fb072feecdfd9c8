package dev.adjoint.data.image;

import java.nio.file.Path;

/// An image file with what it shows.
///
/// @param file the file
/// @param label the name of its class
public record Photo(Path file, String label) {}
