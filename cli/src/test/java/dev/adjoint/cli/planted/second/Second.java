package dev.adjoint.cli.planted.second;

import dev.adjoint.cli.planted.first.First;
import org.jspecify.annotations.Nullable;

/// The other half of a cycle of two packages.
public record Second(@Nullable First back) {}
