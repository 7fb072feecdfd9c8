package dev.adjoint.tensor;

/// Parts of a tensor, chosen by ranges, indices and masks, and their inverses.
public sealed interface Indexing permits Tensor {}
