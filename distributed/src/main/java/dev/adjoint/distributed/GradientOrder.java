package dev.adjoint.distributed;

/// In which order the gradients of the batches of a step are added up.
public enum GradientOrder {

  /// In the order of the batches: every process gathers the gradients of all and adds them up
  /// itself. The result has the bits of one process that computes all batches of the step, on any
  /// number of processes. Each process receives the gradients of every batch.
  BATCHES,

  /// Each process adds up its own batches, and the collective sums the results (a ring over TCP).
  /// This moves less than two times the gradients per step for any number of processes. The bits
  /// are the same on all processes and in all runs with the same number of processes, but differ
  /// from those of one process.
  RING
}
