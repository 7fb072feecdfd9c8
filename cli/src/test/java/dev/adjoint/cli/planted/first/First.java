package dev.adjoint.cli.planted.first;

import dev.adjoint.cli.planted.second.Second;

/// One half of a cycle of two packages.
public record First(Second next) {}
